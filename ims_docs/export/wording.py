"""Tables and paragraphs that we say ourselves, as blocks of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ims_docs.domain.views import Names
from ims_docs.domain.views.table import column
from ims_docs.model.content import Value, readable, words
from ims_docs.model.prose import Block, Cell, Code, Heading, Paragraph, Run, Table
from ims_docs.model.type import Type


def heading(text: str, level: int = 2) -> Heading:
    """A heading of ours."""
    return Heading(level, (Run(text),))


def paragraph(text: str) -> Paragraph:
    """A sentence of ours."""
    return Paragraph((Run(text),))


def code(text: str) -> Code:
    """Lines to be typed."""
    return Code(text)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """A table with a head."""
    return Table(
        (
            tuple(_cell(one, is_head=True) for one in head),
            *(tuple(map(_cell, row)) for row in rows),
        ),
        1,
    )


def _cell(text: str, *, is_head: bool = False) -> Cell:
    lines = tuple(paragraph(line) for line in text.split("\n") if line.strip())
    return Cell(lines, is_head=is_head)


def said(
    values: Mapping[str, Value], type_: Type | None, known: Names, but: Iterable[str]
) -> Iterator[Block]:
    """What keys say: single values in one table, each list of steps in one of its own."""
    shown = {name: one for name, one in _ordered(values, type_, set(but)) if not _is_empty(one)}
    rows = [
        (_title(type_, name), readable(one, known.beside))
        for name, one in shown.items()
        if not _is_steps(one)
    ]
    if rows:
        yield table(("Key", "Value"), rows)
    for name, one in shown.items():
        if isinstance(one, list) and _is_steps(one):
            yield Paragraph((Run(_title(type_, name), strong=True),))
            yield _steps(one, known)


def _ordered(
    values: Mapping[str, Value], type_: Type | None, but: set[str]
) -> Iterator[tuple[str, Value]]:
    """Keys in the order of their type; what it does not know comes last."""
    properties = [one.name for one in type_.properties] if type_ else []
    for name in dict.fromkeys((*properties, *map(str, values))):
        if name in values and name not in but:
            yield name, values[name]


def _title(type_: Type | None, name: str) -> str:
    return column(type_.property(name) if type_ else None, name).title


def _is_empty(value: Value) -> bool:
    return value is None or value in ("", [], {})


def _is_steps(value: Value) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _steps(steps: list[Value], known: Names) -> Table:
    groups = [one for one in steps if isinstance(one, dict)]
    keys = list(dict.fromkeys(str(key) for one in groups for key in one))
    rows = [[readable(one.get(key), known.beside) for key in keys] for one in groups]
    return table([words(key).capitalize() for key in keys], rows)
