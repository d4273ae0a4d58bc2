"""Everything of a kind: the master list, all records, the board of a type, the registers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ims_docs.desk.asking import Answer, Call, NoPageError, page
from ims_docs.domain.views import holdings, inventory
from ims_docs.domain.views.table import Row, Table, listed
from ims_docs.model.content import readable
from ims_docs.model.type import Kind, Type

_BOARDS = 12
"""A life with more states than this is shown as a table only."""
_ROWS = 500
"""So many rows are on one page; more take a browser a second, and nobody reads them."""
_CARDS = 50
"""So many cards are in one column of a board."""


def documents(call: Call) -> Answer:
    """The master list."""
    table = inventory(call.look().repository, "documents")
    keys = ("id", "title", "version", "status", "owner", "since", "next_review")
    return page("documents.html", call, **_found(call, _only(table, keys)))


def records(call: Call) -> Answer:
    """Every type of record, with how many are in which state, and all records."""
    sight = call.look()
    held = {one.type.name: one for one in holdings(sight.repository)}
    types = sorted(
        (one for one in sight.repository.types.values() if one.kind is Kind.RECORD),
        key=lambda one: one.title,
    )
    table = _only(sight.records, ("id", "title", "type", "status", "date", "owner", "due"))  # fmt: skip
    return page("records.html", call, types=types, held=held, **_found(call, table))


def board(call: Call) -> Answer:
    """The records of one type by state, and as a table."""
    sight = call.look()
    type_ = known_type(call, Kind.RECORD)
    records = [one for one in sight.repository.records if one.type == type_.name]
    states = [one.name for one in type_.life.states]
    columns = {name: [one for one in records if one.state == name] for name in states}
    others = [one for one in records if one.state not in columns]
    if others:
        columns["in no known state"] = others
    return page(
        "board.html",
        call,
        type=type_,
        columns=columns if len(states) <= _BOARDS else {},
        cards=_CARDS,
        **_found(call, listed(sight.repository, type_)),
    )


def registers(call: Call) -> Answer:
    """Every register."""
    sight = call.look()
    held = {one.type: one for one in sight.repository.registers}
    missing = [
        one
        for one in sight.repository.types.values()
        if one.kind is Kind.REGISTER and one.name not in held
    ]
    return page(
        "registers.html",
        call,
        registers=sorted(held.values(), key=lambda one: one.title),
        missing=sorted(missing, key=lambda one: one.title),
    )


def known_type(call: Call, kind: Kind | None = None) -> Type:
    """The type that the address names. Raises NoPageError."""
    type_ = call.look().repository.types.get(call.path["type"])
    if type_ is None or (kind and type_.kind is not kind):
        raise NoPageError
    return type_


def _found(call: Call, table: Table) -> dict[str, Any]:
    """The rows that have what somebody looks for in them, the first of them, and how many there are."""
    asked = call.query.get("find", "").strip()
    words, titles = asked.casefold().split(), call.look().titles
    rows = table.rows
    if words:
        rows = tuple(one for one in rows if _has(one, table, titles, words))
    return {"table": table._replace(rows=rows[:_ROWS]), "number": len(rows), "asked": asked}


def _has(row: Row, table: Table, titles: Mapping[str, str], words: Sequence[str]) -> bool:
    """Whether each word stands in a row, as people see it."""
    said = [readable(row.values.get(one.key)) for one in table.columns]
    text = " ".join((*said, *(titles.get(one, "") for one in said))).casefold()
    return all(one in text for one in words)


def _only(table: Table, keys: tuple[str, ...]) -> Table:
    known = {one.key: one for one in table.columns}
    return table._replace(columns=tuple(known[key] for key in keys))
