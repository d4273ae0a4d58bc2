"""A number as people write it: 3,000, 3 000, 3.000, 1.5 million, ½, twenty-five, a hundred."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: Fraction(at) for at, word in enumerate(_SMALL.split())}
_WORDS |= {word: Fraction(10 * at) for at, word in enumerate(_TENS.split(), 2)}
_WORDS |= {"dozen": Fraction(12), "half": Fraction(1, 2)}
_SIGNS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
_SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "k": 1000,
    "million": 10**6,
    "m": 10**6,
    "mn": 10**6,
    "billion": 10**9,
    "bn": 10**9,
}
_ARTICLES = ("a", "an")
_DIGITS = (
    r"\d{1,3}(?:(?P<group>[ \u00a0\u202f\u2009.,'’])\d{3})(?:(?P=group)\d{3})*(?!\d)(?:[.,]\d{1,2})?(?!\d)"
    r"|\d+(?:[.,]\d+)?"
)
_TOKEN = re.compile(rf"{_DIGITS}|[½¼¾€$£¥₹%‰/]|[^\W\d_]+")
MAX_DIGITS = 40
"""So much of a number is read; nobody means a longer one."""
_GROUP = re.compile(r"[ \u00a0\u202f\u2009'’]")


class Token(NamedTuple):
    """A word in lower case, a sign, or the digits of a number, and where it stands."""

    text: str
    start: int
    end: int


class Number(NamedTuple):
    """A number and the token behind it."""

    value: Fraction
    end: int
    is_article: bool = False
    """Whether it is only the article of what follows: a month."""


def tokens(text: str) -> list[Token]:
    """The words, signs and digits of a text; a hyphen parts words."""
    return [Token(one[0].lower(), one.start(), one.end()) for one in _TOKEN.finditer(text)]


def number_at(found: Sequence[Token], at: int) -> Number | None:
    """The number that begins at a token, with its hundreds, thousands and halves."""
    first = _one(found[at].text)
    if first is None:
        return _of_article(found, at)
    total, last, at = Fraction(0), first, at + 1
    while at < len(found):
        word = found[at].text
        if word in _SCALES and (
            len(word) > 2 or found[at].start == found[at - 1].end or len(word) == 2
        ):
            last *= _SCALES[word]
            if word != "hundred":
                total, last = total + last, Fraction(0)
            at += 1
            continue
        more = _more(found, at, last)
        if more is None:
            break
        value, at = more
        last += value
    return Number(total + last, at)


def _of_article(found: Sequence[Token], at: int) -> Number | None:
    """A hundred is 100, half a day is half of one, and a month is one."""
    if found[at].text not in _ARTICLES:
        return None
    if at + 1 < len(found) and found[at + 1].text in (*_SCALES, "dozen", "half"):
        if found[at + 1].text == "half":
            return Number(_WORDS["half"], at + 2)
        scaled = number_at([Token("one", 0, 0), *found[at + 1 :]], 0)
        return Number(scaled.value, at + scaled.end) if scaled else None
    return Number(Fraction(1), at + 1, is_article=True)


def _more(found: Sequence[Token], at: int, last: Fraction) -> tuple[Fraction, int] | None:
    """What goes on counting: twenty-five, three hundred and ten, one and a half, 1½."""
    word = found[at].text
    if word in _SIGNS and found[at].start - found[at - 1].end <= 1:
        return _SIGNS[word], at + 1
    if word == "and" and at + 1 < len(found):
        if (
            found[at + 1].text in _ARTICLES
            and found[at + 2 : at + 3]
            and found[at + 2].text == "half"
        ):
            return _WORDS["half"], at + 3
        if last >= 100 and found[at + 1].text in _WORDS and not found[at - 1].text[0].isdecimal():
            return _WORDS[found[at + 1].text], at + 2
        return None
    value = _WORDS.get(word)
    if value is None or found[at - 1].text[0].isdecimal():
        return None
    fits = last >= 100 or (20 <= last < 100 and last % 10 == 0 and value < 10) or last == 0
    return (value, at + 1) if fits and value.denominator == 1 else None


def _one(word: str) -> Fraction | None:
    if word[0].isdecimal():
        return _digits(word)
    return _WORDS.get(word, _SIGNS.get(word))


def _digits(text: str) -> Fraction:
    """Groups of three are thousands, anything else behind a point or comma is a fraction."""
    plain = _GROUP.sub("", text[:MAX_DIGITS])
    parts = re.split(r"[.,]", plain)
    groups = parts[1:]
    if groups and len(groups[-1]) != 3:
        whole, fraction = "".join(parts[:-1]), groups[-1]
    elif parts[0] == "0" and len(parts) == 2:
        whole, fraction = "0", groups[0]
    else:
        whole, fraction = "".join(parts), ""
    return Fraction(int(whole)) + (Fraction(int(fraction), 10 ** len(fraction)) if fraction else 0)
