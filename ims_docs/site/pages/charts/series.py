"""A series: one figure for each period, with its target."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ims_docs.site.pages.charts import svg

_WIDTH, _HEIGHT = 640, 230
_LEFT, _TOP, _RIGHT, _BOTTOM = 56, 22, 40, 40
_STEPS = 4
_MOST = 24
"""So many periods fit; of a longer series the newest are drawn."""


class Point(NamedTuple):
    """One value, with the target as it stood then."""

    period: str
    value: float
    target: float | None = None


def series(title: str, unit: str, given: Sequence[Point]) -> str:
    """A line through the values, and a dashed step for each target."""
    points = given[-_MOST:]
    numbers = [n for one in points for n in (one.value, one.target) if n is not None]
    scale = _Scale(len(points), *_bounds(min((0.0, *numbers)), max((0.0, *numbers))))
    parts = [*_frame(scale, points, unit), *_targets(scale, points), *_line(scale, points)]
    says = "; ".join(f"{one.period}: {_label(one)}" for one in points)
    return svg.figure(title, f"{unit}. {says}" if unit else says, (_WIDTH, _HEIGHT), parts)


def _bounds(low: float, high: float) -> tuple[float, float]:
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
        yield svg.line((_LEFT, y), (_WIDTH - _RIGHT, y), "axis" if value == 0 else "grid")
        yield svg.words(_LEFT - 8, y + 4, svg.number(value), "value", "end")
    every = -(-len(points) // 8) or 1
    for index, one in enumerate(points):
        if index % every == 0:
            yield svg.words(scale.x(index), _HEIGHT - _BOTTOM + 18, one.period, "value", "middle")
    yield svg.words(_LEFT, _HEIGHT - 4, svg.short(unit, 80), "value")


def _targets(scale: _Scale, points: Sequence[Point]) -> Iterator[str]:
    last = next((i for i in reversed(range(len(points))) if points[i].target is not None), None)
    for index, one in enumerate(points):
        if one.target is None:
            continue
        y = scale.y(one.target)
        yield svg.line((scale.x(index - 0.5), y), (scale.x(index + 0.5), y), "target")
        if index == last:
            yield svg.words(_WIDTH - _RIGHT + 4, y + 4, "target", "target-word")


def _line(scale: _Scale, points: Sequence[Point]) -> Iterator[str]:
    places = [(scale.x(index), scale.y(one.value)) for index, one in enumerate(points)]
    path = " ".join(f"{svg.number(x)},{svg.number(y)}" for x, y in places)
    if len(places) > 1:
        yield f'<polyline class="ims-c-line" points="{path}"></polyline>'
    for (x, y), one in zip(places, points, strict=True):
        yield svg.disc(x, y, 4, "point")
        if len(points) <= 12:
            yield svg.words(x, y - 9, svg.number(one.value), "mark", "middle")


def _label(one: Point) -> str:
    target = "" if one.target is None else f", target {svg.number(one.target)}"
    return f"{svg.number(one.value)}{target}"
