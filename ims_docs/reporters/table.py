"""A table -> str: rows in the columns of a terminal, JSON, CSV, Markdown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from ims_docs.domain.views import Column, Row, Table
from ims_docs.model.content import Name, readable
from ims_docs.model.directory import Directory
from ims_docs.reporters.cells import (
    CSV,
    EXCEL,
    Dialect,
    csv_lines,
    inert,
    markdown_cell,
    plain,
    spreadsheet_cell,
)
from ims_docs.reporters.columns import cut, padded, width_of, wrapped
from ims_docs.reporters.printable import Json, printable, report_text

TableReporter: TypeAlias = Callable[[Table], str]

_GAP = "  "
_WIDEST = 20
"""Columns that a cell may fill which is not the title."""
_KEPT = ("date", "owner", "status")
"""Columns that are left out last, and in this order."""


def as_text(table: Table, who: Directory, *, width: int = 80, colour: bool = False) -> str:
    """The rows in so many columns; cells are cut, and columns without room are left out."""

    def name(text: str) -> str:
        return who.name(text) if text in table.named else text

    heads = [_Head(one, table.rows, name) for one in table.columns]
    flexible = next((one for one in heads if one.column.key in ("title", "name")), None)
    shown = _fitting(heads, flexible, width)
    lines = []
    if table.rows:
        head = _line(shown, [one.title for one in shown])
        lines = [f"\x1b[1m{head}\x1b[0m" if colour else head]
        lines += [_line(shown, [one.cells[at] for one in shown]) for at in range(len(table.rows))]
        lines.append("")
    lines += wrapped(f"{printable(table.title)}: {len(table.rows)}", width)
    left_out = [one.title for one in heads if one not in shown]
    if left_out and table.rows:
        every = f"`ims table {table.type.name}`" if table.type.columns else "`ims show ID`"
        lines += wrapped(
            f"No room here for: {', '.join(left_out)}. {every} shows everything.", width
        )
    return "\n".join(lines) + "\n"


class _Head:
    """A column with its cells as people read them, and the room it gets."""

    def __init__(self, column: Column, rows: Sequence[Row], name: Name) -> None:
        self.column = column
        self.title = "Id" if column.key == "id" else printable(column.title)
        self.cells = [printable(readable(row.values.get(column.key), name)) for row in rows]
        self.natural = max(map(width_of, (self.title, *self.cells)))
        self.room = min(self.natural, _WIDEST)


def _fitting(heads: Sequence[_Head], flexible: _Head | None, width: int) -> list[_Head]:
    """The columns that fit, the title with a quarter of the width where it needs it."""
    shown = list(heads)
    wanted = min(flexible.natural, width // 4) if flexible else 0
    while True:
        others = [one for one in shown if one is not flexible]
        gaps = len(_GAP) * (len(shown) - 1)
        left = width - gaps - sum(one.room for one in others)
        if left >= wanted or len(others) <= 1:
            break
        shown.remove(max(others, key=_dispensable))
    if flexible:
        flexible.room = max(min(flexible.natural, left), 1)
    return shown


def _dispensable(head: _Head) -> tuple[int, int]:
    """How soon a column is left out: the widest first, of those that matter less."""
    key = head.column.key
    if key in _KEPT:
        return len(_KEPT) - _KEPT.index(key), 0
    return (0 if key == "id" else len(_KEPT) + 1), head.room


def _line(heads: Sequence[_Head], cells: Sequence[str]) -> str:
    parts = (padded(cut(cell, one.room), one.room) for one, cell in zip(heads, cells, strict=True))
    return _GAP.join(parts).rstrip()


def as_json(table: Table, *, unread: Sequence[str] = ()) -> str:
    """The rows for programs, with values as they stand in the files."""
    return report_text(
        {
            "type": table.type.name,
            "kind": table.type.kind.value,
            "title": table.title,
            "columns": [{"key": one.key, "title": one.title} for one in table.columns],
            "rows": [_row(table, row) for row in table.rows],
            "unread": list(unread),
        }
    )


def _row(table: Table, row: Row) -> Mapping[str, Json]:
    values = {one.key: row.values.get(one.key) for one in table.columns}
    return {"path": row.path, "values": values}


def as_csv(table: Table, dialect: Dialect = CSV) -> str:
    """The rows for a spreadsheet: keys as heads, every text in quotes and inert."""
    keys = [one.key for one in table.columns]
    rows = ([spreadsheet_cell(row.values.get(key)) for key in keys] for row in table.rows)
    return csv_lines(([inert(key) for key in keys], *rows), dialect)


def as_excel(table: Table) -> bytes:
    """The same rows, as Excel opens them by a double click."""
    return as_csv(table, EXCEL).encode(EXCEL.encoding)


def as_markdown(table: Table) -> str:
    """The rows as a Markdown table."""
    lines = [
        f"## {markdown_cell(table.title)}",
        "",
        f"| {' | '.join(markdown_cell(one.title) for one in table.columns)} |",
        f"|{'---|' * len(table.columns)}",
    ]
    for row in table.rows:
        cells = (markdown_cell(plain(row.values.get(one.key))) for one in table.columns)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
