"""What the files in a pack prove by themselves: statements, keys, approved texts and baselines.

Everything here rests on the files alone, so that the two verifiers that travel in a pack can ask
the same, in the same words.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ims_docs.formats.packs import Fault
from ims_docs.formats.packs.layout import TREE, About, path_of, place_of
from ims_docs.formats.signatures import BASELINES, STATEMENTS, judge, read_list, root_of
from ims_docs.model.approval import Statement, digest
from ims_docs.model.baseline import FOLDER, Baseline
from ims_docs.model.removal import is_statement_path
from ims_docs.model.trust import LIST, LIST_SIGNATURE, ROOT_KEYS, Level, Trust

_ID = re.compile(r"^id:[ \t]*[\"']?([A-Z]{2,5}-[0-9]{4})\b", re.MULTILINE)
_VERSION = re.compile(r"^version:[ \t]*[\"']?([0-9]+\.[0-9]+)[\"']?[ \t]*$", re.MULTILINE)
_DOCUMENTS, _RECORDS = f"{TREE}docs/", f"{TREE}docs/records/"
_NUMBERED = re.compile(r"(?:-[1-9][0-9]{0,3})?")
_OF_BASELINE = (".txt", ".txt.sig", ".tsr")


@dataclass(frozen=True)
class Evidence:
    """The files of one pack, looked at as evidence."""

    files: Mapping[str, bytes]
    about: About

    def faults(self) -> Iterator[Fault]:
        """Whatever is not as it was signed."""
        yield from self._list_faults()
        for name in sorted(self.files):
            if name.startswith("approvals/") and not is_statement_path(name):
                yield from self._statement_faults(name)
            elif name.startswith(f"{FOLDER}/") and name.endswith(".txt"):
                yield from self._baseline_faults(name)
            elif name.startswith(_DOCUMENTS) and not name.startswith(_RECORDS):
                yield from self._text_faults(name)
        yield from self._state_faults()

    @property
    def root(self) -> str:
        """The fingerprint of the root key that signed the list of signers."""
        signature = self.files.get(LIST_SIGNATURE, b"")
        if not signature:
            return ""
        return root_of(self.files.get(LIST, b""), signature, self.files.get(ROOT_KEYS, b""))

    @property
    def is_unsigned(self) -> bool:
        """Whether nobody can be held to what is said: no list of signers is here."""
        return LIST not in self.files and bool(self.statements)

    @property
    def bare(self) -> int:
        """How many statements carry no signature."""
        return sum(f"{name}.sig" not in self.files for name in self.statements)

    @cached_property
    def statements(self) -> Mapping[str, Statement]:
        """Every statement that can be read, by name."""
        found = {}
        for name, data in self.files.items():
            if name.startswith("approvals/") and name.endswith(".txt"):
                try:
                    found[name] = Statement.parse(data)
                except ValueError:
                    continue
        return found

    def code(self, name: str) -> str:
        """The code of a baseline for minutes; empty where it is not here or is none."""
        try:
            return Baseline.parse(self.files.get(f"{FOLDER}/{name}.txt", b"")).code
        except ValueError:
            return ""

    def _trust(self, use: str) -> Trust:
        keys, errors = read_list(self.files.get(LIST, b""), use)
        return Trust(keys=keys, errors=errors, is_kept=LIST in self.files)

    @cached_property
    def _signers(self) -> Trust:
        return self._trust(STATEMENTS)

    @cached_property
    def _makers(self) -> Trust:
        return self._trust(BASELINES)

    def _list_faults(self) -> Iterator[Fault]:
        for one in self._signers.errors:
            yield Fault(LIST, f"line {one.line}: {one.message}")
        if LIST_SIGNATURE in self.files and not self.root:
            yield Fault(LIST, "it is not the list that the root key signed")
        elif ROOT_KEYS in self.files and LIST_SIGNATURE not in self.files:
            yield Fault(
                LIST_SIGNATURE, "there is a root key, and its signature of the list is gone"
            )

    def _statement_faults(self, name: str) -> Iterator[Fault]:
        if name.endswith(".txt.sig") and name.removesuffix(".sig") not in self.files:
            yield Fault(name, "the statement that it signs is gone")
        if not name.endswith(".txt"):
            return
        try:
            one = Statement.parse(self.files[name])
        except ValueError as error:
            yield Fault(name, f"it is no statement: {error}")
            return
        start = f"{one.folder}/{one.stem}"
        if not name.startswith(start) or not _NUMBERED.fullmatch(
            name.removeprefix(start).removesuffix(".txt")
        ):
            yield Fault(
                name, f"it is about {one.document} version {one.version}, and lies elsewhere"
            )
        signature = self.files.get(f"{name}.sig")
        if signature is None and self.about.level != Level.RECORDED:
            yield Fault(name, "it is not signed")
        elif signature is not None and not self.is_unsigned:
            verdict = judge(
                self.files[name],
                signature,
                person=one.signer,
                when=one.signed_at,
                trust=self._signers,
            )
            if verdict.refused:
                yield Fault(name, f"its signature does not count: {verdict.refused}")

    def _text_faults(self, name: str) -> Iterator[Fault]:
        """A text that says a version that was approved has to be the text that was approved."""
        head = self.files[name][:16_384].replace(b"\r\n", b"\n").decode("utf-8", "replace")
        head = head.partition("\n---\n")[0]
        identifier, version = _ID.search(head), _VERSION.search(head)
        if not name.endswith(".md") or identifier is None or version is None:
            return
        folder = f"approvals/{identifier[1]}/v{version[1]}/"
        said = {
            one.digest
            for place, one in self.statements.items()
            if place.startswith(folder) and one.meaning.approves
        }
        if said and digest(identifier[1], version[1], self.files[name]) not in said:
            yield Fault(name, f"it is not the text that was approved as version {version[1]}")

    def _baseline_faults(self, name: str) -> Iterator[Fault]:
        try:
            one = Baseline.parse(self.files[name])
        except ValueError as error:
            yield Fault(name, f"it is no baseline: {error}")
            return
        if one.path != name:
            yield Fault(name, f"it calls itself {one.name}")
        signature = self.files.get(f"{name}.sig")
        if signature is None and self.about.level != Level.RECORDED:
            yield Fault(name, "it is not signed")
        elif signature is not None and self._makers.is_kept:
            verdict = judge(
                self.files[name],
                signature,
                person=one.made_by,
                when=one.made_at,
                trust=self._makers,
                use=BASELINES,
            )
            if verdict.refused:
                yield Fault(name, f"its signature does not count: {verdict.refused}")

    def _state_faults(self) -> Iterator[Fault]:
        """A pack of a baseline holds every file as it lists it, and no other."""
        if not self.about.baseline:
            return
        own = f"{FOLDER}/{self.about.baseline}"
        try:
            one = Baseline.parse(self.files.get(f"{own}.txt", b""))
        except ValueError:
            yield Fault(f"{own}.txt", "it is the baseline of this pack, and cannot be read")
            return
        if one.commit != self.about.commit:
            yield Fault(f"{own}.txt", "it is about another commit than this pack")
        left_out = set(self.about.left_out)
        listed = {each.path: each.sha256 for each in one.files if each.path not in left_out}
        for path, sha256 in listed.items():
            data = self.files.get(place_of(path))
            if data is None:
                yield Fault(place_of(path), "the baseline lists it, and it is not here")
            elif hashlib.sha256(data).hexdigest() != sha256:
                yield Fault(place_of(path), "it is not the file that the baseline lists")
        mine = {f"{own}{end}" for end in _OF_BASELINE}
        for name in sorted(self.files):
            path = path_of(name)
            if path and path not in listed and path not in mine:
                yield Fault(name, "it is here, and the baseline does not list it")
