"""A register as a table: many rows edited, or pasted from a table program; shown first, then saved."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from ims_docs.desk.asking import Answer, Call, Elsewhere, NoPageError, Page, page
from ims_docs.desk.keeping import put
from ims_docs.desk.pages.adding import known_values
from ims_docs.desk.pages.lists import known_type
from ims_docs.desk.redlines import between
from ims_docs.model.content import Value
from ims_docs.model.register import Register
from ims_docs.model.type import Kind, Type
from ims_docs.services.records.pasted import Rows, as_cell, as_table, columns, pasted
from ims_docs.services.records.rows import Plan, plan
from ims_docs.services.workspace.transaction import NonconformingError, OvertakenError, Transaction

_ROWS = 25
"""So many rows are edited on one page."""
_NEW = 3
"""Empty rows at its end."""
_COLUMNS = 9


def pasting(call: Call) -> Answer:
    """Rows from a table program: looked at, and saved when all of them are right."""
    type_, register = _register(call)
    if not call.is_writing:
        every = call.query.get("all", "")
        return _pasted(call, type_, register, _as_text(type_, register) if every else "")
    return _sent(call, type_, register, call.form.text("rows"))


def editing(call: Call) -> Answer:
    """Many rows as fields; when they were sent, what changes is shown before it is saved."""
    type_, register = _register(call)
    if not call.is_writing:
        return _grid(call, type_, register)
    keys = _shown_keys(type_)
    typed = _typed(call, keys)
    rows = Rows(tuple(keys), tuple(tuple(row[key] for key in keys) for row in typed))
    planned = _plan(call, type_, rows)
    if not planned.problems:
        return _sent(call, type_, register, as_table(type_, keys, typed))
    return _grid(call, type_, register, typed, planned)


def _register(call: Call) -> tuple[Type, Register]:
    type_ = known_type(call, Kind.REGISTER)
    register = call.look().repository.register(type_.name)
    if register is None:
        raise NoPageError
    return type_, register


def _plan(call: Call, type_: Type, rows: Rows) -> Plan:
    sight = call.look()
    return plan(Transaction(sight.workspace), type_, rows, _usual(call, type_))


def _usual(call: Call, type_: Type) -> Mapping[str, Value]:
    """What a new row says where nobody says anything."""
    keys = {one.name for one in type_.properties if one.required}
    return {name: one for name, one in known_values(call.look(), type_).items() if name in keys}


def _as_text(type_: Type, register: Register) -> str:
    keys = [one.name for one in columns(type_)]
    rows = [{key: as_cell(one.values.get(key)) for key in keys} for one in register.entries]
    return as_table(type_, keys, rows)


def _mark(register: Register, call: Call) -> str:
    """By which the next request knows that nobody else changed the register."""
    data = (call.look().workspace.root / register.path).read_bytes()
    return sha256(data).hexdigest()[:20]


def _sent(call: Call, type_: Type, register: Register, text: str) -> Answer:
    rows = pasted(type_, text)
    if rows.problems:
        return _pasted(call, type_, register, text, problems=rows.problems)
    planned = _plan(call, type_, rows)
    if not planned.is_right or call.form.text("act") != "save":
        return _pasted(call, type_, register, text, rows, planned)
    if call.form.text("was") != _mark(register, call):
        problem = "Somebody else changed the register meanwhile. Look at what changes now."
        return _pasted(call, type_, register, text, rows, planned, problems=(problem,))
    reason = call.form.text("reason").strip() or _reason(type_, planned)
    try:
        put(Transaction(call.mine()), planned.path, planned.text, reason)
    except (NonconformingError, OvertakenError) as refused:
        return _pasted(call, type_, register, text, rows, planned, problems=(refused.message,))
    return Elsewhere(f"/{planned.path}", f"Saved: {_told(planned)}.")


def _reason(type_: Type, planned: Plan) -> str:
    return f"Change {type_.title}: {_told(planned)}"


def _told(planned: Plan) -> str:
    said = [
        f"{len(some)} {'row' if len(some) == 1 else 'rows'} {word}"
        for some, word in ((planned.changed, "changed"), (planned.added, "added"))
        if some
    ]
    return ", ".join(said)


def _pasted(  # noqa: PLR0913, PLR0917 - what one page shows
    call: Call,
    type_: Type,
    register: Register,
    text: str,
    rows: Rows | None = None,
    planned: Plan | None = None,
    problems: tuple[str, ...] = (),
) -> Page:
    wrong = bool(problems or (planned and (planned.problems or planned.rest)))
    redline = (
        between(planned.before.encode(), planned.text.encode(), planned.path)
        if planned and planned.is_right
        else ""
    )
    return page(
        "pasting.html",
        call,
        status=422 if wrong else 200,
        type=type_,
        register=register,
        titles={one.name: one.title for one in columns(type_)},
        text=text,
        problems=problems,
        bad=_bad(rows, planned) if rows and planned else (),
        planned=planned,
        told=_told(planned) if planned else "",
        redline=redline,
        reason=call.form.text("reason"),
        was=_mark(register, call),
    )


def _bad(rows: Rows, planned: Plan) -> list[tuple[int, list[tuple[str, str, str]]]]:
    """Rows with something wrong: the number as a table program counts, and cells with what is wrong."""
    found = []
    for number, row in rows.each():
        wrong = {cell.key: said for cell, said in planned.problems.items() if cell.row == number}
        if wrong:
            keys = [*row, *(key for key in wrong if key not in row)]
            cells = [(key, row.get(key, ""), wrong.get(key, "")) for key in keys]
            found.append((number + 2, cells))
    return found


def _shown_keys(type_: Type) -> list[str]:
    """The columns that are edited: the id, then what the register shows, then what it needs."""
    known = [one.name for one in columns(type_)]
    needed = [one.name for one in columns(type_) if one.required]
    return [one for one in dict.fromkeys(["id", *type_.columns, *needed, *known]) if one in known][
        :_COLUMNS
    ]


def _typed(call: Call, keys: list[str]) -> list[dict[str, str]]:
    """The rows of the form that say something."""
    found = []
    for number in range(_ROWS + _NEW):
        row = {key: call.form.text(f"cell.{number}.{key}") for key in keys}
        if any(one.strip() for one in row.values()):
            found.append(row)
    return found


def _grid(
    call: Call,
    type_: Type,
    register: Register,
    typed: list[dict[str, str]] | None = None,
    planned: Plan | None = None,
) -> Page:
    keys = _shown_keys(type_)
    find, sort = call.query.get("find", ""), call.query.get("sort", "")
    every = [{key: as_cell(one.values.get(key)) for key in keys} for one in register.entries]
    held = [row for row in every if find.casefold() in " ".join(row.values()).casefold()]
    if sort in keys:
        held.sort(key=lambda row: row[sort].casefold())
    said = call.query.get("from", "0")
    start = min(int(said), 100_000) if said.isdecimal() else 0
    rows = typed if typed is not None else held[start : start + _ROWS]
    properties = {one.name: one for one in type_.properties}
    return page(
        "grid.html",
        call,
        status=422 if planned else 200,
        type=type_,
        register=register,
        columns=[properties[key] for key in keys],
        rows=[*rows, *({} for _ in range(_NEW))],
        wrong={(cell.row, cell.key): said for cell, said in planned.problems.items()}
        if planned
        else {},
        find=find,
        sort=sort,
        start=start,
        number=len(held),
        size=_ROWS,
        has_own_ids=not type_.prefix,
    )
