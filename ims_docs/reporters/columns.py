"""Text in columns of a terminal, where a character may fill none, one or two of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_WORD = re.compile("( *)([^ ]+)")

KEPT = "\xa0"
"""A space at which `wrapped` breaks no line; it is printed as a plain one."""


def width_of(text: str) -> int:
    """How many columns a text fills."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def cut(text: str, room: int) -> str:
    """The text where it fits; otherwise its beginning and an ellipsis."""
    return text if width_of(text) <= room else f"{_beginning(text, room - 1).rstrip()}…"


def padded(text: str, room: int) -> str:
    """The text and spaces after it, up to so many columns."""
    return text + " " * (room - width_of(text))


def wrapped(text: str, width: int, first: str = "", later: str = "") -> list[str]:
    """The text in lines that fit. What cannot be broken at a space, such as an address, stays whole."""
    lines, line = [], first
    is_empty = True
    for gap, word in _words(text, width - len(later)):
        if is_empty:
            line += word
        elif width_of(line) + len(gap) + width_of(word) <= width:
            line += gap + word
        else:
            lines.append(line)
            line = later + word
        is_empty = False
    return [one.replace(KEPT, " ").rstrip() for one in (*lines, line)]


def _words(text: str, room: int) -> Iterator[tuple[str, str]]:
    """Each word with the spaces before it; parts of a long word have none."""
    for gap, word in _WORD.findall(text):
        for number, part in enumerate(_parts(word, room)):
            yield "" if number else gap, part


def _parts(word: str, room: int) -> Iterator[str]:
    """A word, in parts where it is long and of a script that is written without spaces."""
    while not word.isascii() and width_of(word) > room > 1:
        part = _beginning(word, room)
        yield part
        word = word[len(part) :]
    yield word


def _beginning(text: str, room: int) -> str:
    filled = 0
    for at, character in enumerate(text):
        filled += _cells(character)
        if filled > room:
            return text[:at]
    return text


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
