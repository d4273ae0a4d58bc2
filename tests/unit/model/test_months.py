"""The day that is so many months away: at the end of a month, and at both ends of the calendar."""

from __future__ import annotations

from datetime import date

import pytest
from support import DEFAULTS

from ims_docs.domain.approval_state import review_of
from ims_docs.domain.duties import Changes, gather
from ims_docs.model.months import later


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


PEOPLE = "docs/registers/people.yaml"


@pytest.mark.parametrize(
    ("reviewed", "due"),
    [("2026-02-28", "2026-08-28"), ("2027-08-31", "2028-02-29"), ("9999-12-31", "9999-12-31")],
)
def test_a_register_that_nobody_approved_is_reviewed_months_after_the_day_it_names(
    repository, reviewed, due
) -> None:
    settings = f"{DEFAULTS['ims.yml']}review_months: 6\n"
    text = DEFAULTS[PEOPLE].replace("entries:", f"reviewed_on: {reviewed}\nentries:", 1)
    kept = repository({"ims.yml": settings, PEOPLE: text})
    register = kept.register("people")
    assert str(review_of(kept, register).due) == due
    found = gather(kept, Changes(), days=36_500)
    days = [str(one.day) for one in found.duties if one.id == "people"]
    assert days or due == str(date.max)
    assert set(days) <= {due}
