"""Records and entries of registers as what may say that a clause is not met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from ims_docs.model.content import Content, Pointer, Value
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.repository import Repository
from ims_docs.model.type import Type


class Said(NamedTuple):
    """A text at the end of a way through keys, with the keys that it stands among."""

    value: str
    beside: Mapping[str, Value]
    pointer: Pointer


class Questioner(NamedTuple):
    """A record, or an entry of a register."""

    id: str
    type: Type
    title: str
    state: str
    is_closed: bool
    day: date | None
    values: Mapping[str, Value]
    content: Content
    path: str
    pointer: Pointer

    @property
    def what(self) -> str:
        """What it is and how it stands, as a part of a sentence."""
        title = self.type.title
        return f"{title[:1].lower()}{title[1:]} ({self.state or 'no state'})"

    @property
    def order(self) -> tuple[str, str]:
        """What puts the records of a type one after the other."""
        return self.day.isoformat() if self.day else "", self.id

    @property
    def clauses(self) -> Iterator[str]:
        """The numbers of the clauses that it names."""
        if not self.pointer:
            for one in self.content.references:
                if one.wanted == "clause":
                    yield one.value
            return
        for way in self.type.objections:
            if not way.through:
                yield from (one.value for one in said(self.values, way.keys))


def questioners(repository: Repository) -> Iterator[Questioner]:
    """Every record, then every entry of a register."""
    for record in repository.records:
        yield of_record(repository, record)
    for register in repository.registers:
        yield from _entries(register, repository.types[register.type])


def of_record(repository: Repository, record: Record) -> Questioner:
    """One record."""
    return Questioner(
        id=record.id,
        type=repository.types[record.type],
        title=record.title,
        state=record.state,
        is_closed=record.is_closed,
        day=record.date,
        values=record.content.values,
        content=record.content,
        path=record.path,
        pointer=(),
    )


def _entries(register: Register, type_: Type) -> Iterator[Questioner]:
    entries = register.content.values.get("entries")
    for index, values in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(values, dict):
            state, title = values.get("status"), values.get("title", values.get("name"))
            identifier = values.get("id")
            yield Questioner(
                id=identifier if isinstance(identifier, str) else "",
                type=type_,
                title=title if isinstance(title, str) else register.title,
                state=state if isinstance(state, str) else "",
                is_closed=state in type_.closed,
                day=None,
                values=values,
                content=register.content,
                path=register.path,
                pointer=("entries", index),
            )


def said(values: Mapping[str, Value], keys: tuple[str, ...]) -> Iterator[Said]:
    """Every text at the end of a way; "*" stands for each of a list."""
    yield from _followed(values.get(keys[0]), keys[1:], values, (keys[0],))


def _followed(
    value: Value, keys: tuple[str, ...], beside: Mapping[str, Value], done: Pointer
) -> Iterator[Said]:
    if not keys:
        if isinstance(value, str):
            yield Said(value, beside, done)
    elif keys[0] == "*":
        for index, one in enumerate(value if isinstance(value, list) else ()):
            yield from _followed(one, keys[1:], beside, (*done, index))
    elif isinstance(value, dict):
        yield from _followed(value.get(keys[0]), keys[1:], value, (*done, keys[0]))
