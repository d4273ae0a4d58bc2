"""HTML as a tree of elements, however badly it is written. No element lies deeper than a reader follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_EMPTY = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
_DEEPEST = 60
"""Elements further down are taken apart, and their words stay."""


@dataclass(slots=True, eq=False)
class Element:
    """An element of a page."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        """The names that style sheets know it by."""
        return self.attributes.get("class", "").split()

    @property
    def elements(self) -> Iterator[Element]:
        """The elements in it, without those further down."""
        return (one for one in self.children if isinstance(one, Element))

    @property
    def text(self) -> str:
        """Every word in it."""
        return "".join(one if isinstance(one, str) else one.text for one in self.children)


def elements(fragment: str) -> Element:
    """A fragment of HTML as one element without a name."""
    reader = _Reader()
    reader.feed(fragment)
    reader.close()
    return reader.root


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(made)
        if tag not in _EMPTY and len(self.open) < _DEEPEST:
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that ends where it begins."""
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """An element ends, and with it those that nobody ended."""
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place].tag == tag:
                del self.open[place:]
                return

    def handle_data(self, data: str) -> None:
        """Words."""
        self.open[-1].children.append(data)
