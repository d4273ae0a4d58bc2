"""The files that control, as each commit of a history holds them, and the facts that they say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from ims_docs.adapters.git import History
from ims_docs.adapters.git.ledger import Ledger, Touch
from ims_docs.errors import UnreadableError
from ims_docs.services.verification.control_facts import Facts, facts_of, subject_of
from ims_docs.services.verification.identities import Identities, is_register, plain


class Kept(NamedTuple):
    """A file that controls, with git's name for its bytes."""

    path: str
    blob: str


_Held = Mapping[str, frozenset[Kept]]
"""By what they control: the files of one commit."""


@dataclass(frozen=True)
class ControlFiles:
    """A history, and which registers lie where in it; without that each is looked for at its usual place."""

    history: History
    ledger: Ledger
    identities: Identities | None = None

    def changed(self, commit: str) -> Mapping[str, list[Touch]]:
        """By what they control: the files that a commit changed itself."""
        return self._by_subject(self.ledger.own(commit))

    def joined(self, merge: str) -> tuple[str, ...]:
        """What the files control that a merge holds otherwise than one of its sides."""
        return tuple(self._by_subject(dict.fromkeys(chain(*self.ledger.touches[merge]))))

    def place(self, subject: str, commit: str) -> str:
        """A file that controls it at a commit, or that did so at one of those before."""
        names = (commit, *self.ledger.by_name[commit].parents)
        held = (one for name in names for one in sorted(self._at(name).get(subject, ())))
        return next(held).path

    def bytes_of(self, subject: str, commit: str) -> Mapping[str, frozenset[Kept]]:
        """The files themselves, under one name."""
        held = self._at(commit).get(subject)
        return {subject: held} if held else {}

    def said(self, subject: str, commit: str) -> tuple[Facts | None, str]:
        """The facts at a commit, and why one of the files cannot be read; None where none says any."""
        return self.together(subject, [one.blob for one in self._at(commit).get(subject, ())])

    def together(self, subject: str, blobs: Iterable[str]) -> tuple[Facts | None, str]:
        """The same of some bytes."""
        found: dict[str, str] | None = None
        why = ""
        for said in (self._read[subject, one] for one in blobs if one):
            if isinstance(said, str):
                why = said
            else:
                found = {**(found or {}), **said}
        return found, why

    def _by_subject(self, touches: Iterable[Touch]) -> Mapping[str, list[Touch]]:
        found: dict[str, list[Touch]] = defaultdict(list)
        for path, before, after in touches:
            was, now = self._subject(path, before), self._subject(path, after)
            if was == now != "":
                found[was].append(Touch(path, before, after))
            else:
                for subject, touch in (
                    (was, Touch(path, before, "")),
                    (now, Touch(path, "", after)),
                ):
                    if subject:
                        found[subject].append(touch)
        return found

    def _subject(self, path: str, blob: str) -> str:
        if not blob:
            return ""
        held: Collection[str] = self.identities.of(path, blob) if self.identities else ()
        return subject_of(path, {plain(one) for one in held if is_register(one)})

    def _at(self, commit: str) -> _Held:
        return self._held.get(commit, {})

    @cached_property
    def _held(self) -> Mapping[str, _Held]:
        """By commit: its files, against those of its first parent."""
        found: dict[str, _Held] = {}
        for one in self.ledger.commits:
            before = found.get(next(iter(one.parents), ""), {})
            groups = self.ledger.touches[one.name]
            changed = self._by_subject(groups[0]) if groups else {}
            found[one.name] = {**before, **_after(before, changed)} if changed else before
        return found

    @cached_property
    def _read(self) -> Mapping[tuple[str, str], Facts | str]:
        wanted = sorted(set(self._names()))
        read = self.history.blobs(blob for _, blob in wanted)
        return {
            key: _facts_or_why(key[0], data or b"") for key, data in zip(wanted, read, strict=True)
        }

    def _names(self) -> Iterator[tuple[str, str]]:
        for groups in self.ledger.touches.values():
            for subject, touches in self._by_subject(dict.fromkeys(chain(*groups))).items():
                yield from ((subject, blob) for one in touches for blob in one[1:] if blob)


def _after(before: _Held, changed: Mapping[str, list[Touch]]) -> _Held:
    return {
        subject: frozenset(one for one in before.get(subject, ()) if one.path not in gone)
        | {Kept(one.path, one.after) for one in touches if one.after}
        for subject, touches in changed.items()
        if (gone := {one.path for one in touches})
    }


def _facts_or_why(subject: str, data: bytes) -> Facts | str:
    try:
        return facts_of(subject, data)
    except UnreadableError as error:
        return error.message
