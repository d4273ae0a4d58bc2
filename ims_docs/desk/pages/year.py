"""The year: what is due, month by month."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ims_docs.desk.asking import Answer, Call, page
from ims_docs.domain.duties import Duty, Urgency

_LATE = (Urgency.OVERDUE, Urgency.ASK)


class Month(NamedTuple):
    """One month and what is due in it."""

    first: date
    duties: tuple[Duty, ...]


def year(call: Call) -> Answer:
    """What is late, then month by month; of one person where that is asked."""
    sight = call.look()
    wanted = call.query.get("who", "")
    every = [*sight.duties.duties, *sight.duties.ahead]
    mine = [one for one in every if not wanted or wanted in sight.who.persons(one.who)]
    months: dict[date, list[Duty]] = {}
    for one in sorted(mine, key=lambda one: (one.day or date.max, one.id)):
        if one.day and one.day >= sight.workspace.today:
            months.setdefault(one.day.replace(day=1), []).append(one)
    return page(
        "year.html",
        call,
        late=[one for one in mine if one.urgency in _LATE],
        months=[Month(first, tuple(some)) for first, some in months.items()],
        people=sorted(sight.who.people.items(), key=lambda one: one[1].casefold()),
        wanted=wanted,
    )
