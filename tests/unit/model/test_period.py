"""Periods are read one way: their days, how they are written, and what is none."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ims_docs.model.period import Period, last_day, written

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-H2", "2026-07-01", "2026-12-31"),
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-12", "2026-12-01", "2026-12-31"),
        ("2026-W01", "2025-12-29", "2026-01-04"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("2026-01-15..2026-02-14", "2026-01-15", "2026-02-14"),
        ("9999", "9999-01-01", "9999-12-31"),
    ],
)
def test_a_period_has_its_days(text, first, last):
    assert Period.parse(text) == (date.fromisoformat(first), date.fromisoformat(last))
    assert last_day(text) == date.fromisoformat(last)


@pytest.mark.parametrize(
    "text",
    ["", "26", "2026-Q5", "2026-H3", "2026-13", "2026-W54", "2025-W53", "0000", "2026-02-31..2026-03-01",
     "2026-03-02..2026-03-01", "2026-Q1 ", "٢٠٢٦", "2026-1", "10000"],
)  # fmt: skip
def test_anything_else_is_none(text):
    assert Period.parse(text) is None


@given(DAYS, DAYS)
def test_what_is_written_is_read_as_the_same_days(one, other):
    first, last = min(one, other), max(one, other)
    found = Period.parse(written(first, last))
    assert found == (first, last)
    assert found.holds(first)
    assert found.holds(last)
    assert not found.holds(last + timedelta(1))
    assert found.follows == last + timedelta(1)


@given(st.integers(1900, 2200))
def test_the_parts_of_a_year_make_the_year(year):
    for names in (["H1", "H2"], ["Q1", "Q2", "Q3", "Q4"], [f"{one:02d}" for one in range(1, 13)]):
        parts = [Period.parse(f"{year}-{one}") for one in names]
        assert parts[0].first == date(year, 1, 1)
        assert parts[-1].last == date(year, 12, 31)
        assert all(a.follows == b.first for a, b in itertools.pairwise(parts))
