"""Names that a reader could take for another: letters of two scripts in one word, look-alikes."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W\d_]+")
_TOGETHER = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"})
"""Scripts that stand in one word where they are at home."""
_ALIKE = str.maketrans(
    "АВЕКМНОРСТУХІЈЅԁԚԜаеорсухіјѕԛԝһӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧαιονυρ",
    "ABEKMHOPCTYXIJSdQWaeopcyxijsqwhlABEZHIKMNOPTYXaiovup",
)
"""Cyrillic and Greek letters that look like Latin ones in most fonts, and the Latin ones."""


def mixed(name: str) -> str:
    """What is wrong with the letters of a name, in words; empty when nothing is."""
    for letter in name:
        if unicodedata.normalize("NFKC", letter) != letter:
            return f"holds U+{ord(letter):04X}, which only looks like another letter"
    for word in _WORD.findall(name):
        scripts = {_script(one) for one in word if unicodedata.category(one) != "Lm"}
        if len(scripts) > 1 and not scripts <= _TOGETHER:
            return f"mixes letters of {' and '.join(sorted(one.title() for one in scripts))}"
    return ""


def looks_like(name: str) -> str:
    """The same for two names that a reader cannot tell apart."""
    return " ".join(name.translate(_ALIKE).casefold().split())


def _script(letter: str) -> str:
    """The script of a letter, as the first word of its name tells."""
    return unicodedata.name(letter, "UNKNOWN").partition(" ")[0]
