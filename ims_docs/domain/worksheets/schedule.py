"""When the open tasks of a plan can be done at the earliest, and what stands in the way of its date.

The critical path method, forwards: a task begins when all that it waits for is done.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from ims_docs.domain.worksheets.sheet import Sheet, number
from ims_docs.domain.worksheets.tasks import Task, circles
from ims_docs.model.content import Value
from ims_docs.model.working_days import working_day_from, working_days

_BASIS = (
    "Counted in working days from today, one task after the other where one waits for the other. "
    "A task without days of work counts as one day."
)


class Planned(NamedTuple):
    """An open task with the days on which it can be done at the earliest."""

    task: Task
    begins: date
    ends: date
    waits_for: str = ""
    """The task that it waits for longest."""


class Schedule(NamedTuple):
    """The open tasks of a plan, and the day by which the last of them is due."""

    today: date
    planned: tuple[Planned, ...]
    circles: tuple[tuple[Task, ...], ...]
    target: date | None

    @property
    def end(self) -> date | None:
        """The day on which the last task can be done at the earliest."""
        return max((one.ends for one in self.planned), default=None)

    @property
    def critical(self) -> tuple[str, ...]:
        """The tasks that decide the end, the first one first."""
        by_id = {one.task.id: one for one in self.planned}
        one = max(self.planned, key=lambda each: each.ends, default=None)
        way: list[str] = []
        while one is not None:
            way.append(one.task.id)
            one = by_id.get(one.waits_for)
        return tuple(reversed(way))


def schedule(every: Sequence[Task], today: date) -> Schedule:
    """The open tasks in the order in which they can be done. What waits in a circle is left out."""
    left = {one.id or f"at {one.place}": one for one in every if one.is_open}
    done: dict[str, Planned] = {}
    while ready := [
        name for name, one in left.items() if not any(each in left for each in one.after)
    ]:
        for name in ready:
            done[name] = _planned(left.pop(name), done, today)
    target = max((one.due for one in every if one.is_open and one.due), default=None)
    return Schedule(today, tuple(done.values()), tuple(circles(tuple(left.values()))), target)


def _planned(task: Task, done: Mapping[str, Planned], today: date) -> Planned:
    waits = max((done[each] for each in task.after if each in done), key=lambda one: one.ends, default=None)  # fmt: skip
    first = max(today, task.start or today)
    waits_for = ""
    if waits is not None and waits.ends >= first:
        first, waits_for = waits.ends + timedelta(waits.ends < date.max), waits.task.id
    begins = working_day_from(first - timedelta(1), 1)
    days = max(1, math.ceil(task.days))
    return Planned(task, begins, working_day_from(begins, min(days, 100_000) - 1), waits_for)


def sheets(every: Sequence[Task], today: date) -> tuple[Sheet, ...]:
    """Whether the plan can be done in time; nothing where nothing is open."""
    if not any(one.is_open for one in every):
        return ()
    found = schedule(every, today)
    critical = found.critical
    rows = tuple(_row(one, critical) for one in found.planned)
    return (
        Sheet(
            name="schedule",
            title="Ready by the date?",
            head=("Task", "Owner", "Due", "Days of work", "Waits for", "At the earliest", "Decides the end"),
            rows=rows,
            notes=tuple(_notes(found, every)),
            figures=_figures(found, every),
        ),
    )  # fmt: skip


def _row(one: Planned, critical: Sequence[str]) -> tuple[Value, ...]:
    task = one.task
    return (
        task.id,
        task.owner,
        task.due.isoformat() if task.due else "",
        number(task.days),
        ", ".join(task.after),
        one.ends.isoformat(),
        "yes" if task.id in critical else "",
    )


def _notes(found: Schedule, every: Sequence[Task]) -> Iterator[str]:
    yield _verdict(found)
    for circle in found.circles:
        yield f"They wait for each other in a circle, so none of them can begin: {_ids(circle)}."
    if len(found.critical) > 1:
        yield f"What decides the end: {' → '.join(found.critical)}."
    late = [one for one in found.planned if one.task.due and one.ends > one.task.due]
    if late:
        told = ", ".join(f"{one.task.id} (due {one.task.due}, {one.ends})" for one in late)
        yield f"Cannot be done by their day any more: {told}."
    if undated := [one for one in every if one.is_open and not one.due]:
        yield f"No day is set for: {_ids(undated)}."
    yield from _overload(found, every)
    yield _BASIS


def _verdict(found: Schedule) -> str:
    if found.circles or found.end is None:
        return "Nobody can say when the plan is done: tasks wait for each other in a circle."
    if found.target is None:
        return f"No open task has a day. They can be done by {found.end} at the earliest."
    if found.end <= found.target:
        spare = working_days(found.end, found.target)
        before = f"{_days(spare)} before" if spare else "with no day to spare"
        return (
            f"Ready by {found.target}: yes, it can be. The last open task can be done on "
            f"{found.end} at the earliest, {before}."
        )
    late = working_days(found.target, found.end)
    return (
        f"Ready by {found.target}: no. The last open task can be done on {found.end} at the "
        f"earliest, {_days(late)} late."
    )


def _overload(found: Schedule, every: Sequence[Task]) -> Iterator[str]:
    """Owners with more days of work than there are until the date."""
    room = working_days(found.today, found.target) if found.target else 0
    work: dict[str, Fraction] = {}
    for one in every:
        if one.is_open and one.owner:
            work[one.owner] = work.get(one.owner, Fraction()) + one.days
    for owner, days in work.items():
        if found.target and days > room:
            yield f"More work than days until then: {owner} has {number(days)} days of work, and {_days(room)} are left."


def _figures(found: Schedule, every: Sequence[Task]) -> dict[str, Value]:
    critical = found.critical
    bars: list[Value] = [
        [
            f"{one.id} {one.title}".strip(),
            (one.start or _before(one)).isoformat(),
            (one.done or one.due).isoformat(),
            one.status,
            one.id in critical,
        ]
        for one in every
        if one.due
    ]
    return {
        "ready": found.end.isoformat() if found.end and not found.circles else None,
        "target": found.target.isoformat() if found.target else None,
        "today": found.today.isoformat(),
        "critical": list(critical),
        "bars": bars,
    }


def _before(one: Task) -> date:
    """The beginning of a task that says only when it is due."""
    due = one.due or date.min
    return due - timedelta(min(math.ceil(one.days), (due - date.min).days))


def _ids(some: Sequence[Task]) -> str:
    return ", ".join(one.id for one in some)


def _days(count: int) -> str:
    return "1 working day" if count == 1 else f"{count} working days"
