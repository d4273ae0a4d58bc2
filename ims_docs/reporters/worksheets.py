"""Computed sheets -> str: a table in the columns of a terminal, or a line for each row; JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ims_docs.domain.worksheets import Sheet
from ims_docs.model.content import Name, readable
from ims_docs.reporters.columns import padded, width_of, wrapped
from ims_docs.reporters.printable import Json, printable

_GAP = "  "
_LEAST = 18
"""Columns that the first cell needs to be read well; with less room a row becomes a sentence."""


def sheet_lines(sheet: Sheet, name: Name, width: int) -> Iterator[str]:
    """The rows, then what they come to."""
    head = [printable(name(one)) for one in sheet.head]
    rows = [[printable(readable(cell, name)) for cell in row] for row in sheet.rows]
    rooms = [max(map(width_of, column)) for column in zip(head, *rows, strict=True)]
    left = width - len(_GAP) * len(rooms) - sum(rooms[1:])
    if left >= min(rooms[0], _LEAST):
        for line in (head, *rows):
            yield from _columns(line, [min(rooms[0], left), *rooms[1:]])
    else:
        for row in rows:
            yield from wrapped(_in_words(head, row), width, "  ", "    ")
    for note in sheet.notes:
        yield from wrapped(printable(note), width, "  ", "  ")


def _columns(line: Sequence[str], rooms: Sequence[int]) -> Iterator[str]:
    """A row whose first cell is wrapped where it is long."""
    first, *more = wrapped(line[0], rooms[0])
    cells = (padded(cell, room) for cell, room in zip((first, *line[1:]), rooms, strict=True))
    yield f"{_GAP}{_GAP.join(cells)}".rstrip()
    yield from (f"{_GAP}{one}" for one in more)


def _in_words(head: Sequence[str], row: Sequence[str]) -> str:
    """A row on one line: what it is about, then what each column says of it."""
    told = [f"{title}: {cell}" for title, cell in zip(head[1:], row[1:], strict=True) if cell]
    return f"{row[0]}. {'; '.join(told)}" if told else row[0]


def sheet_data(sheet: Sheet) -> Mapping[str, Json]:
    """A sheet for programs."""
    return {
        "sheet": sheet.name,
        "title": sheet.title,
        "head": list(sheet.head),
        "rows": [list(row) for row in sheet.rows],
        "notes": list(sheet.notes),
        "figures": dict(sheet.figures),
    }
