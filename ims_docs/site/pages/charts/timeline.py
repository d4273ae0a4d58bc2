"""Figures over time on a scale of days: goals of then, gaps, breaks and alarms in plain sight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from ims_docs.site.pages.charts import svg
from ims_docs.site.pages.charts.series import bounds

_WIDTH, _HEIGHT = 640, 240
_LEFT, _TOP, _RIGHT, _BOTTOM = 64, 26, 96, 44
_CANVAS = svg.Canvas(_WIDTH, _HEIGHT)
_STEPS = 4
_MOST = 24
"""So many periods fit; of a longer series the newest are drawn."""
_NAMED = 9
"""So many figures have room for their number."""


class Mark(NamedTuple):
    """One figure, with what was to be reached then."""

    name: str
    first: date
    last: date
    value: float
    low: float | None = None
    """The goal, or the lower end of a band."""
    high: float | None = None
    """The upper end of a band."""
    is_alarm: bool = False
    is_open: bool = False
    """Not closed yet."""
    is_altered: bool = False
    follows: bool = False
    """Whether it compares with the one before, and nothing is missing between them."""

    @property
    def middle(self) -> float:
        """The day in the middle of its period."""
        return (self.first.toordinal() + self.last.toordinal()) / 2

    @property
    def word(self) -> str:
        """Its number, and what is wrong with it."""
        wrong = " alarm" if self.is_alarm else ""
        return f"{svg.number(self.value)}{wrong}{' changed' if self.is_altered else ''}"


class Missing(NamedTuple):
    """A period without a figure."""

    name: str
    first: date
    last: date


def timeline(
    title: str,
    unit: str,
    given: Sequence[Mark],
    missing: Sequence[Missing] = (),
    breaks: Sequence[date] = (),
) -> str:
    """The figures, the goal of each period, shaded gaps, and a line where the definition changed."""
    marks = given[-_MOST:]
    gaps = [one for one in missing if one.first >= marks[0].first]
    scale = _scale(marks, gaps, breaks)
    shown = [day for day in breaks if scale.first <= day.toordinal() <= scale.end]
    parts = [
        *_frame(scale, marks, unit),
        *_gaps(scale, gaps),
        *_goals(scale, marks),
        *_breaks(scale, shown),
        *_line(scale, marks),
    ]
    return _CANVAS.figure(title, _says(unit, marks, gaps, shown), parts, _below(marks, gaps, shown))


class _Scale(NamedTuple):
    first: int
    end: int
    low: float
    high: float

    def x(self, day: float) -> float:
        share = (day - self.first) / max(self.end - self.first, 1)
        return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)


def _scale(marks: Sequence[Mark], gaps: Sequence[Missing], breaks: Sequence[date]) -> _Scale:
    numbers = [n for one in marks for n in (one.value, one.low, one.high) if n is not None]
    last = max([*(one.last for one in marks), *(one.last for one in gaps)])
    end = max([last, *breaks])
    low, high = bounds(min((0.0, *numbers)), max((0.0, *numbers)))
    return _Scale(marks[0].first.toordinal(), end.toordinal(), low, high)


def _frame(scale: _Scale, marks: Sequence[Mark], unit: str) -> Iterator[str]:
    for step in range(_STEPS + 1):
        value = scale.low + (scale.high - scale.low) * step / _STEPS
        y = scale.y(value)
        yield _CANVAS.line((_LEFT, y), (_WIDTH - _RIGHT, y), "axis" if value == 0 else "grid")
        yield _CANVAS.words(_LEFT - 8, y + 4, svg.number(value), "value", "end")
    every = -(-len(marks) // 5)
    for number, one in enumerate(marks):
        if number % every == 0:
            x = scale.x(one.middle)
            yield _CANVAS.words(x, _HEIGHT - _BOTTOM + 18, one.name, "value", "middle")
    yield _CANVAS.words(0, 12, svg.short(unit, 80), "value")


def _gaps(scale: _Scale, gaps: Sequence[Missing]) -> Iterator[str]:
    for one in gaps:
        x, end = scale.x(one.first.toordinal()), scale.x(one.last.toordinal())
        yield _CANVAS.box(x, _TOP, max(end - x, 2), _HEIGHT - _TOP - _BOTTOM, "gap")
    if gaps:
        x = scale.x((gaps[-1].first.toordinal() + gaps[-1].last.toordinal()) / 2)
        yield _CANVAS.words(x, _TOP + 14, "not measured", "value", "middle")


def _goals(scale: _Scale, marks: Sequence[Mark]) -> Iterator[str]:
    for one in marks:
        x, end = scale.x(one.first.toordinal()), scale.x(one.last.toordinal())
        if one.low is not None and one.high is not None:
            top = scale.y(one.high)
            yield _CANVAS.box(x, top, end - x, scale.y(one.low) - top, "band")
        for goal in (one.low, one.high):
            if goal is not None:
                yield _CANVAS.line((x, scale.y(goal)), (end, scale.y(goal)), "target")
    last = next((one for one in reversed(marks) if one.low is not None), None)
    if last and last.low is not None:
        end = scale.x(last.last.toordinal())
        word = f"goal {svg.number(last.low)}{f'–{svg.number(last.high)}' if last.high is not None else ''}"
        yield _CANVAS.words(_WIDTH - _RIGHT + 6, scale.y(last.low) + 4, word, "target-word")


def _breaks(scale: _Scale, breaks: Sequence[date]) -> Iterator[str]:
    for day in breaks:
        x = scale.x(day.toordinal())
        yield _CANVAS.line((x, _TOP - 8), (x, _HEIGHT - _BOTTOM), "break")
        yield _CANVAS.words(x, _TOP - 12, "definition changed", "value", "middle")


def _line(scale: _Scale, marks: Sequence[Mark]) -> Iterator[str]:
    places = [(scale.x(one.middle), scale.y(one.value)) for one in marks]
    for (start, _), (end, one) in pairwise(zip(places, marks, strict=True)):
        if one.follows:
            yield _CANVAS.line(start, end, "line")
    for (x, y), one in zip(places, marks, strict=True):
        if one.is_alarm or one.is_altered:
            yield _CANVAS.disc(x, y, 9, "ring")
        yield _CANVAS.disc(x, y, 5, "point-open" if one.is_open else "point")
        if len(marks) <= _NAMED or one.is_alarm or one.is_altered:
            yield _CANVAS.words(x, y - 12, one.word, "mark", "middle")


def _says(unit: str, marks: Sequence[Mark], gaps: Sequence[Missing], breaks: Sequence[date]) -> str:
    told = [f"{one.name}: {one.word}{_goal(one)}" for one in marks]
    told += [f"{one.name}: not measured" for one in gaps]
    told += [f"definition changed on {day}" for day in breaks]
    return f"{unit}. {'; '.join(told)}" if unit else "; ".join(told)


def _goal(one: Mark) -> str:
    if one.low is None:
        return ""
    return f", goal {svg.number(one.low)}{f' to {svg.number(one.high)}' if one.high is not None else ''}"


def _below(marks: Sequence[Mark], gaps: Sequence[Missing], breaks: Sequence[date]) -> Iterator[str]:
    if any(one.low is not None for one in marks):
        yield "Dashed: the goal as it was in each period"
    if any(one.is_open for one in marks):
        yield "Hollow: the measurement is not closed yet"
    if any(one.is_altered for one in marks):
        yield "Ringed, changed: the measurement was changed after it was closed"
    if any(one.is_alarm for one in marks):
        yield "Ringed, alarm: beyond the level at which somebody looks"
    if gaps:
        yield f"Shaded, not measured: {svg.plain(', '.join(one.name for one in gaps))}"
    if breaks:
        yield "Upright line: from here on something else is counted"
