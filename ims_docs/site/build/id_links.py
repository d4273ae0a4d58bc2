"""Identifiers in the words of a page: each leads to what it names, or to the place that says that it is gone."""

from __future__ import annotations

import re
from collections.abc import Callable

_ID = re.compile(r"(?<![\w/#.-])[A-Z]{2,5}-[0-9]{4}(?![\w-])")
_PIECES = re.compile(
    r"(<(?:pre|code)\b.*?</(?:pre|code)>|<figure\b.*?</figure>|<svg\b.*?</svg>|<[^>]*>)", re.DOTALL
)
"""Tags, and what is shown as it is."""
_NAME = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_APART = frozenset(("a", "h1", "h2", "h3", "h4", "h5", "h6", "summary"))
"""Elements in which no link may begin: links, headings, and what opens a box."""


def with_links(fragment: str, find: Callable[[str], str]) -> str:
    """The HTML of a page, in which every identifier that stands in its words leads on.

    `find` gives the address of an identifier, as it is written on this page; empty where there is none.
    """
    if not _ID.search(fragment):
        return fragment

    def link(found: re.Match[str]) -> str:
        address = find(found[0])
        return f'<a href="{address}">{found[0]}</a>' if address else found[0]

    pieces, depth = _PIECES.split(fragment), 0
    for number, piece in enumerate(pieces):
        if number % 2 == 0:
            pieces[number] = piece if depth else _ID.sub(link, piece)
        elif (tag := _NAME.match(piece)) and tag[2].lower() in _APART:
            depth = max(depth + (-1 if tag[1] else 1), 0)
    return "".join(pieces)
