"""A series: one figure for each period, with its target."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ims_docs.site.pages.charts import svg

_WIDTH, _HEIGHT = 640, 230
_LEFT, _TOP, _RIGHT, _BOTTOM = 84, 22, 84, 40
_CANVAS = svg.Canvas(_WIDTH, _HEIGHT)
_STEPS = 4
_MOST = 24
"""So many periods fit; of a longer series the newest are drawn."""


class Point(NamedTuple):
    """One value, with the target as it stood then."""

    period: str
    value: float
    target: float | None = None


class Goal(NamedTuple):
    """What is to be reached in the end, as it is written today."""

    words: str
    value: float | None = None
    """Where the words are a number with its unit and nothing else."""


def series(title: str, unit: str, given: Sequence[Point], goal: Goal | None = None) -> str:
    """A line through the values, a dashed step for what each was judged by, and the goal."""
    points = given[-_MOST:]
    aim = goal.value if goal else None
    numbers = [n for one in points for n in (one.value, one.target, aim) if n is not None]
    scale = _Scale(len(points), *bounds(min((0.0, *numbers)), max((0.0, *numbers))))
    parts = [*_frame(scale, points, unit), *_targets(scale, points, aim), *_line(scale, points)]
    says = "; ".join(f"{one.period}: {_label(one)}" for one in points)
    below = [f"Target: {svg.plain(goal.words)}"] if goal and goal.words else []
    if any(one.target is not None for one in points):
        below.append("Dashed: what each measurement was judged by")
    return _CANVAS.figure(title, f"{unit}. {says}" if unit else says, parts, below)


def bounds(low: float, high: float) -> tuple[float, float]:
    """Round bounds around all values, so that four steps between them are round as well."""
    rough = (high - low) / _STEPS or 1 / _STEPS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(one * power for one in (1, 2, 2.5, 5, 10, 20) if one * power >= rough * 0.999)
    start = math.floor(low / step) * step
    while start + _STEPS * step < high * 0.999:
        step *= 2
        start = math.floor(low / step) * step
    return start, start + _STEPS * step


class _Scale(NamedTuple):
    points: int
    low: float
    high: float

    def x(self, index: float) -> float:
        return _LEFT + (index + 0.5) / max(self.points, 1) * (_WIDTH - _LEFT - _RIGHT)

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)


def _frame(scale: _Scale, points: Sequence[Point], unit: str) -> Iterator[str]:
    for step in range(_STEPS + 1):
        value = scale.low + (scale.high - scale.low) * step / _STEPS
        y = scale.y(value)
        yield _CANVAS.line((_LEFT, y), (_WIDTH - _RIGHT, y), "axis" if value == 0 else "grid")
        yield _CANVAS.words(_LEFT - 8, y + 4, svg.number(value), "value", "end")
    every = -(-len(points) // 5) or 1
    for index, one in enumerate(points):
        if index % every == 0:
            yield _CANVAS.words(
                scale.x(index), _HEIGHT - _BOTTOM + 18, one.period, "value", "middle"
            )
    yield _CANVAS.words(_LEFT, _HEIGHT - 4, svg.short(unit, 80), "value")


def _targets(scale: _Scale, points: Sequence[Point], aim: float | None) -> Iterator[str]:
    edge = _WIDTH - _RIGHT
    last = next((i for i in reversed(range(len(points))) if points[i].target is not None), None)
    for index, one in enumerate(points):
        if one.target is None:
            continue
        y = scale.y(one.target)
        yield _CANVAS.line((scale.x(index - 0.5), y), (scale.x(index + 0.5), y), "target")
        if index == last:
            word = "target" if aim in (None, one.target) else "then"
            yield _CANVAS.words(edge + 6, y + 4, f"{word} {svg.number(one.target)}", "target-word")
    if aim is not None and (last is None or points[last].target != aim):
        yield _CANVAS.line((_LEFT, scale.y(aim)), (edge, scale.y(aim)), "goal")
        named = f"target {svg.number(aim)}"
        yield _CANVAS.words(edge + 6, scale.y(aim) + 4, named, "target-word")


def _line(scale: _Scale, points: Sequence[Point]) -> Iterator[str]:
    places = [(scale.x(index), scale.y(one.value)) for index, one in enumerate(points)]
    for start, end in pairwise(places):
        yield _CANVAS.line(start, end, "line")
    for (x, y), one in zip(places, points, strict=True):
        yield _CANVAS.disc(x, y, 4, "point")
        if len(points) <= 12:
            yield _CANVAS.words(x, y - 9, svg.number(one.value), "mark", "middle")


def _label(one: Point) -> str:
    target = "" if one.target is None else f", target {svg.number(one.target)}"
    return f"{svg.number(one.value)}{target}"
