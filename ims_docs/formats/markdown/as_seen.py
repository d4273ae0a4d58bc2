"""A line as a reader sees it: signs that are written in other letters, and signs that nobody sees."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_HIDDEN = "\u00ad\u200b-\u200f\u2060\ufeff"
_WIDE = "\uff01-\uff5e"
_ENTITY = r"&(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
_STYLE = (
    r"</?(?:a|b|big|code|del|em|font|i|ins|kbd|mark|s|small|span|strong|sub|sup|u)(?:\s[^<>]*)?>"
)
_SIGN = re.compile(
    rf"(?P<entity>{_ENTITY})|\\(?P<escaped>[!-/:-@\[-`{{-~])"
    rf"|(?P<none>[{_HIDDEN}]|{_STYLE}|\*+|~~)|(?P<wide>[{_WIDE}])",
    re.IGNORECASE,
)
_ODD = re.compile(f"[{_HIDDEN}{_WIDE}]")
_CUT = ("to*", "t*o", "o*d", "to~", "b*d", "tb*", "to\\", "</")
"""Where a style begins or ends inside a word that marks template text."""


class Seen(NamedTuple):
    """A line as it is seen, and for each of its signs the place where it is written, from 0."""

    text: str
    places: list[int]


def is_disguised(text: str) -> bool:
    """Whether something may read otherwise than it is written. Quick, and no for nearly every text."""
    if "&" in text or (not text.isascii() and _ODD.search(text)):
        return True
    lower = text.lower()
    return any(cut in lower for cut in _CUT)


def disguises(text: str, lower: str) -> Iterator[int]:
    """Where something may read otherwise than it is written; `lower` is the text in small letters."""
    yield from starts(lower, ("&", *_CUT))
    if not text.isascii():
        yield from (match.start() for match in _ODD.finditer(text))


def starts(text: str, words: Iterable[str]) -> Iterator[int]:
    """Every place where one of some words begins."""
    for word in words:
        at = text.find(word)
        while at >= 0:
            yield at
            at = text.find(word, at + 1)


def as_seen(line: str) -> Seen:
    """The line without what a reader does not see."""
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for match in _SIGN.finditer(line):
        pieces.append(line[at : match.start()])
        places.extend(range(at, match.start()))
        sign = _sign(match)
        pieces.append(sign)
        places.extend([match.start()] * len(sign))
        at = match.end()
    pieces.append(line[at:])
    places.extend(range(at, len(line) + 1))
    return Seen("".join(pieces), places)


def _sign(match: re.Match[str]) -> str:
    if match["entity"]:
        return re.sub(f"[{_HIDDEN}]", "", html.unescape(match[0]))
    if match["escaped"]:
        return match["escaped"]
    return chr(ord(match["wide"]) - 0xFEE0) if match["wide"] else ""
