"""A day as people write it is understood when it can mean one day only."""

from __future__ import annotations

from datetime import date

import pytest

from ims_docs.model.day import UnclearDayError, read_day

LAST = date(2026, 12, 31)


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-31",
        "2026/12/31",
        "2026.12.31",
        "20261231",
        "31.12.2026",
        "31. 12. 2026",
        "31/12/2026",
        "12/31/2026",
        "31-12-2026",
        "31 Dec 2026",
        "31-Dec-2026",
        "31. Dezember 2026",
        "Dec 31, 2026",
        "December 31st, 2026",
        "31st December 2026",
        "2026 Dec 31",
        "  31.12.2026 ",
        "2026-12-31T00:00:00.000Z",
        "2026-12-31 00:00",
    ],
)
def test_one_day_in_the_forms_that_people_write(text):
    assert read_day(text) == LAST


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1.2.2026", date(2026, 2, 1)),
        ("3/3/2026", date(2026, 3, 3)),
        ("4 März 2026", date(2026, 3, 4)),
        ("29 Feb 2028", date(2028, 2, 29)),
    ],
)
def test_short_forms_and_other_languages(text, day):
    assert read_day(text) == day


@pytest.mark.parametrize("text", ["03/04/2026", "3/4/2026", "03-04-2026", "12/11/2026", "1/2/2026"])
def test_what_is_one_day_here_and_another_there_is_refused_with_both(text):
    with pytest.raises(UnclearDayError) as caught:
        read_day(text)
    one, other = caught.value.hint.split()[1], caught.value.hint.split()[3].rstrip(",")
    assert "two days" in caught.value.message
    assert one != other
    assert {one, other} == {read_day(one).isoformat(), read_day(other).isoformat()}


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "31.11.2026",
        "13/13/2026",
        "31.12.26",
        "12/26",
        "December 2026",
        "2026",
        "2026-12-31T22:00:00Z",
        "soon",
        "",
        "31 Brumaire 2026",
        "٣١.١٢.٢٠٢٦",
        "x" * 500,
    ],
)
def test_what_is_no_day_is_refused_with_the_right_form(text):
    with pytest.raises(UnclearDayError) as caught:
        read_day(text)
    assert caught.value.hint.startswith("Write YYYY-MM-DD")
    assert len(caught.value.message) < 120
