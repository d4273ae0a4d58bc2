"""Rows of a register as a table program writes them: tabs between cells, titles in the first row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ims_docs.model.content import Value
from ims_docs.model.type import Property, Type

MOST = 2_000
"""So many rows are taken at once."""
_FIXED = ("type", "closed_on")


class Cell(NamedTuple):
    """A place in what was pasted: the row, counted from 0, and the key of its column."""

    row: int
    key: str


class Rows(NamedTuple):
    """Rows by column, as somebody wrote them; and what is wrong with the titles."""

    keys: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    problems: tuple[str, ...] = ()

    def each(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Each row that says something, with its number."""
        for number, row in enumerate(self.rows):
            if any(one.strip() for one in row):
                yield number, dict(zip(self.keys, row, strict=False))


def columns(type_: Type) -> list[Property]:
    """The keys of an entry that fit into a cell."""
    return [one for one in type_.properties if not one.parts and one.name not in _FIXED]


def as_cell(value: Value) -> str:
    """A value as it stands in a cell, so that it can be read again."""
    if isinstance(value, list):
        return "; ".join(as_cell(one) for one in value)
    text = "" if value is None or isinstance(value, dict) else str(value)
    return "" if text.startswith("[TODO:") else text


def pasted(type_: Type, text: str) -> Rows:
    """What somebody copied from a table: tabs between cells, titles in the first row."""
    lines = _lines(text.replace("\r\n", "\n").replace("\r", "\n").strip("\n"))
    if not lines:
        return Rows((), (), ("Nothing was pasted.",))
    known = {one.name: one for one in columns(type_)}
    words = {_loose(one.name): one.name for one in known.values()}
    words |= {_loose(one.title): one.name for one in known.values()}  # what people see comes first
    titles = [words.get(_loose(one), "") for one in lines[0]]
    body = lines[1:]
    problems = [
        f"No column of this register is called {title.strip()!r}. It has: "
        f"{', '.join(one.title for one in known.values())}."
        for at, title in enumerate(lines[0])
        if not titles[at] and (title.strip() or any(_cell(row, at) for row in body))
    ]
    if not any(titles):
        problems = [
            f"The first row has to name the columns, such as: {', '.join(one.title for one in list(known.values())[:4])}."
        ]
    twice = sorted({one for one in titles if one and titles.count(one) > 1})
    problems += [f"The column {known[one].title!r} is there twice." for one in twice]
    if len(body) > MOST:
        problems.append(f"{len(body)} rows are too many at once; paste at most {MOST}.")
        body = []
    kept = [at for at, one in enumerate(titles) if one]
    rows = tuple(tuple(_cell(row, at) for at in kept) for row in body)
    return Rows(tuple(titles[at] for at in kept), rows, tuple(problems))


def as_table(type_: Type, keys: Sequence[str], rows: Sequence[Mapping[str, str]]) -> str:
    """Rows as a table program takes them: the titles first, tabs between cells."""
    titles = {one.name: one.title for one in type_.properties}
    made = io.StringIO()
    writer = csv.writer(made, delimiter="\t", lineterminator="\n")
    writer.writerow([titles.get(one, one) for one in keys])
    writer.writerows([[row.get(one, "") for one in keys] for row in rows])
    return made.getvalue()


def _lines(text: str) -> list[list[str]]:
    """Cells by row; a cell with a line break or a tab in it stands in quotation marks."""
    try:
        found = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True))
    except csv.Error:
        found = [line.split("\t") for line in text.split("\n")]
    return [row for row in found if any(one.strip() for one in row)]


def _cell(row: Sequence[str], at: int) -> str:
    return row[at].strip() if at < len(row) else ""


def _loose(text: str) -> str:
    return " ".join(text.replace("_", " ").replace("-", " ").split()).casefold()
