"""A noun with the article that English puts before it."""

from __future__ import annotations

import re

_VOWEL_SOUND = re.compile(r"(?!eu|one\b|once\b|u[bknst]i|us[ae])[aeiou]|h(?:eir|onest|onour|our)\b")


def with_article(noun: str) -> str:
    """An idea, a lesson, an hour, a user test: the sound decides, not the letter."""
    return f"{'an' if _VOWEL_SOUND.match(noun.lower()) else 'a'} {noun}"


def starting_with_article(noun: str) -> str:
    """The same at the start of a sentence."""
    text = with_article(noun)
    return text[0].upper() + text[1:]
