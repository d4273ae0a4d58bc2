"""How many records to look at, by exact counting of the samples without a bad one (hypergeometric)."""

from __future__ import annotations

from math import comb

POPULATIONS = (10, 20, 50, 100, 300, 1_000)
RATES = (5, 10, 20)
LEVELS = (90, 95)
_WHOLE = 100


def bad_of(population: int, tolerable: int) -> int:
    """So many records are bad when that many of a hundred are, rounded up."""
    return -(-population * tolerable // _WHOLE)


def needed(population: int, tolerable: int, confidence: int) -> int:
    """The smallest sample that holds a bad record in so many of a hundred draws.

    Counted in whole numbers: of all samples of a size, those without a bad record.
    """
    good = population - bad_of(population, tolerable)
    low, high = 0, good + 1  # one more than all good ones always holds a bad one
    while low < high:
        size = (low + high) // 2
        if comb(good, size) * _WHOLE <= comb(population, size) * (_WHOLE - confidence):
            high = size
        else:
            low = size + 1
    return low


def may_say(population: int, size: int, confidence: int) -> int:
    """If none of a sample is bad: with this confidence at most so many of all are bad."""
    low, high = 0, population - size
    while low < high:
        bad = (low + high + 1) // 2
        good = population - bad
        if comb(good, size) * _WHOLE <= comb(population, size) * (_WHOLE - confidence):
            high = bad - 1
        else:
            low = bad
    return low
