"""A period of which a figure speaks: a year, a half-year, a quarter or a month."""

from __future__ import annotations

import re
from datetime import date, timedelta

from ims_docs.model.months import later

_FORM = re.compile(r"([0-9]{4})(?:-H([12])|-Q([1-4])|-(0[1-9]|1[0-2]))?")
_MONTHS = {"weekly": 1, "monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}


def last_day(period: str) -> date | None:
    """The last day of "2027", "2027-H1", "2027-Q3" or "2027-04"; None for anything else."""
    found = _FORM.fullmatch(period)
    if found is None or not int(found[1]):
        return None
    half, quarter, month = (int(one) if one else 0 for one in found.groups()[1:])
    last = half * 6 or quarter * 3 or month or 12
    return later(date(int(found[1]), 1, 1), last) - timedelta(days=1)


def last_complete(frequency: str, day: date) -> tuple[date, date] | None:
    """The first and last day of the newest period that was over by a day; None without a period.

    A figure for each week is told in a record for the month.
    """
    months = _MONTHS.get(frequency)
    if months is None or day.year == date.min.year:
        return None
    begun = date(day.year, (day.month - 1) // months * months + 1, 1)
    return later(begun, -months), begun - timedelta(days=1)
