"""A computed table, and what it comes to in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from ims_docs.model.content import Value

_EXACT = 10**15
"""From here on a tenth does not matter, and a program could not hold it."""


class Sheet(NamedTuple):
    """What a worksheet comes to. Nothing of it is written anywhere."""

    name: str
    """The kind of sheet, as the schema of the type names it."""
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[str, ...] = ()
    """Sentences that say what it comes to."""
    figures: Mapping[str, Value] = MappingProxyType({})
    """The same for programs."""


def groups(values: Mapping[str, Value], key: str) -> Iterator[tuple[int, Mapping[str, Value]]]:
    """Each group of a list with its place; whatever else stands there is left out."""
    found = values.get(key)
    for index, one in enumerate(found if isinstance(found, list) else ()):
        if isinstance(one, dict):
            yield index, one


def whole(value: Value, least: int, most: int) -> int | None:
    """A whole number between two others; None for a placeholder and anything else."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if isinstance(value, int) and is_number and least <= value <= most else None


def said(values: Mapping[str, Value], key: str) -> str:
    """What a key says in words; nothing while it is a placeholder."""
    value = values.get(key)
    return value if isinstance(value, str) and not value.startswith("[TODO") else ""


def number(value: Fraction) -> float | int:
    """A number as it is shown: whole, or with one decimal, a half rounded up."""
    tenths = (20 * value.numerator + value.denominator) // (2 * value.denominator)
    is_whole = tenths % 10 == 0 or abs(tenths) >= _EXACT
    return tenths // 10 if is_whole else tenths / 10


def amount(value: Value) -> Fraction:
    """A number that is not below zero; nothing for a placeholder and anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Fraction()
    try:
        return max(Fraction(str(value)), Fraction())
    except ValueError:  # no number, such as infinity
        return Fraction()
