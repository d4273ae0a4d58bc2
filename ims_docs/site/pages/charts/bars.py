"""Bars: how many there are of each, and how many of those wait too long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ims_docs.site.pages.charts import svg

_WIDTH, _ROW, _BAR = 640, 46, 16
_LONGEST = 44


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
    canvas = svg.Canvas(_WIDTH, max(len(given), 1) * _ROW)
    parts = []
    for index, one in enumerate(given):
        top = index * _ROW
        width = one.value / longest * _WIDTH
        parts.append(canvas.words(0, top + 14, svg.short(one.label, _LONGEST)))
        parts.append(canvas.words(_WIDTH, top + 14, _amount(one, marked_as), "value", "end"))
        parts.append(canvas.box(0, top + 20, _WIDTH, _BAR, "room"))
        if one.value:
            parts.append(canvas.box(0, top + 20, width, _BAR, one.kind))
        if one.marked:
            part = one.marked / one.value * width
            parts.append(canvas.box(width - part, top + 20, part, _BAR, "marked"))
    says = "; ".join(f"{one.label}: {_amount(one, marked_as)}" for one in given)
    return canvas.figure(title, says or "Nothing yet.", parts)


def _amount(one: Bar, marked_as: str) -> str:
    return f"{one.value:,}, {one.marked:,} {marked_as}" if one.marked else f"{one.value:,}"
