"""Bars: how many there are of each, and how many of those wait too long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ims_docs.site.pages.charts import svg

_WIDTH, _LABELS, _ROW, _VALUES = 640, 170, 28, 130
_LONGEST = 24


class Bar(NamedTuple):
    """One bar."""

    label: str
    value: int
    marked: int = 0
    """How many of `value` stand out."""
    kind: str = "bar"
    """The colour: bar, quiet, or rung-0 to rung-5."""


def bars(title: str, given: Sequence[Bar], *, marked_as: str = "") -> str:
    """Horizontal bars; the part that stands out is hatched and named."""
    longest = max((one.value for one in given), default=0) or 1
    room = _WIDTH - _LABELS - _VALUES
    parts = []
    for index, one in enumerate(given):
        top = index * _ROW
        width = one.value / longest * room
        parts.append(
            svg.words(_LABELS - 10, top + 18, svg.short(one.label, _LONGEST), anchor="end")
        )
        if one.value:
            parts.append(svg.box(_LABELS, top + 4, width, _ROW - 8, one.kind))
        if one.marked:
            part = one.marked / one.value * width
            parts.append(svg.box(_LABELS + width - part, top + 4, part, _ROW - 8, "marked"))
        parts.append(svg.words(_LABELS + width + 8, top + 18, _amount(one, marked_as), "value"))
    parts.append(svg.line((_LABELS, 0), (_LABELS, len(given) * _ROW)))
    says = "; ".join(f"{one.label}: {_amount(one, marked_as)}" for one in given)
    return svg.figure(title, says or "Nothing yet.", (_WIDTH, max(len(given), 1) * _ROW), parts)


def _amount(one: Bar, marked_as: str) -> str:
    return f"{one.value}, {one.marked} {marked_as}" if one.marked else str(one.value)
