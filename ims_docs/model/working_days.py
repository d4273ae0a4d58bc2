"""Working days between two days: Monday to Friday. Public holidays differ by place and are not known."""

from __future__ import annotations

from datetime import date

_FIVE = 5


def working_days(first: date, last: date) -> int:
    """How many working days come after the first day, up to and with the last; none when it is earlier."""
    if last <= first:
        return 0
    weeks, rest = divmod((last - first).days, 7)
    more = sum((first.weekday() + one) % 7 < _FIVE for one in range(1, rest + 1))
    return weeks * _FIVE + more
