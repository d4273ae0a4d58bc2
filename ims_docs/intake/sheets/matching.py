"""Which row of a sheet names its columns, which type they are of, and which key each one is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ims_docs.intake.sheets.grid import Grid
from ims_docs.model.type import Kind, Type
from ims_docs.model.type_words import stems

TEXT = "text"
"""The column that holds the words of a record below its keys."""
_LOOKED_AT = 20
"""Rows from the top among which the head is looked for."""
_CLOSE = 0.04
_ENOUGH = 0.5
_SINGLE = "id"


class Match(NamedTuple):
    """What a sheet seems to be."""

    head: int
    """The row that names the columns, counted from 0."""
    type: str
    """Empty where no type is clearly the likeliest."""
    scores: tuple[tuple[str, float], ...]
    """The likeliest types, each with a share of 1."""


def match(grid: Grid, types: Mapping[str, Type], keys: Mapping[str, str], file: str) -> Match:
    """The likeliest reading. `keys` has the columns as a workbook of ours explains them."""
    if keys and grid.name in types:
        return Match(0, grid.name, ((grid.name, 1.0),))
    wanted = [one for one in types.values() if one.kind is not Kind.DOCUMENT]
    heads = [
        (score, number, type_.name)
        for number, row in enumerate(grid.rows[:_LOOKED_AT])
        for type_ in wanted
        if (score := _score([one.text for one in row], type_, f"{grid.name} {file}"))
    ]
    if not heads:
        return Match(_first_full(grid), "", ())
    best = max(heads)
    same_row = sorted((one for one in heads if one[1] == best[1]), reverse=True)
    scores = tuple((name, round(score, 2)) for score, _, name in same_row[:4])
    is_clear = best[0] >= _ENOUGH and (len(same_row) < 2 or best[0] - same_row[1][0] > _CLOSE)
    return Match(best[1], best[2] if is_clear else "", scores)


def keys_of(titles: Sequence[str], type_: Type, ours: Mapping[str, str]) -> list[str]:
    """The key of each column, empty where none is meant; no key twice."""
    names = words_of(type_)
    found: list[str] = []
    for title in titles:
        key = ours.get(title) or names.get(_loose(title), "")
        found.append("" if key in found else key)
    return found


def words_of(type_: Type) -> dict[str, str]:
    """What a column may be called, in small letters, and the key that it is."""
    words = {_loose(one.name): one.name for one in type_.properties}
    words |= {_loose(one.title): one.name for one in type_.properties}
    if type_.kind is Kind.RECORD:
        words.setdefault(_loose(TEXT), TEXT)
    return words


def _score(titles: Iterable[str], type_: Type, name: str) -> float:
    said = [one for one in map(_loose, titles) if one]
    words = words_of(type_)
    keys = {words[one] for one in said if one in words}
    if len(keys) < min(2, len(said)) or not keys - {_SINGLE}:
        return 0.0
    needed = [one.name for one in type_.properties if one.required and one.name != "type"]
    held = sum(one in keys for one in needed) / max(len(needed), 1)
    called = {*stems(type_.name)} <= {*stems(name)} or {*stems(type_.title)} <= {*stems(name)}
    return 0.6 * len(keys) / len(said) + 0.25 * held + 0.15 * called


def _first_full(grid: Grid) -> int:
    rows = grid.rows[:_LOOKED_AT]
    return next(
        (at for at, row in enumerate(rows) if sum(bool(one.text.strip()) for one in row) > 1), 0
    )


def _loose(text: str) -> str:
    return " ".join(text.replace("_", " ").replace("-", " ").split()).casefold().rstrip(":*")
