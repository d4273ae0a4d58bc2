"""The tasks of a project plan, and those that wait for each other in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ims_docs.domain.worksheets.sheet import amount, groups, said
from ims_docs.model.content import Value

DONE, DROPPED = "done", "dropped"


class Task(NamedTuple):
    """One task of the plan."""

    place: int
    id: str
    title: str
    owner: str
    start: date | None
    due: date | None
    days: Fraction
    money: int
    currency: str
    after: tuple[str, ...]
    """Ids of the tasks that it waits for."""
    status: str
    done: date | None = None
    """The day on which it was done."""

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.status not in (DONE, DROPPED)


def tasks(values: Mapping[str, Value]) -> Iterator[Task]:
    """Every entry of a register of tasks."""
    for place, one in groups(values, "entries"):
        money, after = one.get("money"), one.get("depends_on")
        is_sum = isinstance(money, int) and not isinstance(money, bool)
        yield Task(
            place=place,
            id=said(one, "id"),
            title=said(one, "title"),
            owner=said(one, "owner"),
            start=_day(one.get("start")),
            due=_day(one.get("due")),
            days=amount(one.get("days")),
            money=money if isinstance(money, int) and is_sum else 0,
            currency=said(one, "currency"),
            after=tuple(each for each in after if isinstance(each, str))
            if isinstance(after, list)
            else (),
            status=said(one, "status"),
            done=_day(one.get("done_on")),
        )


def circles(every: Sequence[Task]) -> Iterator[tuple[Task, ...]]:
    """Tasks that wait for each other in a circle; every task that can never begin leads to one."""
    by_id = {one.id: one for one in every if one.id}
    stuck = _stuck(by_id)
    seen: set[str] = set()
    for first in stuck:
        name, way = first, list[str]()
        while name not in seen:
            seen.add(name)
            way.append(name)
            name = next(each for each in by_id[name].after if each in stuck)
        if name in way:
            yield tuple(by_id[each] for each in way[way.index(name) :])


def _stuck(by_id: Mapping[str, Task]) -> Mapping[str, None]:
    """The tasks that are left when all that can be done are done, one after the other."""
    waits = {name: sum(each in by_id for each in one.after) for name, one in by_id.items()}
    then: dict[str, list[str]] = {}
    for name, one in by_id.items():
        for each in one.after:
            then.setdefault(each, []).append(name)
    ready = [name for name, number in waits.items() if not number]
    while ready:
        for name in then.get(ready.pop(), ()):
            waits[name] -= 1
            if not waits[name]:
                ready.append(name)
    return {name: None for name, number in waits.items() if number}


def is_too_early(one: Task, first: Task) -> bool:
    """Whether an open task is due before another open one for which it waits."""
    both = one.is_open and first.is_open
    return both and one.due is not None and first.due is not None and one.due < first.due


def _day(value: Value) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
