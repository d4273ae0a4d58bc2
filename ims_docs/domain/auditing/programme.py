"""The programme of three years: which planned audit looks at which clause, and what is missing. On plain values.

A clause is due for its first audit within the first year of the programme, and then again by its
risk. What is planned early enough covers it; what nothing covers is proposed. What was proposed
and then written into the programme covers the same clauses, so nothing is proposed twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ims_docs.domain.auditing.risk import Risk
from ims_docs.model.clause import Clause
from ims_docs.model.months import days_later, later

YEARS = ("first", "second", "third")
_YEAR = 12
_LEAD = 3
"""So many months ahead an audit is proposed at the earliest: people have to prepare for it."""
_TOGETHER = 6
"""Clauses of one chapter that are due within so many months are audited together."""
_LATE = 3
"""An audit that is planned up to so many months behind the day still counts as in time."""
_SATURDAY = 5


class Audit(NamedTuple):
    """An audit of the programme that has not ended, or one that is proposed (without an id)."""

    id: str
    title: str
    day: date
    clauses: tuple[Clause, ...]
    """The clauses of the ranking that it looks at."""
    lead: str = ""
    """The person who leads it; empty when nobody is named."""


class Span(NamedTuple):
    """The years of a programme."""

    start: date
    end: date

    def year_of(self, day: date) -> int:
        """In which year a day is, from 0; the years of the next programme count on."""
        year = 0
        while later(self.start, _YEAR * (year + 1)) <= day and year < len(YEARS) * 2 - 1:
            year += 1
        return year

    def ends(self) -> tuple[date, ...]:
        """The first day behind each year."""
        found = [later(self.start, _YEAR)]
        while found[-1] < self.end:
            found.append(later(self.start, _YEAR * (len(found) + 1)))
        return tuple(found)


def span_of(first: date | None, today: date) -> Span:
    """The programme in which a day lies, and the next one too when less than a year is left.

    It begins with the first audit that is known; the programmes after it each take three years.
    As long as no audit is behind us it begins with this month, so that a proposal of yesterday
    still fits today.
    """
    start = first if first and first <= today else today.replace(day=1)
    whole = _YEAR * len(YEARS)
    while (following := later(start, whole)) <= today and following > start:
        start = following
    is_nearly_over = later(today, _YEAR) > later(start, whole)
    return Span(start, later(start, whole * 2 if is_nearly_over else whole))


def proposed(
    risks: Sequence[Risk], planned: Sequence[Audit], span: Span, today: date
) -> list[Audit]:
    """The audits that are missing, the earliest first."""
    waiting = {
        one.clause: _Waiting(
            one, _first_due(one, span, today), sorted(_days(one.clause, planned, today))
        )
        for one in risks
    }
    found: list[Audit] = []
    while True:
        due = {key: one.uncovered() for key, one in waiting.items()}
        first = min(due, key=lambda key: (due[key], key), default=None)
        if first is None or due[first] >= span.end:
            return found
        until = later(due[first], _TOGETHER)
        group = [
            key
            for key, day in sorted(due.items())
            if key.parts[0] == first.parts[0] and day <= until and day < span.end
        ]
        day = _working_day(due[first], today)
        for key in group:
            waiting[key].look_at(day)
        found.append(Audit("", "", day, tuple(group)))


class _Waiting:
    """One clause on its way through the years."""

    def __init__(self, risk: Risk, due: date, planned: list[date]) -> None:
        self._months = risk.months
        self._due = due
        self._planned = planned

    def uncovered(self) -> date:
        """The day by which it has to be audited, behind all audits that are planned in time."""
        while self._planned and self._planned[0] <= later(self._due, _LATE):
            self.look_at(self._planned.pop(0))
        return self._due

    def look_at(self, day: date) -> None:
        """It is audited on a day."""
        self._due = later(day, self._months)


def _first_due(risk: Risk, span: Span, today: date) -> date:
    last = risk.facts.audited
    end_of_first_year = days_later(later(span.start, _YEAR), -1)
    due = later(last, risk.months) if last else end_of_first_year
    return max(due, later(today, _LEAD))


def _days(clause: Clause, planned: Sequence[Audit], today: date) -> Iterator[date]:
    """The days on which a clause is audited; what is late is still to come."""
    for one in planned:
        if clause in one.clauses:
            yield max(one.day, today)


def _working_day(day: date, today: date) -> date:
    """The day, or the Friday before it at the weekend."""
    earlier = days_later(day, min(0, _SATURDAY - 1 - day.weekday()))
    return max(earlier, today)


def by_risk(audits: Iterable[Audit], risks: Sequence[Risk]) -> list[Audit]:
    """Audits in the order in which the risk of their clauses puts them."""
    points = {one.clause: one.points for one in risks}

    def order(audit: Audit) -> tuple[int, int, date, str]:
        found = [points.get(one, 0) for one in audit.clauses] or [0]
        return -max(found), -found.count(max(found)), audit.day, audit.id

    return sorted(audits, key=order)
