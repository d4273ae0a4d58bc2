"""A project plan: work and money added up by role, and what stands in the way of its dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ims_docs.domain.worksheets.sheet import Sheet, amount, groups, number, said
from ims_docs.model.content import Value
from ims_docs.model.repository import Repository
from ims_docs.model.type import Type

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


def sheets(repository: Repository, _: Type, values: Mapping[str, Value]) -> tuple[Sheet, ...]:
    """Work and money by role."""
    every = [one for one in tasks(values) if one.status != DROPPED]
    if not every:
        return ()
    owners = list(dict.fromkeys(one.owner for one in every))
    rows = [_row(owner, [one for one in every if one.owner == owner]) for owner in owners]
    return (
        Sheet(
            name="plan",
            title="Work and budget by role",
            head=("Role", "Tasks", "Done", "Days of work", "Money"),
            rows=(*rows, _row("Total", every)),
            notes=tuple(_notes(repository, every)),
            figures={
                "tasks": len(every),
                "done": sum(not one.is_open for one in every),
                "days": number(sum((one.days for one in every), Fraction())),
                "money": dict(_sums(every)),
            },
        ),
    )


def _row(name: str, some: Sequence[Task]) -> tuple[Value, ...]:
    days = number(sum((one.days for one in some), Fraction()))
    done = sum(not one.is_open for one in some)
    money = ", ".join(f"{total:,} {currency}" for currency, total in _sums(some).items())
    return name or "nobody", len(some), done, days, money or "0"


def _sums(some: Sequence[Task]) -> dict[str, int]:
    """By currency; currencies are never added to each other."""
    found: dict[str, int] = {}
    for one in some:
        if one.money:
            found[one.currency] = found.get(one.currency, 0) + one.money
    return found


def _notes(repository: Repository, every: Sequence[Task]) -> Iterator[str]:
    left = [one for one in every if one.is_open]
    late = [one for one in left if one.due and one.due < repository.as_of]
    ends = max((one.due for one in left if one.due), default=None)
    yield (
        f"{len(every) - len(left)} of {len(every)} tasks are done. "
        + (f"The last open one is due on {ends}." if ends else "No open one has a date.")
    )
    if late:
        yield f"Overdue on {repository.as_of}: {', '.join(one.id for one in late)}."
    yield "Money is beside the work of our own people; a task without money counts as 0."


def is_too_early(one: Task, first: Task) -> bool:
    """Whether an open task is due before another open one for which it waits."""
    both = one.is_open and first.is_open
    return both and one.due is not None and first.due is not None and one.due < first.due


def _day(value: Value) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
