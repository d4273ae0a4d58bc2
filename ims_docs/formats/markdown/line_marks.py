"""Marks that say in which line a word stood, so that a parser without line numbers can be asked.

A mark is two letters of a script that no text of an organisation is written in, put behind a
letter or digit of the line. Markdown treats it as a part of the word, so nothing else changes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_FIRST, _COUNT = 0x17000, 6_000
_MARK = re.compile("[\U00017000-\U0001876f]{2}")
_FOREIGN = re.compile("[\U00017000-\U0001876f]")
_PLACE = re.compile(
    r"(?>[ >]*(?:(?:[-*+]|[0-9]+[.)])[ ]+)*(?:\[[ xX]\][ ])?"  # what may open a line
    r"(?:&#?\w+;|<[^<>]*>?|`{3,}.*|~{3,}.*|[^\w&<]|_|&(?!#?\w+;))*)"  # no place for a mark
    r"[^\W_]"
)


def marked(lines: Sequence[str]) -> str:
    """The text with a mark in every line that has a place for one."""
    return "\n".join(map(_with_mark, range(len(lines)), lines))


def _with_mark(number: int, line: str) -> str:
    line = _FOREIGN.sub("a", line)
    match = _PLACE.match(line)
    if match is None or line.strip() == "[TOC]":
        return line
    at = match.end()
    high, low = divmod(number, _COUNT)
    return f"{line[:at]}{chr(_FIRST + high)}{chr(_FIRST + low)}{line[at:]}"


def unmarked(text: str) -> str:
    """The text as it was."""
    return _MARK.sub("", text)


def numbers(text: str) -> list[int]:
    """The lines from 0 that have words in this text, in the order of the words."""
    return [
        (ord(one[0][0]) - _FIRST) * _COUNT + ord(one[0][1]) - _FIRST for one in _MARK.finditer(text)
    ]


def line_numbers(text: str) -> list[int]:
    """For each line of the text the number from 0 that it had, -1 where nothing says it."""
    lines = text.split("\n")
    found = [next(iter(numbers(line)), -1) for line in lines]
    known = next((at for at, number in enumerate(found) if number >= 0), None)
    if known is None:
        return found
    for at in range(known - 1, -1, -1):
        found[at] = max(found[at + 1] - 1, 0)
    for at in range(known + 1, len(found)):
        if found[at] < 0:
            found[at] = found[at - 1] + 1
    return found
