"""A body as the tree of what its page shows: the HTML of the site's own renderer, read again.

So the tree and the page cannot differ in a word. HTML that somebody wrote into the text keeps its
words too; what of its form is lost, the rules of the repository say with file and line.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ims_docs.formats.markdown.elements import Element, elements
from ims_docs.formats.markdown.paragraphs import Gathering
from ims_docs.formats.markdown.raw_html import words_as_text
from ims_docs.formats.markdown.rendering import as_html
from ims_docs.formats.markdown.template_marks import PLACEHOLDER
from ims_docs.model.prose import (
    Block,
    Box,
    Break,
    Cell,
    Code,
    Heading,
    Inline,
    Item,
    Items,
    Picture,
    Quote,
    Rule,
    Run,
    Table,
    Target,
)
from ims_docs.model.text import Link

_ALIGNED = re.compile(r"text-align: ?(left|center|right)")
_APART = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "figure",
        "figcaption",
        "dl",
        "dt",
        "dd",
        "summary",
        "header",
        "footer",
        "main",
        "address",
        "caption",
    ]
)
"""Elements whose words stand apart from those around them."""
_STRONG, _SLANTED, _CODE = (
    frozenset(["strong", "b"]),
    frozenset(["em", "i", "cite"]),
    frozenset(["code", "kbd", "samp", "tt"]),
)
_STRUCK = frozenset(["del", "s", "strike"])
_TICKED, _UNTICKED = "☑", "☐"


def prose(body: str, path: str) -> tuple[Block, ...]:
    """What the page of a file shows below its title block. Raises RecursionError as the renderer does."""
    return _Reader(path).blocks(elements(words_as_text(as_html(body))))


class _Reader:
    def __init__(self, path: str) -> None:
        self.path = path

    def blocks(self, parent: Element, look: Run | None = None) -> tuple[Block, ...]:
        """The blocks in an element."""
        writer = Gathering()
        self._fill(writer, parent, look or Run(""))
        writer.end()
        return tuple(writer.blocks)

    def _fill(self, writer: Gathering, parent: Element, look: Run) -> None:
        for child in parent.children:
            if isinstance(child, str):
                self._say(writer, child, look)
            elif not self._block(writer, child, look):
                self._inline(writer, child, look)

    def _block(self, writer: Gathering, one: Element, look: Run) -> bool:
        """Whether the element stands for itself and was put there."""
        match one.tag:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                content = self._content(one, look)
                writer.put(Heading(int(one.tag[1]), content, one.attributes.get("id", "")))
            case "pre":
                writer.put(Code(one.text.removesuffix("\n"), "mermaid" in one.classes))
            case "blockquote":
                writer.put(Quote(self.blocks(one, look)))
            case "ul" | "ol":
                writer.put(self._list(one, look))
            case "table":
                self._say(writer, _strays(one), look)
                writer.put(self._table(one, look))
            case "hr":
                writer.put(Rule())
            case "details":
                writer.put(self._box(one, look))
            case "div" if "admonition" in one.classes:
                writer.put(self._box(one, look))
            case tag if tag in _APART:
                writer.end()
                self._fill(writer, one, look)
                writer.end()
            case _:
                return False
        return True

    def _inline(self, writer: Gathering, one: Element, look: Run) -> None:
        match one.tag:
            case "br":
                writer.say(Break())
            case "img":
                words = one.attributes.get("alt") or one.attributes.get("title", "")
                writer.say(Picture(self._target(one.attributes.get("src", "")), words))
            case "input" if writer.may_tick and not writer.words and not writer.blocks:
                writer.done, writer.may_tick = "checked" in one.attributes, False
            case "input":
                self._say(writer, _TICKED if "checked" in one.attributes else _UNTICKED, look)
            case "a" if "href" in one.attributes:
                target = self._target(one.attributes["href"])
                self._fill(writer, one, replace(look, link=target))
            case tag:
                self._fill(writer, one, _look(tag, look))

    def _say(self, writer: Gathering, text: str, look: Run) -> None:
        if look.code:
            writer.say(replace(look, text=text))
            return
        end = 0
        for found in PLACEHOLDER.finditer(text):
            writer.say(replace(look, text=text[end : found.start()]))
            writer.say(replace(look, text=found[0], marked=True))
            end = found.end()
        writer.say(replace(look, text=text[end:]))

    def _content(self, one: Element, look: Run) -> tuple[Inline, ...]:
        """The words of a heading or a title; blocks in it are taken apart."""
        writer = Gathering()
        for child in one.children:
            if isinstance(child, str):
                self._say(writer, child, look)
            elif child.tag in _APART:
                for word in self._content(child, look):
                    writer.say(word)
            else:
                self._inline(writer, child, look)
        return writer.taken()

    def _list(self, one: Element, look: Run) -> Items:
        """A list; what stands between its items is an item too."""
        items = []
        for child in one.children:
            if isinstance(child, str) and not child.strip():
                continue
            item = child if isinstance(child, Element) else Element("li", {}, [child])
            writer = Gathering()
            writer.may_tick = "task-list-item" in item.classes
            self._fill(writer, item, look)
            writer.end()
            items.append(Item(tuple(writer.blocks), writer.done))
        start = one.attributes.get("start", "1")
        first = int(start) if start.isdecimal() and len(start) <= 6 else 1
        return Items(tuple(items), first if one.tag == "ol" else None)

    def _table(self, one: Element, look: Run) -> Table:
        heads: list[tuple[Cell, ...]] = []
        rows: list[tuple[Cell, ...]] = []
        for row, in_head in _rows(one, in_head=False):
            cells = tuple(self._cell(each, look) for each in row.elements)
            (heads if in_head else rows).append(cells)
        return Table((*heads, *rows), len(heads))

    def _cell(self, one: Element, look: Run) -> Cell:
        aligned = _ALIGNED.match(one.attributes.get("style", ""))
        return Cell(
            self.blocks(one, look),
            aligned[1] if aligned else "",
            _span(one.attributes.get("colspan", "")),
            _span(one.attributes.get("rowspan", "")),
            one.tag == "th",
        )

    def _box(self, one: Element, look: Run) -> Box:
        title: tuple[Inline, ...] = ()
        rest = Element(one.tag)
        for child in one.children:
            is_title = isinstance(child, Element) and (
                child.tag == "summary" or "admonition-title" in child.classes
            )
            if is_title and isinstance(child, Element) and not title:
                title = self._content(child, look)
            else:
                rest.children.append(child)
        kinds = [name for name in one.classes if name != "admonition"]
        return Box(kinds[0] if kinds else "note", title, self.blocks(rest, look))

    def _target(self, address: str) -> Target:
        return Target(address, *Link(address, 0, 0).destination(self.path))


def _look(tag: str, look: Run) -> Run:
    """How words look in an element."""
    return replace(
        look,
        strong=look.strong or tag in _STRONG,
        slanted=look.slanted or tag in _SLANTED,
        code=look.code or tag in _CODE,
        struck=look.struck or tag in _STRUCK,
        raised=look.raised or tag == "sup",
        lowered=look.lowered or tag == "sub",
    )


def _rows(one: Element, *, in_head: bool) -> list[tuple[Element, bool]]:
    """The rows of a table, each with whether it belongs to the head; a caption is a row too."""
    found = []
    for child in one.elements:
        if child.tag == "tr":
            found.append((child, in_head))
        elif child.tag == "caption":
            found.append((Element("tr", {}, [child]), in_head))
        else:
            found += _rows(child, in_head=child.tag == "thead")
    return found


def _strays(one: Element) -> str:
    """Words in a table that are in no cell; a browser shows them before it."""
    found = [child for child in one.children if isinstance(child, str) and child.strip()]
    inside = (_strays(each) for each in one.elements if each.tag not in ("td", "th", "caption"))
    return " ".join((*found, *filter(None, inside)))


def _span(text: str) -> int:
    return max(int(text), 1) if text.isdecimal() and len(text) <= 2 else 1
