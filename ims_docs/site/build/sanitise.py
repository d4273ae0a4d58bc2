"""Rendered HTML without anything that runs, loads from elsewhere or hides."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

import nh3

from ims_docs.formats import markdown
from ims_docs.site.pages import page_title

if TYPE_CHECKING:
    from mkdocs.structure.toc import AnchorLink

_DRAWING = {"svg", "g", "rect", "line", "circle", "polyline", "text", "title", "desc"}
"""Charts: shapes and words. Nothing that links, loads, embeds, animates or styles."""

_BETWEEN = {"x1", "y1", "x2", "y2"}
_TAGS = set(nh3.ALLOWED_TAGS) - {"area", "map", "center", "rtc"} | {"input", "label"} | _DRAWING
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"class", "id", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "th": {"style", "colspan", "rowspan", "scope"},
    "td": {"style", "colspan", "rowspan"},
    "ol": {"start"},
    "details": {"open"},
    "input": {"checked"},
    "figure": {"tabindex"},
    "svg": {"viewBox", "width", "height", "role", "aria-labelledby"},
    "g": {"transform"},
    "rect": {"x", "y", "width", "height", "rx"},
    "line": _BETWEEN,
    "circle": {"cx", "cy", "r"},
    "polyline": {"points"},
    "text": {"x", "y", "text-anchor"},
}
_FORCED = {"input": {"type": "checkbox", "disabled": ""}}
_ALIGNED = re.compile(r"text-align: ?(?:left|center|right);?")
_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_PIECES = re.compile(
    r"(<(?:pre|code)\b.*?</(?:pre|code)>|<figure\b.*?</figure>|<[^>]*>)", re.DOTALL
)
"""Tags, and what is shown as it is: code, and pictures with the words that belong to them."""


def sanitise(fragment: str) -> str:
    """The HTML of a page's content, inert. The last step after every extension."""
    return _cleaner().clean(_with_marks(markdown.words_as_text(fragment)))


def sanitise_contents(links: Iterable[AnchorLink]) -> None:
    """The titles in a table of contents, which themes put into attributes."""
    for link in links:
        link.title = page_title(html.unescape(_TAG.sub("", link.title)))
        sanitise_contents(link.children)


def _with_marks(fragment: str) -> str:
    """Placeholders made to stand out. Before the sanitiser, which has the last word."""
    if not markdown.has_any(fragment):
        return fragment
    pieces = _PIECES.split(fragment)
    pieces[::2] = [_marked(piece) for piece in pieces[::2]]
    return "".join(pieces)


def _marked(piece: str) -> str:
    """What stands between two tags, judged as it is read: no character is cut in two."""
    if not markdown.has_any(piece):
        return piece
    text, end, done = html.unescape(piece), 0, []
    for match in markdown.PLACEHOLDER.finditer(text):
        done += [
            html.escape(text[end : match.start()]),
            f'<mark class="ims-todo">{html.escape(match[0])}</mark>',
        ]
        end = match.end()
    return "".join((*done, html.escape(text[end:])))


@cache
def _cleaner() -> nh3.Cleaner:
    """One for all pages: preparing it takes as long as cleaning a page."""
    return nh3.Cleaner(
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_allowed,
        set_tag_attribute_values=_FORCED,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


def _allowed(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "style":
        return value if _ALIGNED.fullmatch(value) else None
    if attribute == "tabindex":
        return value if value == "0" else None
    if tag == "img" and attribute == "src" and _ELSEWHERE.match(value):
        return None
    return value
