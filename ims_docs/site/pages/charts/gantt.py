"""The tasks of a plan as bars on a scale of days, with today and the day by which all is due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ims_docs.site.pages.charts import svg

_WIDTH, _ROW, _TOP = 640, 34, 40
_MOST = 60
"""So many tasks are drawn; of more the last ones."""
_LONGEST = 34


class Task(NamedTuple):
    """One bar."""

    name: str
    first: date
    last: date
    state: str
    is_done: bool
    decides: bool
    """Whether the end of the plan hangs on it."""

    @property
    def told(self) -> str:
        """Its state, or that the end hangs on it."""
        return "decides the end" if self.decides else self.state


def gantt(title: str, given: Sequence[Task], today: date, target: date | None) -> str:
    """A bar for each task from its first to its last day, in the order of the plan."""
    tasks = given[-_MOST:]
    days = [today, *(day for one in tasks for day in (one.first, one.last))]
    days += [target] if target else []
    scale = _Scale(min(days).toordinal(), max(days).toordinal())
    height = _TOP + len(tasks) * _ROW + 8
    canvas = svg.Canvas(_WIDTH, height)
    parts = [
        *_days(canvas, scale, height, today, target),
        *(part for at, one in enumerate(tasks) for part in _bar(canvas, scale, at, one)),
    ]
    told = "; ".join(f"{one.name}: {one.first} to {one.last}, {one.told}" for one in tasks)
    says = f"{told}. Today is {today}" + (f"; all is due by {target}" if target else "")
    return canvas.figure(title, says, parts, _below(tasks))


class _Scale(NamedTuple):
    first: int
    last: int

    def x(self, day: date) -> float:
        return (day.toordinal() - self.first) / max(self.last - self.first, 1) * _WIDTH


def _days(
    canvas: svg.Canvas, scale: _Scale, height: float, today: date, target: date | None
) -> Iterator[str]:
    yield canvas.line((0, _TOP - 6), (_WIDTH, _TOP - 6))
    for day, word in ((today, "today"), (target, "due")):
        if day is not None:
            x = scale.x(day)
            anchor = "start" if x < _WIDTH / 4 else "end" if x > _WIDTH * 3 / 4 else "middle"
            yield canvas.line((x, _TOP - 10), (x, height), "break")
            line = 12 if word == "today" else 24
            yield canvas.words(x, line, f"{word} {day}", "value", anchor)


def _bar(canvas: svg.Canvas, scale: _Scale, at: int, one: Task) -> Iterator[str]:
    y = _TOP + at * _ROW
    kind = "done" if one.is_done else "decides" if one.decides else "bar"
    x = scale.x(one.first)
    yield canvas.words(0, y + 12, svg.short(one.name, _LONGEST))
    yield canvas.words(_WIDTH, y + 12, one.told, "value", "end")
    yield canvas.box(x, y + 17, max(scale.x(one.last) - x, 3), 10, kind)


def _below(tasks: Sequence[Task]) -> Iterator[str]:
    if any(one.decides for one in tasks):
        yield "Decides the end: when it takes longer, the whole plan does"
    if any(one.is_done for one in tasks):
        yield "Pale: done"
