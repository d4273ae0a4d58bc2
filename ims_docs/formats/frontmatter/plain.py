"""What an unquoted word means: YAML 1.2 core, and nothing that older readers see differently."""

from __future__ import annotations

import re
from datetime import date

from ims_docs.model.content import Value

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,15})\.[0-9]{0,14}[1-9]")
AMBIGUOUS = re.compile(
    r"y|yes|n|no|on|off|true|false|null|=|<<"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"  # sexagesimal: 12:30 would be 750
    r"|[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:e[-+]?[0-9]+)?"
    r"|[-+]?\.[0-9][0-9_]*(?:e[-+]?[0-9]+)?|[-+]?\.(?:inf|nan)"
    r"|[-+]?0(?:x[0-9a-f_]+|o[0-7_]+|b[01_]+)"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t].*)?",
    re.IGNORECASE,
)
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
_WORD_STARTS = frozenset("tfnyoTFNYO~=<")
_LONGEST_WORD = 5
_MANY_DIGITS = 40


class UnclearError(Exception):
    """A word that is not what it seems, or not the same to every reader."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def resolve(text: str) -> Value:
    """The value of an unquoted word. Raises UnclearError."""
    if not text:
        return None
    first = text[0]
    if first.isdigit() or first in "-+.":
        return _number(text)
    if first in _WORD_STARTS:
        if text in ("true", "false"):
            return text == "true"
        if text in ("null", "~"):
            return None
        if len(text) <= _LONGEST_WORD and AMBIGUOUS.fullmatch(text):
            raise _ambiguous(text)
    return text


def show(text: str) -> str:
    """A text in quotes, cut where it is long."""
    cut = text if len(text) <= 40 else text[:37] + "…"
    return "'" + cut + "'"


def _number(text: str) -> Value:
    if _INTEGER.fullmatch(text):
        return int(text)
    if DATE.fullmatch(text):
        try:
            date.fromisoformat(text)
        except ValueError:
            raise UnclearError(
                f"{text} is not a calendar date", "Write a day that exists, as YYYY-MM-DD."
            ) from None
        return text
    if DECIMAL.fullmatch(text):
        return float(text)
    if len(text) > _MANY_DIGITS and text[1:].isdigit():
        raise UnclearError(
            f"The number has {sum(map(str.isdigit, text))} digits; 18 is the limit",
            'If it is not a number to count with, put it in quotes ("…").',
        )
    if AMBIGUOUS.fullmatch(text):
        raise _ambiguous(text)
    return text


def _ambiguous(text: str) -> UnclearError:
    hint = f'Put it in quotes: "{text}".' if len(text) <= _MANY_DIGITS else "Put it in quotes."
    return UnclearError(f"{show(text)} means different things to different programs", hint)
