"""Working days between two days: Monday to Friday. Public holidays differ by place and are not known."""

from __future__ import annotations

from datetime import date, timedelta

_FIVE = 5


def working_days(first: date, last: date) -> int:
    """How many working days come after the first day, up to and with the last; none when it is earlier."""
    if last <= first:
        return 0
    weeks, rest = divmod((last - first).days, 7)
    more = sum((first.weekday() + one) % 7 < _FIVE for one in range(1, rest + 1))
    return weeks * _FIVE + more


def working_day_from(day: date, number: int) -> date:
    """The day so many working days later."""
    weeks, rest = divmod(number, _FIVE)
    try:
        day += timedelta(weeks=weeks)
        while rest:
            day += timedelta(1)
            rest -= day.weekday() < _FIVE
    except OverflowError:  # beyond the days that a calendar has
        return date.max
    return day
