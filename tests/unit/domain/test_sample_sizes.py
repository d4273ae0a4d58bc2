"""How large a sample is: exact counting, compared with every sample that there is."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest

from ims_docs.domain.auditing.draw import draw, ticket
from ims_docs.domain.auditing.sizes import bad_of, needed
from ims_docs.reporters.sample_sizes import sentence, table


@pytest.mark.parametrize(("tolerable", "confidence"), [(5, 90), (10, 95), (20, 90), (34, 99)])
@pytest.mark.parametrize("population", [1, 2, 5, 9])
def test_the_size_is_the_smallest_that_all_samples_bear_out(population, tolerable, confidence):
    bad = set(range(bad_of(population, tolerable)))

    def meets(size: int) -> Fraction:
        every = list(combinations(range(population), size))
        return Fraction(sum(bool(bad & set(one)) for one in every), len(every))

    due = [n for n in range(population + 1) if meets(n) >= Fraction(confidence, 100)]
    assert needed(population, tolerable, confidence) == due[0]


def test_known_sizes():
    rows = {50: (27, 18, 10), 100: (37, 20, 10), 1000: (44, 22, 11)}
    for population, sizes in rows.items():
        assert tuple(needed(population, rate, 90) for rate in (5, 10, 20)) == sizes


def test_the_sentence_says_what_a_draw_without_a_finding_is_worth():
    assert sentence(86, 10, 95).startswith("Look at 24 of 86. If 9 or more are bad (10 %)")
    assert sentence(10, 5, 95).startswith("Look at all 10")
    assert " 22 / 29" in table(10, 95)


def test_a_larger_draw_holds_the_smaller_and_a_newcomer_moves_nobody():
    ids = [f"IDE-{number:04}" for number in range(1, 30)]
    small, large = (draw("0e42-b77d-2c82-7cb9", "4 2 6", ids, size) for size in (5, 9))
    assert large[:5] == small
    later = draw("0e42-b77d-2c82-7cb9", "4 2 6", [*ids, "IDE-0030"], 6)
    assert [one for one in later if one != "IDE-0030"][:5] == list(small)
    assert ticket("a", "b", "c").startswith("a52dd81bfd5e4e66")  # printf 'a|b|c' | sha256sum
