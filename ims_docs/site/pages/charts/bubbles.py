"""Bubbles: two scores from 1 to 5, and a size."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ims_docs.site.pages.charts import svg

_WIDTH, _HEIGHT = 640, 380
_LEFT, _TOP, _RIGHT, _BOTTOM = 56, 26, 60, 46
_SMALLEST, _LARGEST = 8, 30


class Bubble(NamedTuple):
    """One thing with its scores and its weight."""

    label: str
    across: int
    up: int
    weight: float = 0
    quiet: bool = False
    """Whether it has ended; drawn with a dashed edge."""


def bubbles(title: str, across: str, up: str, weighed: str, given: Sequence[Bubble]) -> str:
    """A field of bubbles. Those on the same spot stand side by side."""
    heaviest = max((one.weight for one in given), default=0) or 1
    seen: Counter[tuple[int, int]] = Counter()
    parts = list(_field(across, up))
    for one in sorted(given, key=lambda one: (-one.weight, one.label)):
        radius = _SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(max(one.weight, 0) / heaviest)
        place = (one.across, one.up)
        x, y = _x(one.across) + seen[place] * 52, _y(one.up)
        seen[place] += 1
        parts.append(svg.disc(x, y, radius, "ended" if one.quiet else "bubble"))
        parts.append(svg.words(x, y - radius - 4, one.label, "mark", "middle"))
    says = "; ".join(
        f"{one.label}: {across} {one.across}, {up} {one.up}"
        f"{f', {weighed} {one.weight:,.0f}' if one.weight else ''}{', ended' if one.quiet else ''}"
        for one in given
    )
    return svg.figure(title, says or "Nothing yet.", (_WIDTH, _HEIGHT), parts)


def _x(score: float) -> float:
    return _LEFT + (score - 0.5) / 5 * (_WIDTH - _LEFT - _RIGHT)


def _y(score: float) -> float:
    return _HEIGHT - _BOTTOM - (score - 0.5) / 5 * (_HEIGHT - _TOP - _BOTTOM)


def _field(across: str, up: str) -> Iterator[str]:
    left, right, top, bottom = _LEFT, _WIDTH - _RIGHT, _TOP, _HEIGHT - _BOTTOM
    for score in range(1, 6):
        yield svg.line((_x(score), top), (_x(score), bottom), "grid")
        yield svg.line((left, _y(score)), (right, _y(score)), "grid")
        yield svg.words(_x(score), bottom + 17, str(score), "value", "middle")
        yield svg.words(left - 10, _y(score) + 4, str(score), "value", "end")
    yield svg.line((left, bottom), (right, bottom))
    yield svg.line((left, top), (left, bottom))
    yield svg.words((left + right) / 2, bottom + 38, f"{across} →", "label", "middle")
    yield f'<g transform="translate(16 {(top + bottom) / 2:g}) rotate(-90)">{svg.words(0, 0, f"{up} →", "label", "middle")}</g>'
