"""Links of former texts: led to where their targets are now, or told and shown as words."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote, unquote

from ims_docs.formats.markdown import structure

FILE, PICTURE = "import-file:", "import-picture:"
"""What stands before a target until it is known where that is."""
_LINK = re.compile(
    r"(!?)\[((?:[^\[\]\\\n]|\\.|\[[^\[\]\n]*\])*)\]\((import-(?:file|picture):)([^)\s]*)\)"
)
_PLAIN = re.compile(r"(!?)\[((?:[^\[\]\\\n]|\\.|\[[^\[\]\n]*\])*)\]\(([^)\s]*)\)")


class Mended(NamedTuple):
    """A text whose links lead somewhere."""

    text: str
    open: tuple[str, ...]
    """Files that links lead to, and that are not here yet."""


def marked(kind: str, target: str, fragment: str = "") -> str:
    """A target that is known later."""
    return f"{kind}{quote(target)}" + (f"#{quote(unquote(fragment))}" if fragment else "")


def mended(text: str, path: str, places: Mapping[str, str], pictures: Mapping[str, str]) -> Mended:
    """The same with links to files that have a place here; the others are words alone."""
    waiting: list[str] = []

    def led(found: re.Match[str]) -> str:
        target, _, fragment = found[4].partition("#")
        name = unquote(target)
        known = pictures if found[3] == PICTURE else places
        if name and name not in known:
            waiting.append(name)
            return found[2]
        there = _from(path, known[name]) if name else ""
        return f"{found[1]}[{found[2]}]({there}{f'#{fragment}' if fragment else ''})"

    return Mended(_own_anchors(_LINK.sub(led, text)), tuple(dict.fromkeys(waiting)))


def without_links(text: str) -> str:
    """The words of a text alone, to see whether two differ in links only."""
    return _PLAIN.sub(lambda found: found[2], text)


def anchored(text: str, path: str, texts: Mapping[str, str]) -> str:
    """The same with parts after # that other pages have. `texts` has those pages by path."""

    def led(found: re.Match[str]) -> str:
        target, _, fragment = found[3].partition("#")
        page = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target)))
        if not fragment or not target or page not in texts:
            return found[0]
        anchor = _anchor(fragment, texts[page])
        return f"{found[1]}[{found[2]}]({target}{f'#{anchor}' if anchor else ''})"

    return _PLAIN.sub(led, text)


def _own_anchors(text: str) -> str:
    """Parts after # that lead into the page itself, as the page names them; others are words alone."""

    def led(found: re.Match[str]) -> str:
        if not found[3].startswith("#"):
            return found[0]
        anchor = _anchor(found[3][1:], text)
        return f"[{found[2]}](#{anchor})" if anchor else found[2]

    return _PLAIN.sub(led, text)


def _anchor(fragment: str, text: str) -> str:
    """The anchor that a fragment of another program means, empty when there is none."""
    wanted = _bare(unquote(fragment))
    return next((one for one in _anchors(text) if _bare(one) == wanted), "") if wanted else ""


def _anchors(text: str) -> Iterator[str]:
    yield from (one.anchor for one in structure(text, 1).headings)


def _bare(anchor: str) -> str:
    return "".join(one for one in anchor.casefold() if one.isalnum())


def _from(path: str, target: str) -> str:
    return quote(posixpath.relpath(target, posixpath.dirname(path)))
