"""A criterion in words: at least 80 per cent, fewer than 2 of 100, 8 or more of 20."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from operator import ge, gt, le, lt
from typing import NamedTuple

_NUMBER = r"(-?[0-9]{1,9}(?:,[0-9]{3})*(?:\.[0-9]{1,6})?)"
_OUT_OF = rf"(?:\s*(?:out of|of|in)\s+{_NUMBER})?"
_BEFORE = re.compile(
    r"\b(at least|at most|no (?:more|fewer|less) than|not (?:more|fewer|less) than|more than"
    rf"|less than|fewer than|above|below|under|over)\s+{_NUMBER}{_OUT_OF}",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"{_NUMBER}\s+or\s+(more|less|fewer|better){_OUT_OF}", re.IGNORECASE)
_FIGURE = re.compile(rf"\s*{_NUMBER}(?![0-9]){_OUT_OF}(?!\s*(?:to|or|-|\u2013|\.|,)\s*[0-9])")

_WORDS: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "at least": ge,
    "or more": ge,
    "at most": le,
    "or less": le,
    "or fewer": le,
    "more than": gt,
    "above": gt,
    "over": gt,
    "less than": lt,
    "fewer than": lt,
    "below": lt,
    "under": lt,
}
_NEGATED = {"more than": le, "less than": ge, "fewer than": ge}


class Criterion(NamedTuple):
    """What is enough: a figure, and on which side of it."""

    text: str
    limit: Fraction
    whole: Fraction | None
    """Out of how many, where the text says so."""
    side: Callable[[Fraction, Fraction], bool]

    @classmethod
    def parse(cls, text: str) -> Criterion | None:
        """The one criterion in a text; None where there is none, or more than one could be meant."""
        found = [
            *((one[1].lower(), one[2], one[3], one[0]) for one in _BEFORE.finditer(text)),
            *((f"or {one[2].lower()}", one[1], one[3], one[0]) for one in _AFTER.finditer(text)),
        ]
        if len(found) != 1:
            return None
        words, limit, whole, said = found[0]
        side = _side(words)
        return cls(said, _number(limit), _number(whole) if whole else None, side) if side else None

    def admits(self, value: Fraction) -> bool:
        """Whether a figure is enough."""
        return self.side(value, self.limit)


def figure(text: str, criterion: Criterion | None) -> Fraction | None:
    """The figure that a text begins with, as the criterion counts; None where they do not compare.

    Out of another number, 1 of 31 is about 3 of 100. Out of nothing, only a figure that stands
    alone compares with a criterion that says nothing of a whole either.
    """
    found = _FIGURE.match(text)
    if criterion is None or found is None:
        return None
    value, whole = _number(found[1]), _number(found[2]) if found[2] else None
    if whole is None or criterion.whole is None:
        return value if whole is None and criterion.whole is None else None
    return value * criterion.whole / whole if whole else None


def _side(words: str) -> Callable[[Fraction, Fraction], bool] | None:
    first, _, rest = words.partition(" ")
    return _NEGATED.get(rest) if first in ("no", "not") else _WORDS.get(words)


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", ""))
