"""A figure: a number as it is shown, and whether a text beside it says the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from ims_docs.model.content import Value

_NUMBER = r"[-\u2212]?[0-9]{1,3}(?:[, \u00a0\u202f'’][0-9]{3})+(?:\.[0-9]{1,6})?(?![0-9])|[-\u2212]?[0-9]{1,15}(?:\.[0-9]{1,6})?"
_SAID = re.compile(rf"(?<![0-9.,])({_NUMBER})(?:\s*(?:out of|of|in)\s+({_NUMBER}))?")
_GROUPS = re.compile("[, \u00a0\u202f'’]")
_ONLY = re.compile(rf"({_NUMBER})\s*(?:%|per ?cent)?", re.IGNORECASE)
_MOST = Decimal(10) ** 15
"""Beyond this a program could not hold the number exactly."""
MOST_DECIMALS = 6


def number_of(value: Value) -> Decimal | None:
    """A number as a file holds it; None for anything that is none, and for one without end."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    found = Decimal(str(value))
    return found if found.is_finite() and abs(found) <= _MOST else None


def read_number(text: str) -> Decimal | None:
    """A text that is a number and nothing else, but perhaps a sign for per cent."""
    found = _ONLY.fullmatch(text.strip())
    return _exact(found[1]) if found else None


def rounded(number: Decimal, decimals: int) -> Decimal:
    """To so many decimals, a half away from zero; without a minus before zero."""
    found = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(found) if found == 0 else found


def shown(number: Decimal, decimals: int | None = None) -> str:
    """A number as people read it: with so many decimals, or with those that it has."""
    if decimals is not None:
        return f"{rounded(number, decimals):f}"
    found = f"{rounded(number, MOST_DECIMALS):f}"
    return found.rstrip("0").rstrip(".") if "." in found else found


def is_said(text: str, number: Decimal) -> bool:
    """Whether a text says a number, rounded as the text shows it; a text without numbers says nothing else.

    "10 of 12" says 10, 12, and 83.3 per cent.
    """
    candidates = list(_candidates(text))
    return not candidates or any(rounded(number, places) == said for said, places in candidates)


def _candidates(text: str) -> Iterator[tuple[Decimal, int]]:
    for found in _SAID.finditer(text):
        several = [one for one in (_exact(found[1]), _exact(found[2] or "")) if one is not None]
        for one in several:
            yield one, _places(one)
        if len(several) == 2 and several[1]:
            share = several[0] / several[1]
            for places in range(4):
                yield rounded(share * 100, places), places
                yield rounded(share, places + 1), places + 1


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return min(max(-exponent, 0), MOST_DECIMALS) if isinstance(exponent, int) else 0


def _exact(text: str) -> Decimal | None:
    try:
        return Decimal(_GROUPS.sub("", text).replace("\u2212", "-")) if text else None
    except InvalidOperation:
        return None
