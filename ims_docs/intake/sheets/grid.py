"""A sheet as rows of cells, each with its address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from ims_docs.intake.legible import legible


class GridCell(NamedTuple):
    """What a cell says."""

    text: str
    """As people would write it: 2026-11-30, 0.5, true."""
    number: float | None = None
    """The same as a number, where it is one."""
    fault: str = ""
    """Why it says nothing that can be taken, such as an error of Excel."""


NOTHING = GridCell("")


class Grid(NamedTuple):
    """A sheet."""

    name: str
    rows: tuple[tuple[GridCell, ...], ...]
    notes: tuple[str, ...] = ()
    """What of the sheet is not taken, whatever its columns are."""

    def cell(self, row: int, column: int) -> GridCell:
        """A cell, counted from 0; one that is not there says nothing."""
        found = self.rows[row] if row < len(self.rows) else ()
        return found[column] if column < len(found) else NOTHING

    def address(self, row: int, column: int) -> str:
        """How people find a cell, such as risks!B7."""
        return f"{self.name}!{letters(column)}{row + 1}"


def letters(column: int) -> str:
    """The name of a column, counted from 0: A, B, … AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def cell_of(value: object) -> GridCell:
    """What a library read in a cell."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return GridCell(str(value).lower())
    if isinstance(value, int | float):
        whole = isinstance(value, int) or value.is_integer()
        return GridCell(str(int(value)) if whole else repr(value), float(value))
    if isinstance(value, datetime):
        day = value.time() == time()
        return GridCell(value.date().isoformat() if day else value.isoformat(" "))
    text = value.isoformat() if isinstance(value, date | time) else str(value)
    return GridCell(text.replace("\r\n", "\n").replace("\r", "\n"))


def grid(name: str, rows: Iterable[Sequence[GridCell]], notes: Iterable[str] = ()) -> Grid:
    """A sheet without the empty rows at its end."""
    kept = [tuple(row) for row in rows]
    while kept and not any(one.text.strip() or one.fault for one in kept[-1]):
        kept.pop()
    return Grid(legible(name), tuple(kept), tuple(notes))
