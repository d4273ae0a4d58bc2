"""The units of quantities in the words of people: times, currencies, parts of a whole."""

from __future__ import annotations

from fractions import Fraction

TIMES = {
    "minute": ("hours", Fraction(1, 60)),
    "min": ("hours", Fraction(1, 60)),
    "hour": ("hours", Fraction(1)),
    "h": ("hours", Fraction(1)),
    "hr": ("hours", Fraction(1)),
    "day": ("days", Fraction(1)),
    "workday": ("working days", Fraction(1)),
    "week": ("days", Fraction(7)),
    "fortnight": ("days", Fraction(14)),
    "month": ("months", Fraction(1)),
    "quarter": ("months", Fraction(3)),
    "year": ("months", Fraction(12)),
}
ADVERBS = {
    "daily": ("days", Fraction(1)),
    "weekly": ("days", Fraction(7)),
    "fortnightly": ("days", Fraction(14)),
    "monthly": ("months", Fraction(1)),
    "quarterly": ("months", Fraction(3)),
    "yearly": ("months", Fraction(12)),
    "annual": ("months", Fraction(12)),
    "annually": ("months", Fraction(12)),
}
CURRENCIES = {
    "€": "eur",
    "euro": "eur",
    "£": "gbp",
    "pound": "gbp",
    "sterling": "gbp",
    "$": "usd",
    "us$": "usd",
    "dollar": "usd",
    "¥": "jpy",
    "yen": "jpy",
    "₹": "inr",
    "rupee": "inr",
    "franc": "chf",
    "riyal": "sar",
    "dirham": "aed",
    "krona": "sek",
    "krone": "nok",
    "zloty": "pln",
}
CODES = frozenset(
    [
        "eur",
        "usd",
        "gbp",
        "jpy",
        "chf",
        "sar",
        "aed",
        "inr",
        "sek",
        "nok",
        "dkk",
        "pln",
        "czk",
        "huf",
        "ron",
        "bgn",
        "try",
        "cny",
        "krw",
        "cad",
        "aud",
        "nzd",
        "sgd",
        "zar",
        "brl",
        "mxn",
        "qar",
        "kwd",
        "bhd",
        "omr",
        "egp",
    ]
)
PARTS = {
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twentieth": 20,
    "hundredth": 100,
    "half": 2,
    "halve": 2,
}


def singular(word: str) -> str:
    """A word without the ending of its plural."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 1 else word
