"""A period of which a figure speaks: a year, half-year, quarter, month, week, or from day to day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from ims_docs.model.months import later

_FORM = re.compile(r"([0-9]{4})(?:-H([12])|-Q([1-4])|-(0[1-9]|1[0-2]))?")
_WEEK = re.compile(r"([0-9]{4})-W(0[1-9]|[1-4][0-9]|5[0-3])")
_SPAN = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.\.([0-9]{4}-[0-9]{2}-[0-9]{2})")
_MONTHS = {"weekly": 1, "monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}
FORMS = '"2027", "2027-H1", "2027-Q3", "2027-04", "2027-W07" or "2027-01-15..2027-02-14"'
"""How a period is written."""


class Period(NamedTuple):
    """The days of which a figure speaks."""

    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> Period | None:
        """The days of a period as it is written; None for anything else."""
        try:
            return _calendar(text) or _week(text) or _span(text)
        except (ValueError, OverflowError):
            return None

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in it."""
        return day is not None and self.first <= day <= self.last

    @property
    def follows(self) -> date:
        """The first day after it."""
        return self.last + timedelta(1) if self.last < date.max else date.max


def _calendar(text: str) -> Period | None:
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    half, quarter, month = (int(one) if one else 0 for one in found.groups()[1:])
    last = half * 6 or quarter * 3 or month or 12
    long = 6 if half else 3 if quarter else 1 if month else 12
    first = date(int(found[1]), last - long + 1, 1)
    is_end = last == 12 and first.year == date.max.year
    return Period(first, date.max if is_end else later(first, long) - timedelta(1))


def _week(text: str) -> Period | None:
    found = _WEEK.fullmatch(text)
    if found is None:
        return None
    first = date.fromisocalendar(int(found[1]), int(found[2]), 1)
    return Period(first, first + timedelta(6))


def _span(text: str) -> Period | None:
    found = _SPAN.fullmatch(text)
    if found is None:
        return None
    first, last = date.fromisoformat(found[1]), date.fromisoformat(found[2])
    return Period(first, last) if first <= last else None


def last_day(period: str) -> date | None:
    """The last day of a period as it is written; None for anything else."""
    found = Period.parse(period)
    return found.last if found else None


def last_complete(frequency: str, day: date) -> tuple[date, date] | None:
    """The first and last day of the newest period that was over by a day; None without a period.

    A figure for each week is told in a record for the month.
    """
    months = _MONTHS.get(frequency)
    if months is None or day.year == date.min.year:
        return None
    begun = date(day.year, (day.month - 1) // months * months + 1, 1)
    return later(begun, -months), begun - timedelta(days=1)


def written(first: date, last: date) -> str:
    """The shortest way to write a period that begins and ends on these days."""
    year = f"{first.year:04d}"
    names = [
        year,
        *(f"{year}-H{one}" for one in (1, 2)),
        *(f"{year}-Q{one}" for one in (1, 2, 3, 4)),
        f"{year}-{first.month:02d}",
    ]
    given = Period(first, last)
    return next((one for one in names if Period.parse(one) == given), f"{first}..{last}")
