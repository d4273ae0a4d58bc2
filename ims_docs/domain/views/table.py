"""Documents, records or entries as rows of a table: values as they stand, in order of id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ims_docs.domain.views.conditions import Condition
from ims_docs.model.content import Content, Value
from ims_docs.model.document import Document
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.repository import Repository
from ims_docs.model.type import Kind, Property, Type

_COLUMNS = {
    Kind.DOCUMENT: ("id", "title", "version", "owner"),
    Kind.RECORD: ("id", "title", "status", "date", "owner"),
}


class Column(NamedTuple):
    """A key that a table shows."""

    key: str
    title: str
    form: str
    """As in Property: text, date, person, role …"""


class Row(NamedTuple):
    """A document, record or entry, and the file that holds it."""

    values: Mapping[str, Value]
    path: str


class Table(NamedTuple):
    """Some of what a repository holds, all of one type."""

    type: Type
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    named: frozenset[str]
    """Texts in it that are ids of something else, and no words."""


def listed(repository: Repository, type_: Type, conditions: Sequence[Condition] = ()) -> Table:
    """Everything of a type that meets all conditions, with the columns that tell most."""
    held = [one for one in repository.controlled if one.type == type_.name]
    rows = [
        row for row in _rows(held) if all(condition.holds(row.values) for condition in conditions)
    ]
    names = type_.columns or _COLUMNS.get(type_.kind, ("id", "title"))
    return Table(type_, type_.title, _columns(type_, names), _ordered(rows), _named(held))


def whole(registers: Sequence[Register], type_: Type) -> Table:
    """A whole register: every key that its type or any entry has, every entry in its own order.

    Where the same register lies in several files, they follow each other.
    """
    rows = tuple(_rows(registers))
    known = [*type_.columns, *(one.name for one in type_.properties)]
    names = dict.fromkeys([*known, *(str(key) for row in rows for key in row.values)])
    title = registers[0].title if registers else type_.title
    return Table(type_, title, _columns(type_, names), rows, _named(registers))


def whole_type(repository: Repository, type_: Type) -> Table:
    """Everything of a type with every key that the type or any of them has, in order of id."""
    held = [one for one in repository.controlled if one.type == type_.name]
    rows = _ordered(_rows(held))
    known = [*_COLUMNS.get(type_.kind, ()), *(one.name for one in type_.properties)]
    keys = dict.fromkeys([*known, *(str(key) for row in rows for key in row.values)])
    there = [key for key in keys if type_.property(key) or any(key in row.values for row in rows)]
    return Table(type_, type_.title, _columns(type_, there), rows, _named(held))


def names_in(content: Content) -> Iterable[str]:
    """The ids of other things that stand in the keys of a file."""
    return (one.value for one in content.references if one.wanted != "clause")


def column(known: Property | None, name: str) -> Column:
    """A key with what it is called."""
    if known:
        return Column(name, known.title, known.form)
    return Column(name, name.replace("_", " ").capitalize(), "line")


def _columns(type_: Type, names: Iterable[str]) -> tuple[Column, ...]:
    return tuple(column(type_.property(name), name) for name in names)


def _rows(held: Iterable[Document | Record | Register]) -> Iterable[Row]:
    for one in held:
        if isinstance(one, Register):
            yield from (Row(entry.values, one.path) for entry in one.entries)
        else:
            yield Row(one.content.values, one.path)


def _named(held: Iterable[Document | Record | Register]) -> frozenset[str]:
    return frozenset(name for one in held for name in names_in(one.content))


def _ordered(rows: Iterable[Row]) -> tuple[Row, ...]:
    """In order of id; what has none comes last."""

    def key(row: Row) -> tuple[bool, str, str]:
        found = row.values.get("id")
        identifier = found if isinstance(found, str) else ""
        return not identifier, identifier, row.path

    return tuple(sorted(rows, key=key))
