"""Headings: what a reader sees of them, and the anchors that the site gives them."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence

from ims_docs.formats.markdown.line_marks import unmarked

MAX_TITLE = 300

_SPECIAL = re.compile(r"[*_`\\\[<&!]")
_INLINE = re.compile(
    r"(?P<code>`+)(?P<coded>(?:(?!(?P=code)).)+)(?P=code)"
    r"|\\(?P<escaped>[\\`*_{}\[\]()>#+.!-])"
    r"|(?P<image>!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\]))"
    r"|\[(?P<label>[^\]]*)\](?:\([^)]*\)|\[[^\]]*\])"
    r"|<(?P<address>https?://[^\s<>]*|[^\s<>@!]+@[^\s<>@]+)>"
    r"|(?<!\w)(?P<mark>_{1,3})(?!_)(?P<marked>.+?)(?<!_)(?P=mark)(?!\w)"
    r"|(?P<star>\*+)"
)
_UNDERLINE = re.compile(r"(?:=+|-+) *")
_NO_TITLE = ("#", "    ", "```", "~~~")
_LOOKS = frozenset(map(chr, range(0xFE00, 0xFE10)))
"""Signs that only choose how the sign before them looks."""
_SIGNS = 12
_NUMBERED = re.compile(r"(.*)_([0-9]{1,15})")


def words(source: str) -> str:
    """The text of a heading without its markup."""
    if not _SPECIAL.search(source):
        return " ".join(source.split())
    return html.unescape(_plain(source)).strip() if len(source) <= MAX_TITLE else source


def _plain(source: str) -> str:
    return _INLINE.sub(_seen, source)


def _seen(match: re.Match[str]) -> str:
    if match["coded"]:
        return html.escape(match["coded"].strip(), quote=False)
    if match["label"] or match["marked"]:
        return _plain(match["label"] or match["marked"])
    return match["escaped"] or match["address"] or ""


def underlined(lines: Sequence[str], at: int) -> int:
    """The level of a heading that the next line underlines with === or ---, otherwise 0."""
    line = lines[at]
    below = lines[at + 1] if at + 1 < len(lines) else ""
    if not _UNDERLINE.fullmatch(below) or not line.strip() or line.startswith(_NO_TITLE):
        return 0
    starts_block = at == 0 or not lines[at - 1].strip() or lines[at - 1].startswith("#")
    return (1 if below.startswith("=") else 2) if starts_block else 0


class Anchors:
    """The anchors of one page, as Python-Markdown's table of contents gives them."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._last: dict[tuple[str, int], int] = {}

    def take(self, title: str) -> str:
        """The next free anchor for a heading with this text."""
        anchor = slug(title)
        if not anchor or anchor in self._taken:
            numbered = _NUMBERED.fullmatch(anchor)
            stem, first = (numbered[1], int(numbered[2]) + 1) if numbered else (anchor, 1)
            number = self._last.get((stem, first), first)
            while f"{stem}_{number}" in self._taken:
                number += 1
            self._last[stem, first] = number
            anchor = f"{stem}_{number}"
        self._taken.add(anchor)
        return anchor


def slug(title: str) -> str:
    """The part after # in a link to a heading with this text: its words in their own script.

    A heading of signs alone is named by their numbers, so that its place in the order is not.
    """
    title = unmarked(title)
    if title.isascii():
        value = re.sub(r"[^\w\s-]", "", title)
    else:
        value = "".join(one for one in title if _is_of_a_word(one))
    value = re.sub(r"[-\s]+", "-", value.strip().lower())
    if value.strip("-_"):
        return value
    return "-".join(f"{ord(one):x}" for one in "".join(title.split())[:_SIGNS])


def _is_of_a_word(one: str) -> bool:
    """Letters, digits and the signs that belong to a letter, as vowels of many scripts do."""
    if one.isalnum() or one in "_-" or one.isspace():
        return True
    return unicodedata.category(one)[0] == "M" and one not in _LOOKS
