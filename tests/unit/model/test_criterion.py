"""A criterion in words is read only where it can be meant in one way."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ims_docs.model.criterion import Criterion, figure


@pytest.mark.parametrize(
    ("text", "enough", "not_enough"),
    [
        ("At least 80 per cent", "80", "79.9"),
        ("no fewer than 1,000 users", "1000", "999"),
        ("not less than 5", "5", "4"),
        ("No more than 8 days", "8", "8.5"),
        ("at most 10 percentage points", "-3", "14"),
        ("fewer than 2 of 100", "1 of 100", "1 of 31"),
        ("below 60", "55", "60"),
        ("more than 3", "4", "3"),
        ("Supported at 8 or more of 20, refuted below", "8 of 20", "3 of 20 signed"),
        ("8 or more in 20", "5 of 10", "3 out of 10"),
    ],
)
def test_a_figure_is_on_one_side_of_a_criterion(text, enough, not_enough):
    criterion = Criterion.parse(text)
    assert criterion is not None
    assert criterion.admits(figure(enough, criterion))
    assert not criterion.admits(figure(not_enough, criterion))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "none",
        "80 per cent",
        "At least 3 and at most 8",
        "Fast enough",
        "10 to 15",
        "8 or better",
    ],
)
def test_other_words_are_left_to_the_reader(text):
    assert Criterion.parse(text) is None


@pytest.mark.parametrize("text", ["38 to 55 minutes", "three of twenty", "", "1 of 0", "10-15"])
def test_what_does_not_begin_with_one_figure_is_not_compared(text):
    assert figure(text, Criterion.parse("fewer than 2 of 100")) is None
    assert figure(text, Criterion.parse("at least 5")) is None


def test_a_count_out_of_a_whole_compares_only_with_another():
    assert figure("3 of 20", Criterion.parse("at least 5")) is None
    assert figure("3", Criterion.parse("at least 5 of 20")) is None
    assert figure("3 of 31", Criterion.parse("at least 5 of 20")) == Fraction(60, 31)
