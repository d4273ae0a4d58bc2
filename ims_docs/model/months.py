"""The day that is so many months away from another."""

from __future__ import annotations

import calendar
from datetime import date


def later(day: date, months: int) -> date:
    """The same day so many months later, or the last one of that month; earlier when negative.

    What lies beyond the calendar is its first or its last day.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def days_later(day: date, days: int) -> date:
    """The day so many days later, or the last day of the calendar."""
    return date.fromordinal(max(1, min(day.toordinal() + days, date.max.toordinal())))
