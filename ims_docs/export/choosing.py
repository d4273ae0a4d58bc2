"""Which text of a document, record or register a copy shows, and what stands across its pages."""

from __future__ import annotations

from dataclasses import dataclass

from ims_docs.domain.approval_state import ApprovedVersion, Standing, State, Subject, standings
from ims_docs.errors import ConfigurationError, RefusedError, UnreadableError
from ims_docs.export.copies import Mark
from ims_docs.export.toolkit import close_to, working_page
from ims_docs.model.approval import digest, sha256
from ims_docs.model.classification import Classification, classified
from ims_docs.model.document import Document
from ims_docs.model.naming import id_called
from ims_docs.model.page import Page
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.repository import Repository
from ims_docs.services.signing import find_subject
from ims_docs.services.timeline import text_in_force
from ims_docs.services.timeline.former import read_again
from ims_docs.services.workspace import Snapshot

_ENDED = {State.SUPERSEDED: Mark.SUPERSEDED, State.WITHDRAWN: Mark.WITHDRAWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """One text, as it was when it was written."""

    name: str
    item: Document | Record | Register
    data: bytes
    version: str
    digest: str
    state: str
    marks: tuple[Mark, ...]
    is_here: bool
    """Whether the text is the one that lies in the state; otherwise the history had it."""
    standing: Standing | None = None
    approved: ApprovedVersion | None = None
    """The approval that puts it in force."""


def find(repository: Repository, identifier: str) -> Document | Record | Register | Page:
    """What somebody means by an id, a path, the name of a register or of a working page.

    Raises ConfigurationError.
    """
    wanted = id_called(repository, identifier)
    record = next((one for one in repository.records if wanted in (one.id, one.path)), None)
    if record is not None:
        return record
    try:
        return find_subject(repository, wanted)
    except ConfigurationError as error:
        if page := working_page(repository, identifier):
            return page
        close = close_to(repository, identifier)
        raise ConfigurationError(
            f"There is no document, record, register or working page {identifier!r}",
            hint=f"Did you mean {close}?" if close else error.hint,
        ) from error


def choose(snapshot: Snapshot, item: Document | Record | Register, *, draft: bool) -> Chosen:
    """The text in force; with `draft` the one that lies there. Raises RefusedError, UnreadableError."""
    if isinstance(item, Record):
        return _record(snapshot, item)
    standing = standings(snapshot.repository).of(item)
    if standing.in_force and (standing.is_in_force or not draft):
        return _in_force(snapshot, item, standing)
    ended = _ENDED.get(standing.state) if standing.in_force is None else None
    if not draft and not ended:
        raise RefusedError(
            f"{standing.subject} is not in force: nobody has approved it",
            hint="`--draft` copies it all the same, with a mark on every page.",
        )
    return _lying_there(snapshot, item, standing, ended)


def require_readable(chosen: Chosen, audience: Classification | None) -> None:
    """Raise RefusedError for a text of which something is above those who will read it.

    A text in force that came out of the history may be classified otherwise than what lies there now.
    """
    values = chosen.item.content.values
    entries = values.get("entries")
    said = [
        values,
        *(one for one in (entries if isinstance(entries, list) else ()) if isinstance(one, dict)),
    ]
    strictest = max(
        classified(one.get("classification"))
        for one in said
        if one is values or "classification" in one
    )
    if audience is not None and strictest > audience:
        raise RefusedError(
            f"{chosen.name} is {strictest.word}, in part at least",
            hint="Make a copy for those who may read it.",
        )


def _record(snapshot: Snapshot, record: Record) -> Chosen:
    data = _body(snapshot, record.path)
    word = record.state or "no state"
    return Chosen(
        name=record.id or record.path.rpartition("/")[2].partition(".")[0],
        item=record,
        data=data,
        version="",
        digest=sha256(data),
        state=f"{word} (closed)" if record.is_closed and word != "closed" else word,
        marks=() if record.is_closed else (Mark.OPEN,),
        is_here=True,
    )


def _in_force(snapshot: Snapshot, subject: Subject, standing: Standing) -> Chosen:
    name, approved, data = text_in_force(snapshot, subject)
    due = standing.next_review
    late = f", review due since {due}" if due and snapshot.repository.as_of > due else ""
    return Chosen(
        name=name,
        item=subject if standing.is_in_force else _again(snapshot, subject, data),
        data=data.replace(b"\r\n", b"\n"),
        version=approved.version,
        digest=approved.digest,
        state=f"in force since {approved.day}{late}",
        marks=(),
        is_here=standing.is_in_force,
        standing=standing,
        approved=approved,
    )


def _lying_there(
    snapshot: Snapshot, subject: Subject, standing: Standing, ended: Mark | None
) -> Chosen:
    data = _body(snapshot, subject.path)
    version = standing.version
    mark = ended or (Mark.ALTERED if standing.altered else Mark.DRAFT)
    if standing.state is State.SUPERSEDED:
        mark = Mark.SUPERSEDED
    is_document = isinstance(subject, Document)
    known = bool(version) and (is_document or bool(standing.versions))
    word = {Mark.DRAFT: "draft, not in force", Mark.ALTERED: "altered, not in force"}
    return Chosen(
        name=standing.subject or subject.path.rpartition("/")[2].partition(".")[0],
        item=subject,
        data=data,
        version=version if is_document or known else "",
        digest=digest(standing.subject, version, data) if known else sha256(data),
        state=word.get(mark, mark.value),
        marks=(mark,),
        is_here=True,
        standing=standing,
    )


def _again(snapshot: Snapshot, subject: Subject, data: bytes) -> Subject:
    found = read_again(subject.path, data, snapshot.repository.types)
    if found is None or isinstance(found, Record):
        raise UnreadableError(
            f"The approved text of {subject.path} cannot be read",
            hint="`ims show ID --in-force` prints it as it is written.",
        )
    return found


def _body(snapshot: Snapshot, path: str) -> bytes:
    data = snapshot.body(path)
    if data is None:
        raise UnreadableError(f"{path} cannot be read", hint="Run `ims check`.")
    return data.replace(b"\r\n", b"\n")
