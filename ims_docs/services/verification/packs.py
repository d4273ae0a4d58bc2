"""Verifying an audit pack: the file itself, its manifest, what its files prove, and the history that it carries."""

from __future__ import annotations

import hashlib
import json
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ims_docs.adapters.git import History
from ims_docs.adapters.git.digests import files_of
from ims_docs.errors import ImsDocsError, UnreadableError
from ims_docs.formats.packs import LARGEST, Fault, PackFormError, compare, read
from ims_docs.formats.packs.layout import (
    ABOUT,
    BUNDLE,
    REPORT_DATA,
    About,
    path_of,
    place_of,
)
from ims_docs.model.baseline import plain_code
from ims_docs.model.trust import LIST
from ims_docs.services.verification.examine import verify
from ims_docs.services.verification.foreign_copy import own_copy
from ims_docs.services.verification.pack_evidence import Evidence
from ims_docs.services.verification.question import Question
from ims_docs.services.verification.result import Verdict, Verification

_NOT_LOOKED_INTO = (
    "What the pages of the site and the PDF files show was not compared with the texts."
)
_NO_HISTORY = (
    "This pack holds no history: whether texts were changed before it was made, it cannot say."
)
_NOT_ALL_SEEN = "When this pack was made, not everything in the history could be looked at."
_NO_SIGNERS = "This pack holds no list of signers: who signed, it cannot say."


@dataclass(frozen=True, slots=True, kw_only=True)
class PackVerification:
    """The whole verdict about a pack."""

    judged: str
    sha256: str
    """Of the whole file, as the minutes have it."""
    files: int = 0
    statements: int = 0
    about: About | None = None
    code: str = ""
    """Of the baseline whose state it is."""
    root: str = ""
    """Fingerprint of the root key that signed the list of signers."""
    faults: tuple[Fault, ...] = ()
    unchecked: tuple[str, ...] = ()
    """What keeps the answer from being yes."""
    notes: tuple[str, ...] = ()
    history: Verification | None = None

    @property
    def verdict(self) -> Verdict:
        """Not intact with one proof of it, whatever else could not be looked at."""
        if self.faults:
            return Verdict.NOT_INTACT
        return Verdict.CANNOT_TELL if self.unchecked else Verdict.INTACT


def verify_pack(file: Path, question: Question) -> PackVerification:
    """Look at everything in a pack. Raises UnreadableError where the file cannot be read."""
    try:
        if not stat.S_ISREG(file.stat().st_mode):  # a pipe would be waited for
            raise UnreadableError(f"{file} is no file", hint="Name a file of `ims export pack`.")
        size = file.stat().st_size
        data = file.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        raise UnreadableError(
            f"{file} cannot be read: {error.strerror}", hint="Name a file of `ims export pack`."
        ) from error
    made = PackVerification(judged=str(file), sha256=hashlib.sha256(data).hexdigest())
    try:
        files = read(data)
    except PackFormError as error:
        return replace(made, faults=tuple(_named(one, file) for one in error.faults))
    faults = list(compare(files))
    try:
        about = About.parse(files.get(ABOUT, b""))
    except ValueError as error:
        faults.append(Fault(ABOUT, str(error)))
        return replace(made, files=len(files), faults=tuple(faults))
    return _looked_into(replace(made, files=len(files), about=about), files, faults, question)


def _looked_into(
    made: PackVerification, files: Mapping[str, bytes], faults: Iterable[Fault], question: Question
) -> PackVerification:
    """The same with what the files prove, and what the history is worth."""
    about = made.about
    assert about is not None  # noqa: S101 - who calls has read it
    evidence = Evidence(files, about)
    code = evidence.code(about.baseline)
    found = (*faults, *evidence.faults(), *_reported(files), *_unlike(evidence, question))
    history, wrong = _history(files, about, _asked(question, about.as_of, code))
    unchecked = [_NO_SIGNERS] if evidence.is_unsigned else []
    if history and history.verdict is Verdict.CANNOT_TELL:
        unchecked += [f"{one.what}: {one.why}" for one in history.unchecked]
    elif history is None and _verdict_of(files) == Verdict.CANNOT_TELL:
        unchecked.append(_NOT_ALL_SEEN)
    return replace(
        made,
        statements=len(evidence.statements),
        code=code,
        root=evidence.root,
        faults=_once((*found, *wrong)),
        unchecked=tuple(unchecked),
        notes=tuple(_notes(evidence, has_history=history is not None)),
        history=history,
    )


def _notes(evidence: Evidence, *, has_history: bool) -> Iterator[str]:
    if evidence.bare:
        yield (
            f"{evidence.bare} statements carry no signature: they say what was recorded, and prove no person."
        )
    yield _NOT_LOOKED_INTO
    if not has_history:
        yield _NO_HISTORY


def _named(fault: Fault, file: Path) -> Fault:
    """A fault of the file as a whole is named by the file."""
    return fault if fault.name else Fault(file.name, fault.message)


def _once(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    return tuple(dict.fromkeys(faults))


def _reported(files: Mapping[str, bytes]) -> Iterator[Fault]:
    """The report that was made with the pack: what was not intact then is not intact now."""
    verdict = _verdict_of(files)
    if verdict not in set(Verdict):
        yield Fault(REPORT_DATA, "it cannot be read")
    elif verdict == Verdict.NOT_INTACT:
        yield Fault(REPORT_DATA, "the history was not intact when the pack was made; it says why")


def _verdict_of(files: Mapping[str, bytes]) -> str:
    try:
        said = json.loads(files.get(REPORT_DATA, b"").decode("utf-8"))["verdict"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return said if isinstance(said, str) else ""


def _history(
    files: Mapping[str, bytes], about: About, question: Question
) -> tuple[Verification | None, tuple[Fault, ...]]:
    """What the history in a pack is worth, and where its newest commit has other files."""
    if BUNDLE not in files:
        missing = Fault(BUNDLE, "the history is gone: a pack in which nothing is left out has it")
        return None, () if about.audience else (missing,)
    with tempfile.TemporaryDirectory(prefix="ims-pack-") as name:
        place = Path(name) / BUNDLE
        place.write_bytes(files[BUNDLE])
        try:
            with own_copy(place) as clone:
                history = History(clone)
                found = verify(history, question, "the history in the pack")
                return found, tuple(_differing(files, about, history, found))
        except ImsDocsError as error:
            return None, (Fault(BUNDLE, error.message),)


def _asked(question: Question, day: date, code: str) -> Question:
    """What the history is asked: nothing about a day before its own, and no code that it cannot hold yet."""
    codes = tuple(one for one in question.codes if not code or plain_code(one) != plain_code(code))
    return replace(question, as_of=max(question.as_of, day), codes=codes)


def _unlike(evidence: Evidence, question: Question) -> Iterator[Fault]:
    """What is not as the person who verifies has it from elsewhere."""
    if question.root and evidence.root != question.root:
        yield Fault(LIST, "it is not signed with the root key that you named")
    code = evidence.code(evidence.about.baseline)
    if BUNDLE not in evidence.files and any(
        plain_code(one) != plain_code(code) for one in question.codes
    ):
        yield Fault(ABOUT, "no baseline of this pack has the code that you named")


def _differing(
    files: Mapping[str, bytes], about: About, history: History, found: Verification
) -> Iterator[Fault]:
    if found.verdict is Verdict.NOT_INTACT:
        yield Fault(BUNDLE, "the history in it is not intact; see below")
    if found.head != about.commit:
        yield Fault(BUNDLE, "its newest commit is another one than that of this pack")
        return
    held = {one.path: one.sha256 for one in files_of(history, "HEAD")}
    own = {f"baselines/{about.baseline}{end}" for end in (".txt", ".txt.sig", ".tsr")}
    for path in sorted(held.keys() - set(about.left_out)):
        data = files.get(place_of(path))
        if data is None:
            yield Fault(place_of(path), "the history in the pack has it, and it is not here")
        elif hashlib.sha256(data).hexdigest() != held[path]:
            yield Fault(place_of(path), "the history in the pack has another text of it")
    for name in sorted(files):
        path = path_of(name)
        if path and path not in held and path not in own:
            yield Fault(name, "the history in the pack does not have it")
