"""Deadlines that stand in documents, records and entries, as their schemas declare them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product
from typing import NamedTuple

from ims_docs.domain.duties.duty import Duty, Urgency
from ims_docs.model.content import Content, Pointer, Value
from ims_docs.model.deadline import CLOSED, MOVED, NEWER, Deadline
from ims_docs.model.document import Document
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.repository import Repository
from ims_docs.model.type import Type

_PLACEHOLDER = "[TODO:"


class _Found(NamedTuple):
    """A date, the keys it stands among, and the way to them."""

    day: date
    beside: Mapping[str, Value]
    pointer: Pointer


class _Holder(NamedTuple):
    """A document, record or entry that may have deadlines."""

    id: str
    title: str
    type: Type
    values: Mapping[str, Value]
    owner: str
    is_closed: bool
    is_newest: bool
    content: Content
    path: str
    pointer: Pointer


def deadlines(repository: Repository) -> Iterator[Duty]:
    """Every deadline that still stands, as if its day had come; sorting that out is the caller's."""
    for holder in (*_texts(repository), *_entries(repository)):
        for deadline in holder.type.deadlines:
            if _stands(holder, deadline):
                for found in _dates(holder.values, deadline.keys, ()):
                    if not _is_done(found.beside, deadline):
                        yield _duty(holder, deadline, found)


def _texts(repository: Repository) -> Iterator[_Holder]:
    newest = _Series(repository)
    items: tuple[Document | Record, ...] = (*repository.documents, *repository.records)
    for item in items:
        if repository.types[item.type].deadlines:
            yield _Holder(
                id=item.id,
                title=item.title,
                type=repository.types[item.type],
                values=item.content.values,
                owner=item.content.text("owner"),
                is_closed=isinstance(item, Record) and item.is_closed,
                is_newest=isinstance(item, Document) or newest.is_newest(item),
                content=item.content,
                path=item.path,
                pointer=(),
            )


def _entries(repository: Repository) -> Iterator[_Holder]:
    for register in repository.registers:
        type_ = repository.types[register.type]
        if type_.deadlines:
            yield from _entries_of(register, type_)


def _entries_of(register: Register, type_: Type) -> Iterator[_Holder]:
    entries = register.content.values.get("entries")
    for index, values in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(values, dict):
            yield _Holder(
                id=_text(values, "id"),
                title=_text(values, "title") or _text(values, "name"),
                type=type_,
                values=values,
                owner=_text(values, "owner") or register.content.text("owner"),
                is_closed=values.get("status") in type_.closed,
                is_newest=True,
                content=register.content,
                path=register.path,
                pointer=("entries", index),
            )


class _Series:
    """The newest record of each series: records of a type that follow each other."""

    def __init__(self, repository: Repository) -> None:
        self._types = repository.types
        self._newest: dict[tuple[str, ...], tuple[str, str, str]] = {}
        for record in repository.records:
            for name in self._names(record):
                self._newest[name] = max(self._newest.get(name, _order(record)), _order(record))

    def is_newest(self, record: Record) -> bool:
        """Whether it is the newest in one of its series; a record in none is not followed."""
        names = list(self._names(record))
        return not names or any(self._newest[name] == _order(record) for name in names)

    def _names(self, record: Record) -> Iterator[tuple[str, ...]]:
        type_ = self._types[record.type]
        if not type_.deadlines:
            return
        keys = type_.series
        for shared in product(*(_each(record.content.values.get(key)) for key in keys)):
            yield record.type, *shared


def _order(record: Record) -> tuple[str, str, str]:
    return record.date.isoformat() if record.date else "", record.id, record.path


def _each(value: Value) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [str(one) for one in values if _says(one)]


def _stands(holder: _Holder, deadline: Deadline) -> bool:
    """Whether the record or entry as a whole leaves it standing."""
    if CLOSED in deadline.until and holder.is_closed:
        return False
    return NEWER not in deadline.until or holder.is_newest


def _dates(values: Mapping[str, Value], keys: tuple[str, ...], done: Pointer) -> Iterator[_Found]:
    key, *rest = keys
    value = values.get(key)
    if not rest:
        day = _day(value)
        if day:
            yield _Found(day, values, (*done, key))
    elif rest[0] == "*":
        for index, one in enumerate(value if isinstance(value, list) else ()):
            if isinstance(one, dict):
                yield from _dates(one, tuple(rest[1:]), (*done, key, index))
    elif isinstance(value, dict):
        yield from _dates(value, tuple(rest), (*done, key))


def _is_done(beside: Mapping[str, Value], deadline: Deadline) -> bool:
    """Whether a key beside it says so."""
    keys = (one for one in deadline.until if one not in (CLOSED, NEWER, MOVED))
    return any(_says(beside.get(key)) for key in keys)


def _duty(holder: _Holder, deadline: Deadline, found: _Found) -> Duty:
    if deadline.group:
        said = next((text for key in ("what", "title") if (text := _text(found.beside, key))), "")
        what = f"{deadline.group}: {said or holder.title}"
    else:
        what = f"{holder.title} ({deadline.title.lower()})"
    is_next = NEWER in deadline.until and not deadline.ask
    return Duty(
        urgency=Urgency.ASK if deadline.ask else Urgency.OVERDUE,
        id=holder.id,
        type=holder.type.name,
        kind="deadline",
        what=what,
        who=_text(found.beside, deadline.who) or holder.owner,
        day=found.day,
        path=holder.path,
        line=holder.content.position(*holder.pointer, *found.pointer)[0],
        command=f"ims add {holder.type.name}" if is_next else f"ims show {holder.id}",
    )


def _day(value: Value) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _text(values: Mapping[str, Value], key: str) -> str:
    value = values.get(key)
    return value if isinstance(value, str) else ""


def _says(value: Value) -> bool:
    """Whether a value is there and no question of the template."""
    if isinstance(value, str):
        return bool(value) and not value.startswith(_PLACEHOLDER)
    return value is not None and value not in ([], {})
