"""Whose own work a text or an entry is, so that the same person does not audit it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from ims_docs.domain.approval_state import People, judged, people_of
from ims_docs.domain.coverage.questioners import said
from ims_docs.model.approval import Meaning
from ims_docs.model.content import Value
from ims_docs.model.document import Document
from ims_docs.model.record import Record
from ims_docs.model.repository import Repository


class _Work(NamedTuple):
    """A document, a record, a register or an entry of one."""

    type: str
    values: Mapping[str, Value]
    signed_as: str
    """What statements call it: its id, or the name of its register."""
    path: str
    """Its own file; empty for an entry, since others are in the same file."""


class OwnWork:
    """What is known of who did what."""

    def __init__(self, repository: Repository) -> None:
        self.people: People = people_of(repository)
        self._repository = repository
        self._works = dict(_works(repository))

    def why(self, person: str, name: str, day: date) -> str:
        """Why something is this person's own work on a day, as a part of a sentence.

        `name` is an id, or the name of a register. Empty where it is nothing of her own.
        """
        work = self._works.get(name)
        return next(self._reasons(person, work, day), "") if work else ""

    def _reasons(self, person: str, work: _Work, day: date) -> Iterator[str]:
        type_ = self._repository.types[work.type]
        for key in type_.somebody_else:
            if self._is(person, work.values.get(key)):
                yield f"is named in it as `{key}`"
        if self._owns(person, work.values.get("owner")):
            yield "owns it"
        for way in (*type_.made_by, ("authors", "*")):
            if any(self._is(person, one.value) for one in said(work.values, way)):
                yield f"had a part in it (`{way[0]}`)"
        for one in judged(self._repository).counting(work.signed_as):
            is_before = one.signed_at.date() <= day
            if one.meaning is Meaning.PREPARED and is_before and self._is(person, one.signer):
                yield f"submitted it for approval on {one.signed_at.date()}"
        for change in self._repository.written.get(work.path, ()):
            if change.day <= day and self._is(person, self.people.by_email(change.email)):
                yield f"changed it on {change.day}"

    def _owns(self, person: str, owner: object) -> bool:
        """As the person named, or as a holder of the role named; a deputy does not own."""
        role = self.people.roles.get(owner) if isinstance(owner, str) else None
        held = role.values.get("holders") if role else [owner]
        return any(self._is(person, one) for one in (held if isinstance(held, list) else ()))

    def _is(self, person: str, other: object) -> bool:
        return isinstance(other, str) and bool(other) and self.people.is_same(person, other)


def _works(repository: Repository) -> Iterator[tuple[str, _Work]]:
    for register in repository.registers:
        name = register.type
        yield name, _Work(name, register.content.values, name, register.path)
        for entry in register.entries:
            yield entry.id, _Work(register.type, entry.values, register.type, "")
    texts: tuple[Document | Record, ...] = (*repository.documents, *repository.records)
    for one in texts:
        yield one.id, _Work(one.type, one.content.values, one.id, one.path)
