"""A day as people write it: understood when it can mean one day only."""

from __future__ import annotations

import re
from datetime import date

_FORM = "Write YYYY-MM-DD"
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january januar jänner jan",
            "february februar feber feb",
            "march märz maerz mar mär mrz",
            "april apr",
            "may mai",
            "june juni jun",
            "july juli jul",
            "august aug",
            "september sep sept",
            "october oktober oct okt",
            "november nov",
            "december dezember dec dez",
        ),
        1,
    )
    for name in names.split()
}
_WORDED = (
    re.compile(r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?[ -]*(?P<month>[^\W\d_]+)\.?,?[ -]*(?P<year>[0-9]+)"),
    re.compile(r"(?P<month>[^\W\d_]+)\.?[ -]*(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,?[ -]+(?P<year>[0-9]+)"),
    re.compile(r"(?P<year>[0-9]{4})[ -]*(?P<month>[^\W\d_]+)\.?[ -]*(?P<day>[0-9]{1,2})"),
)  # fmt: skip
_YEAR_FIRST = re.compile(
    r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})|([0-9]{4})([0-9]{2})([0-9]{2})"
)
_YEAR_LAST = re.compile(r"([0-9]{1,2})(\. ?|/|-)([0-9]{1,2})\2([0-9]+)")
_MIDNIGHT = re.compile(r"[Tt ]00:00(?::00(?:\.0+)?)?(?:[Zz]|[+-]00:?00)?")


class UnclearDayError(ValueError):
    """No day, or one that two people would read differently."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def read_day(text: str) -> date:
    """The day that somebody wrote. Raises UnclearDayError with the form that is understood."""
    words = " ".join(text.split())
    words = words[:10] if _MIDNIGHT.fullmatch(words[10:]) else words
    if found := _YEAR_FIRST.fullmatch(words):
        year, _, month, day, *together = found.groups()
        return _day(text, *((year, month, day) if year else together))
    if found := _YEAR_LAST.fullmatch(words):
        first, sign, second, year = found.groups()
        return _year_last(text, int(first), int(second), year, is_dotted=sign.startswith("."))
    for form in _WORDED:
        found = form.fullmatch(words)
        if found and (number := _MONTHS.get(found["month"].casefold())):
            return _day(text, _whole(text, found["year"]), number, found["day"])
    raise _no_day(text)


def _year_last(text: str, first: int, second: int, year: str, *, is_dotted: bool) -> date:
    """31.12.2026 is read one way everywhere; 03/04/2026 is April here and March there."""
    year = _whole(text, year)
    if is_dotted or first > 12 or first == second:
        return _day(text, year, second, first)
    if second > 12:
        return _day(text, year, first, second)
    one, other = f"{year}-{second:02}-{first:02}", f"{year}-{first:02}-{second:02}"
    raise UnclearDayError(
        f"{text!r} can be read as two days", f"Write {one} or {other}, whichever is meant."
    )


def _whole(text: str, year: str) -> str:
    if len(year) != 4:
        raise UnclearDayError(
            f"{text!r} has no year of four digits", f"{_FORM}, such as 2026-12-31."
        )
    return year


def _day(text: str, year: str, month: str | int, day: str | int) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise _no_day(text) from None


def _no_day(text: str) -> UnclearDayError:
    shown = text if len(text) <= 60 else f"{text[:57]}…"
    return UnclearDayError(f"{shown!r} is not a calendar date", f"{_FORM}, such as 2026-12-31.")
