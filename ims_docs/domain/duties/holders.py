"""What may have deadlines: documents, records, and entries of registers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import NamedTuple

from ims_docs.model.content import Content, Pointer, Value
from ims_docs.model.document import Document
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.repository import Repository
from ims_docs.model.type import Type

_PLACEHOLDER = "[TODO:"


class Holder(NamedTuple):
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


def holders(repository: Repository) -> Iterator[Holder]:
    """Everything of a type that knows deadlines."""
    yield from _texts(repository)
    yield from _entries(repository)


def _texts(repository: Repository) -> Iterator[Holder]:
    newest = _Series(repository)
    items: tuple[Document | Record, ...] = (*repository.documents, *repository.records)
    for item in items:
        if repository.types[item.type].deadlines:
            yield Holder(
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


def _entries(repository: Repository) -> Iterator[Holder]:
    for register in repository.registers:
        type_ = repository.types[register.type]
        if type_.deadlines:
            yield from _entries_of(register, type_)


def _entries_of(register: Register, type_: Type) -> Iterator[Holder]:
    entries = register.content.values.get("entries")
    for index, values in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(values, dict):
            yield Holder(
                id=text_of(values, "id"),
                title=text_of(values, "title") or text_of(values, "name"),
                type=type_,
                values=values,
                owner=text_of(values, "owner") or register.content.text("owner"),
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
                order = _order(record)
                self._newest[name] = max(self._newest.get(name, order), order)

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
    return [str(one) for one in values if says(one)]


def text_of(values: Mapping[str, Value], key: str) -> str:
    """The value of a key when it is text, otherwise an empty string."""
    value = values.get(key)
    return value if isinstance(value, str) else ""


def says(value: Value) -> bool:
    """Whether a value is there and no question of the template."""
    if isinstance(value, str):
        return bool(value) and not value.startswith(_PLACEHOLDER)
    return value is not None and value not in ([], {})
