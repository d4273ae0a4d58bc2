"""Quantities in every spelling that people use."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ims_docs.model.quantity import quantities

EQUAL = {
    "3,000 euros": [
        "3000 euros", "3 000 euros", "3\u00a0000 euros", "3\u202f000 €", "3.000 Euro", "€3,000", "€ 3000",
        "EUR 3,000", "3,000 EUR", "3,000 €", "three thousand euros", "3k euros", "€3k", "3,000.00 euros",
        "3'000 euros", "3 thousand euros", "EUR 3.000,00",
    ],
    "1.5 million euros": ["1,500,000 euros", "EUR 1.5m", "1.5 mn euros", "one and a half million euros"],
    "250 pounds": ["£250", "GBP 250", "two hundred and fifty pounds"],
    "5 working days": ["five working days", "5 business days", "5-working-day", "five workdays"],
    "12 months": ["twelve months", "a year", "one year", "every 12 months", "once a year", "yearly",
                  "annually", "every year", "each year", "per year"],
    "36 months": ["three years", "3 years"],
    "3 months": ["quarterly", "every quarter", "each quarter", "a quarter", "four times a year"],
    "6 months": ["half-yearly", "half a year", "twice a year", "every six months"],
    "24 months": ["every two years", "every second year", "every other year"],
    "14 days": ["two weeks", "2 weeks", "a fortnight", "fourteen days", "fourteen calendar days"],
    "90 per cent": ["90 %", "90%", "90 percent", "ninety per cent", "nine out of ten", "nine of ten",
                    "9 in 10", "9 out of every 10", "nine tenths", "90,0 %"],
    "50 per cent": ["half of", "one half of", "50 %", "five of ten"],
    "80 per cent": ["four fifths", "4 of 5", "80 in 100"],
    "0.5 days per week": ["half a day per week", "half a day a week", "½ day each week", "0,5 days every week"],
    "4 hours per month": ["four hours a month", "4 h per month", "4 hours each month"],
    "25 days": ["twenty-five days", "25-day", "25 days'"],
    "120 days": ["one hundred and twenty days", "a hundred and twenty days"],
}  # fmt: skip
UNEQUAL = [
    ("3,000 euros", "3,000 dollars"),
    ("3,000 euros", "5,000 euros"),
    ("3,000 euros", "3.000,50 euros"),
    ("10 working days", "10 days"),
    ("10 working days", "two weeks"),
    ("3 months", "12 weeks"),
    ("90 per cent", "nine of twelve"),
    ("2 days per week", "2 days per month"),
    ("12 months", "13 months"),
]


def only(text: str, unit: str = ""):
    found = [one for one in quantities(text, unit) if one.family != "count" or one.unit]
    assert len(found) == 1, (text, found)
    return found[0]


@pytest.mark.parametrize(
    ("said", "spelled"), [(one, each) for one, all_ in EQUAL.items() for each in all_]
)
def test_spellings_of_one_quantity_are_equal(said, spelled):
    assert only(f"It takes no more than {spelled} this time").equals(only(said))


@pytest.mark.parametrize(("one", "other"), UNEQUAL)
def test_other_quantities_are_not_equal(one, other):
    assert not only(one).equals(only(other))


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("evidence of strength 4", "strength", 4),
        ("no more than 12 ideas", "ideas", 12),
        ("one idea", "ideas", 1),
        ("twelve open initiatives", "open initiatives", 12),
        ("level 3", "level", 3),
    ],
)
def test_a_unit_of_ones_own_stands_behind_its_number_or_before(text, unit, amount):
    assert only(text, unit).amount == amount


def test_a_number_of_something_else_is_no_quantity_of_the_unit():
    assert [one.family for one in quantities("in 2026 3,000 euros were spent")] == [
        "count",
        "money",
    ]
    assert quantities("a board, an idea and the initiative") == []
    assert quantities("") == []


@given(
    st.integers(0, 10**9),
    st.sampled_from([",", ".", " ", "\u00a0", "'", ""]),
    st.sampled_from(["{} euros", "€{}", "EUR {}", "{} €", "{} EUR"]),
)
def test_grouped_digits_read_back_as_their_number(number, sign, form):
    written = f"{number:,}".replace(",", sign)
    assert only(form.format(written)).amount == number


def test_a_number_without_end_is_no_fault():
    assert quantities("9" * 10_000 + "," + "9" * 10_000 + " euros")


@given(st.text(max_size=60), st.text(max_size=12))
def test_no_text_stops_the_reading(text, unit):
    for one in quantities(text, unit):
        assert isinstance(one.amount, Fraction)
        assert text[one.start : one.end] == one.text
