"""A project plan: work and money added up by role, and whether it can be done in time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from ims_docs.domain.worksheets import schedule
from ims_docs.domain.worksheets.sheet import Around, Sheet, number
from ims_docs.domain.worksheets.tasks import DROPPED, Task, tasks
from ims_docs.model.content import Value
from ims_docs.model.repository import Repository
from ims_docs.model.type import Type


def sheets(around: Around, _: Type, values: Mapping[str, Value]) -> tuple[Sheet, ...]:
    """Work and money by role, and when all of it can be done."""
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
            notes=tuple(_notes(around.repository, every)),
            figures={
                "tasks": len(every),
                "done": sum(not one.is_open for one in every),
                "days": number(sum((one.days for one in every), Fraction())),
                "money": dict(_sums(every)),
            },
        ),
        *schedule.sheets(every, around.repository.as_of),
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
