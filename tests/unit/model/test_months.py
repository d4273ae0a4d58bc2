"""The day that is so many months away: at the end of a month, and at both ends of the calendar."""

from __future__ import annotations

from datetime import date

import pytest

from ims_docs.model.content import Content
from ims_docs.model.months import later
from ims_docs.site.pages.control import review_day


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2020, 2, 29), 60, date(2025, 2, 28)),
        (date(2020, 2, 29), 48, date(2024, 2, 29)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 31), -1, date(2025, 12, 31)),
        (date(2026, 1, 31), 0, date(2026, 1, 31)),
        (date(9999, 6, 1), 12, date.max),
        (date(9999, 12, 31), 1, date.max),
        (date(9998, 12, 31), 12, date.max),
        (date(1, 1, 1), -1, date.min),
    ],
)
def test_so_many_months_later(day, months, expected) -> None:
    assert later(day, months) == expected


@pytest.mark.parametrize(
    ("reviewed", "due"),
    [("2026-01-31", "2026-07-31"), ("2027-08-31", "2028-02-29"), ("9999-12-31", "9999-12-31")],
)
def test_the_site_tells_the_same_day_of_a_review_as_the_list_of_duties(reviewed, due) -> None:
    content = Content(values={"reviewed_on": reviewed})
    assert str(review_day(content, 6)) == due
