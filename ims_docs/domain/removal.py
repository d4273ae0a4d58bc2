"""Whether something may be taken out: what its type says, its state, and the time it is kept for."""

from __future__ import annotations

from ims_docs.domain.approval_state import standings
from ims_docs.model.approval import Meaning
from ims_docs.model.record import Record
from ims_docs.model.removal import Gone
from ims_docs.model.repository import Repository
from ims_docs.model.retention import kept_until
from ims_docs.model.type import DRAFT, ENTRY, SUPERSEDED, WITHDRAWN, Type

_IN_FORCE = ""


def refusal(repository: Repository, one: Gone) -> str:
    """Why it may not be taken out, empty when it may."""
    type_ = repository.types[one.type]
    if one.entry is not None:
        return "" if ENTRY in type_.removal else f"entries of {type_.name} stay"
    if isinstance(one.item, Record):
        return _of_record(repository, one.item, type_)
    state = _text_state(repository, one.id)
    if state == _IN_FORCE:
        return f"its text is in force; take it out of force first: ims withdraw {one.id}"
    return "" if state in type_.removal else f"{_article(type_)} is never removed as {state}"


def is_kept_still(repository: Repository, record: Record) -> bool:
    """Whether a closed record is within the time for which its type is kept."""
    until = kept_until(record, repository.types[record.type])
    return until is None or until >= repository.as_of


def _text_state(repository: Repository, name: str) -> str:
    """The state of a document or register, by its statements alone: the text is gone."""
    stored = repository.stored_statements.get(name, ())
    statements = [one.statement for one in stored if one.statement and not one.refused]
    approved = max((one.signed_at for one in statements if one.meaning.approves), default=None)
    if approved is None:
        return DRAFT
    if any(one.signed_at >= approved for one in statements if one.meaning is Meaning.WITHDRAWN):
        return WITHDRAWN
    return SUPERSEDED if name in _superseded(repository) else _IN_FORCE


def _superseded(repository: Repository) -> set[object]:
    """The ids that documents in force replace."""
    found: set[object] = set()
    for document in repository.documents:
        names = document.content.values.get("supersedes")
        if isinstance(names, list) and standings(repository).of(document).is_in_force:
            found.update(one for one in names if isinstance(one, str))
    return found


def _of_record(repository: Repository, record: Record, type_: Type) -> str:
    if record.is_closed:
        years = type_.retention_years
        kept = f"it was closed, and is kept for {years} years"
        return kept if is_kept_still(repository, record) else ""
    if record.state in type_.removal:
        return ""
    if not type_.removal:
        return f"{_article(type_)} is never removed; close it, and say there why"
    allowed = " or ".join(f"`{name}`" for name in type_.removal)
    return f"its state is `{record.state}`, and {_article(type_)} is removed from {allowed} only"


def _article(type_: Type) -> str:
    return f"{'an' if type_.name[0] in 'aeiou' else 'a'} {type_.name}"
