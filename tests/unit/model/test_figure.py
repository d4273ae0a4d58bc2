"""A number, how it is shown, and whether a text says it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ims_docs.model.figure import is_said, number_of, read_number, rounded, shown
from ims_docs.model.working_days import working_days


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("83", "83.3"), ("83.3 per cent", "83.333"), ("At least 80 per cent", "80"), ("10 of 12", "83.3333"),
        ("1,200 euros", "1200"), ("−3 points", "-3"), ("9 to 15", "15"), ("All of them", "100"), ("0", "0"),
        ("5 of 8 in the first half", "62.5"), ("0.5", "0.45"), ("12 000", "12000"),
    ],
)  # fmt: skip
def test_a_text_says_a_number(text, number):
    assert is_said(text, Decimal(number))


@pytest.mark.parametrize(
    ("text", "number"),
    [("64", "84"), ("83", "83.6"), ("10 of 12", "80"), ("1,200", "1.2"), ("3", "-3"), ("0", "0.6")],
)
def test_a_text_says_another(text, number):
    assert not is_said(text, Decimal(number))


def test_a_number_is_shown_as_it_was_meant():
    assert [shown(Decimal(one)) for one in ("80", "62.5", "33.333333333", "0.10")] == [
        "80", "62.5", "33.333333", "0.1",
    ]  # fmt: skip
    assert shown(Decimal("62.5"), 0) == "63"
    assert shown(Decimal("-0.2"), 0) == "0"
    assert str(rounded(Decimal("0.125"), 2)) == "0.13"


@pytest.mark.parametrize("value", [True, None, "80", float("nan"), float("inf"), 10**40, [1], {}])
def test_anything_else_is_no_number(value):
    assert number_of(value) is None


def test_old_text_that_is_a_number_is_read():
    assert [read_number(one) for one in ("64", " 64 %", "83.3 per cent", "1,200")] == [
        Decimal(64), Decimal(64), Decimal("83.3"), Decimal(1200),
    ]  # fmt: skip
    assert [read_number(one) for one in ("5 of 8", "good", "", "64 or 65")] == [None] * 4


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 400))
def test_working_days_are_those_from_monday_to_friday(first, days):
    last = first + timedelta(days)
    counted = sum((first + timedelta(n + 1)).weekday() < 5 for n in range(days))
    assert working_days(first, last) == counted
    assert working_days(last, first) == 0
