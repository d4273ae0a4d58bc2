"""Everything of a kind: the master list, all records, the board of a type, the registers."""

from __future__ import annotations

from ims_docs.desk.asking import Answer, Call, NoPageError, page
from ims_docs.domain.views import holdings, inventory
from ims_docs.domain.views.table import Table, listed
from ims_docs.model.type import Kind, Type

_BOARDS = 12
"""A life with more states than this is shown as a table only."""


def documents(call: Call) -> Answer:
    """The master list."""
    table = inventory(call.look().repository, "documents")
    keys = ("id", "title", "version", "status", "owner", "since", "next_review")
    return page("documents.html", call, table=_only(table, keys), asked=call.query.get("find", ""))


def records(call: Call) -> Answer:
    """Every type of record, with how many are in which state, and all records."""
    sight = call.look()
    held = {one.type.name: one for one in holdings(sight.repository)}
    types = sorted(
        (one for one in sight.repository.types.values() if one.kind is Kind.RECORD),
        key=lambda one: one.title,
    )
    table = _only(inventory(sight.repository, "records"), ("id", "title", "type", "status", "date", "owner", "due"))  # fmt: skip
    return page(
        "records.html", call, types=types, held=held, table=table, asked=call.query.get("find", "")
    )


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
        table=listed(sight.repository, type_),
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


def _only(table: Table, keys: tuple[str, ...]) -> Table:
    known = {one.key: one for one in table.columns}
    return table._replace(columns=tuple(known[key] for key in keys))
