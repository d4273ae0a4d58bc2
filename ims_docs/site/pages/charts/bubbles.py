"""Bubbles: two scores from 1 to 5, and a size."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ims_docs.site.pages.charts import svg

_WIDTH, _HEIGHT = 640, 380
_LEFT, _TOP, _RIGHT, _BOTTOM = 76, 26, 40, 46
_SMALLEST, _LARGEST = 8, 26
_APART, _EDGE = 62, 12
_CANVAS = svg.Canvas(_WIDTH, _HEIGHT)


class Bubble(NamedTuple):
    """One thing with its scores and its weight."""

    label: str
    across: int
    up: int
    weight: float = 0
    quiet: bool = False
    """Whether it has ended; drawn with a dashed edge."""
    name: str = ""
    """What it is called, for the lines below."""


def bubbles(title: str, across: str, up: str, weighed: str, given: Sequence[Bubble]) -> str:
    """A field of bubbles. Those on the same spot stand side by side."""
    heaviest = max((one.weight for one in given), default=0) or 1
    seen: Counter[tuple[int, int]] = Counter()
    parts = list(_field(across, up))
    for one in sorted(given, key=lambda one: (-one.weight, one.label)):
        radius = _SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(max(one.weight, 0) / heaviest)
        place = (one.across, one.up)
        x, y = _beside(_x(one.across), seen[place], radius), _y(one.up)
        seen[place] += 1
        parts.append(_CANVAS.disc(x, y, radius, "ended" if one.quiet else "bubble"))
        parts.append(_CANVAS.words(x, y - radius - 4, one.label, "mark", "middle"))
    says = "; ".join(
        f"{one.label}: {across} {one.across}, {up} {one.up}"
        f"{f', {weighed} {one.weight:,.0f}' if one.weight else ''}{', ended' if one.quiet else ''}"
        for one in given
    )
    return _CANVAS.figure(title, says or "Nothing yet.", parts, _legend(weighed, given))


def _legend(weighed: str, given: Sequence[Bubble]) -> Iterator[str]:
    """How it is to be read, and what each is called."""
    yield f"The larger, the more {svg.plain(weighed)}. A dashed edge: it has ended."
    for one in sorted(given, key=lambda one: one.label):
        named = f" {svg.plain(one.name)}" if one.name else ""
        weight = f", {svg.plain(weighed)} {one.weight:,.0f}" if one.weight else ""
        yield f"<strong>{svg.plain(one.label)}</strong>{named}{weight}{', ended' if one.quiet else ''}"


def _beside(x: float, number: int, radius: float) -> float:
    """The next free place around a spot, to the right and to the left in turn, inside the frame."""
    steps = (number + 1) // 2
    moved = x + (steps if number % 2 else -steps) * _APART
    return min(max(moved, _LEFT + radius), _WIDTH - radius - _EDGE)


def _x(score: float) -> float:
    return _LEFT + (score - 0.5) / 5 * (_WIDTH - _LEFT - _RIGHT)


def _y(score: float) -> float:
    return _HEIGHT - _BOTTOM - (score - 0.5) / 5 * (_HEIGHT - _TOP - _BOTTOM)


def _field(across: str, up: str) -> Iterator[str]:
    left, right, top, bottom = _LEFT, _WIDTH - _RIGHT, _TOP, _HEIGHT - _BOTTOM
    for score in range(1, 6):
        yield _CANVAS.line((_x(score), top), (_x(score), bottom), "grid")
        yield _CANVAS.line((left, _y(score)), (right, _y(score)), "grid")
        yield _CANVAS.words(_x(score), bottom + 17, str(score), "value", "middle")
        yield _CANVAS.words(left - 10, _y(score) + 4, str(score), "value", "end")
    yield _CANVAS.line((left, bottom), (right, bottom))
    yield _CANVAS.line((left, top), (left, bottom))
    yield _CANVAS.words((left + right) / 2, bottom + 38, f"{across} →", "label", "middle")
    yield svg.upright((top + bottom) / 2, f"{up} →")
