"""A quantity in a text: an amount of money, a time, a share or a count, however it is spelled."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from ims_docs.model.number import Number, number_at, tokens
from ims_docs.model.unit import ADVERBS, CODES, CURRENCIES, PARTS, TIMES, singular

_ONCE = {"once": 1, "twice": 2}
_PER = ("a", "an", "per", "each", "every", "/")
_EACH = ("every", "each", "per")
_BETWEEN = frozenset(
    ["full", "whole", "more", "further", "consecutive", "other", "extra", "calendar", "clear"]
)
_OTHER = ("second", "other")


class Quantity(NamedTuple):
    """A quantity, and where it stands in its text."""

    family: str
    """What may be compared with it: money, time, share, or a count of one thing."""
    unit: str
    amount: Fraction
    start: int
    end: int
    text: str

    def equals(self, other: Quantity) -> bool:
        """Whether both say the same: 12 months are a year, 10 working days are not 2 weeks."""
        return (self.family, self.unit, self.amount) == (other.family, other.unit, other.amount)


def quantities(text: str, unit: str = "") -> list[Quantity]:
    """Every quantity in a text, in order. A number of something else has the family "count".

    `unit` is a unit of the organisation's own, such as ideas or strength, that stands behind
    its number or before it.
    """
    return list(_read(text, unit))


@lru_cache(maxsize=4096)
def _read(text: str, unit: str) -> tuple[Quantity, ...]:
    """What a register says is compared with every citation of it."""
    return tuple(_Reading(text, unit).all())


class _Found(NamedTuple):
    family: str
    unit: str
    factor: Fraction
    end: int


class _Reading:
    """One pass over the tokens of a text."""

    def __init__(self, text: str, unit: str) -> None:
        self.text = text
        self.tokens = tokens(text)
        self.own = [singular(one.text) for one in tokens(unit)]

    def all(self) -> Iterator[Quantity]:
        at = 0
        while at < len(self.tokens):
            found = self._frequency(at) or self._share_of_words(at) or self._number(at)
            if found is None:
                at += 1
                continue
            quantity, at = found
            if quantity is not None:
                yield quantity

    def _number(self, at: int) -> tuple[Quantity | None, int] | None:
        number = number_at(self.tokens, at)
        if number is None:
            return None
        unit = self._unit(number)
        if unit is None or (number.is_article and unit.family == "count"):
            return None if number.is_article else self._bare(number, at)
        start = at
        value = number.value * unit.factor
        if unit.family == "money" and self._is_currency(at - 1) == unit.unit:
            start = at - 1
        return self._made(unit.family, unit.unit, value, start, unit.end), unit.end

    def _bare(self, number: Number, at: int) -> tuple[Quantity, int]:
        """A number of something that is no unit here, or with its own unit or currency before it."""
        before = self._is_currency(at - 1)
        if before:
            return self._made("money", before, number.value, at - 1, number.end), number.end
        size = len(self.own)
        words = [singular(one.text) for one in self.tokens[max(0, at - size) : at]]
        if size and words == self.own:
            unit = " ".join(self.own)
            return self._made("count", unit, number.value, at - size, number.end), number.end
        return self._made("count", "", number.value, at, number.end), number.end

    def _unit(self, number: Number) -> _Found | None:
        """What follows a number, as far as it is a unit."""
        at = number.end
        word = self._word(at)
        if (
            word == "%"
            or word in ("percent", "pct")
            or (word, self._word(at + 1)) == ("per", "cent")
        ):
            return _Found("share", "", Fraction(1, 100), at + (2 if word == "per" else 1))
        return (
            self._of_many(number)
            or self._money(at)
            or self._own_unit(at)
            or (None if word in PARTS and number.is_article else self._part(number))
            or self._time(at)
        )

    def _of_many(self, number: Number) -> _Found | None:
        """Nine out of ten, 9 of 10, one in three."""
        at = number.end
        if (self._word(at), self._word(at + 1)) == ("out", "of"):
            at += 1
        elif self._word(at) not in ("of", "in"):
            return None
        at += 2 if self._word(at + 1) in ("every", "each") else 1
        whole = number_at(self.tokens, at) if at < len(self.tokens) else None
        if whole is None or whole.is_article or not number.value <= whole.value or not whole.value:
            return None
        if self._time(whole.end) or self._money(whole.end) or whole.value >= 1900:
            return None
        return _Found("share", "", 1 / whole.value, whole.end)

    def _part(self, number: Number) -> _Found | None:
        """Four fifths, three quarters of."""
        word = singular(self._word(number.end))
        if word not in PARTS or word == "half":
            return None
        is_share = word != "quarter" or self._word(number.end + 1) in ("of", "")
        return _Found("share", "", Fraction(1, PARTS[word]), number.end + 1) if is_share else None

    def _money(self, at: int) -> _Found | None:
        unit = self._is_currency(at)
        return _Found("money", unit, Fraction(1), at + 1) if unit else None

    def _own_unit(self, at: int) -> _Found | None:
        size = len(self.own)
        words = [singular(one.text) for one in self.tokens[at : at + size]]
        is_own = size and words == self.own and not self._time(at) and not self._money(at)
        return _Found("count", " ".join(self.own), Fraction(1), at + size) if is_own else None

    def _time(self, at: int) -> _Found | None:
        """A time, and the time in which it comes again: two days per week."""
        found = self._plain_time(at)
        if found is None:
            return None
        if self._word(found.end) in _PER:
            each = self._plain_time(found.end + 1)
            if each is not None:
                factor = found.factor / each.factor
                return _Found("time", f"{found.unit} per {each.unit}", factor, each.end)
        return found

    def _plain_time(self, at: int) -> _Found | None:
        first = at
        while at < first + 3 and self._word(at) in (*_BETWEEN, "a", "an"):
            at += 1
        is_working = self._word(at) in ("working", "business", "work")
        word = singular(self._word(at + is_working))
        if word not in TIMES:
            return None
        unit, factor = TIMES[word]
        if is_working and unit == "days" and factor == 1:
            unit = "working days"
        return _Found("time", unit, factor, at + is_working + 1)

    def _frequency(self, at: int) -> tuple[Quantity | None, int] | None:
        """Yearly, every quarter, twice a year, four times a year, every second year."""
        word = self._word(at)
        if word == "half" and self._word(at + 1) in ADVERBS:
            unit, factor = ADVERBS[self._word(at + 1)]
            return self._made("time", unit, factor / 2, at, at + 2), at + 2
        if word in ADVERBS:
            unit, factor = ADVERBS[word]
            return self._made("time", unit, factor, at, at + 1), at + 1
        if word in _EACH:
            return self._every(at, at + 1, Fraction(1))
        if word in _ONCE and self._word(at + 1) in (*_PER, "in"):
            return self._every(at, at + 2, Fraction(_ONCE[word]))
        number = number_at(self.tokens, at)
        is_times = number and self._word(number.end) in ("time", "times")
        if number and is_times and number.value and self._word(number.end + 1) in (*_PER, "in"):
            return self._every(at, number.end + 2, number.value)
        return None

    def _every(self, start: int, at: int, times: Fraction) -> tuple[Quantity | None, int] | None:
        count = Fraction(1)
        if self._word(at) in _OTHER:
            count, at = Fraction(2), at + 1
        elif at < len(self.tokens) and (number := number_at(self.tokens, at)):
            count, at = number.value, number.end
        time = self._plain_time(at)
        if time is None:
            return None
        return self._made("time", time.unit, count * time.factor / times, start, time.end), time.end

    def _share_of_words(self, at: int) -> tuple[Quantity | None, int] | None:
        """Half of, a third of, a quarter of."""
        size = 2 if self._word(at) in ("a", "an", "one") else 1
        word = self._word(at + size - 1)
        if word not in PARTS or word == "halve" or (word != "half" and size == 1):
            return None
        follows = self._word(at + size)
        is_share = follows in ("of", "the") or (not follows and word != "quarter")
        if not is_share and (word in ("half", "quarter") or self._plain_time(at + size)):
            return None
        share = Fraction(1, PARTS[word])
        return self._made("share", "", share, at, at + size), at + size

    def _is_currency(self, at: int) -> str:
        """The code of a currency that a token names, empty where it names none."""
        if not 0 <= at < len(self.tokens):
            return ""
        word = self.tokens[at].text
        if word in CODES and (word != "try" or self.text[self.tokens[at].start].isupper()):
            return word
        return CURRENCIES.get(word, CURRENCIES.get(singular(word), ""))

    def _word(self, at: int) -> str:
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def _made(self, family: str, unit: str, amount: Fraction, first: int, end: int) -> Quantity:
        start, stop = self.tokens[first].start, self.tokens[end - 1].end
        return Quantity(family, unit, amount, start, stop, self.text[start:stop])
