"""A body as the renderer takes it apart: its blocks, each with the lines that it was made from."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.util import AMP_SUBSTITUTE, HTML_PLACEHOLDER_RE

from ims_docs.formats.markdown.line_marks import line_numbers, marked, numbers, unmarked
from ims_docs.formats.markdown.rendering import CODE, renderer

_HEADING = re.compile(r"h[1-6]")
_ENTITY = re.compile(r"&(?:#[0-9]+|#x[0-9a-fA-F]+|[A-Za-z0-9]+);")
_TASK = re.compile(r'<input type="checkbox" disabled(?: checked)?/>\s*')
"""What the extension for tasks makes of [ ] and [x]. A browser can do nothing with it."""
_TAG = re.compile(r"<[^>]*>")


class Block(NamedTuple):
    """A run of text of one element: a paragraph, a cell, a heading, indented code."""

    element: Element
    text: str
    lines: list[int]
    """For each line of the text the line of the body from 0, -1 where nothing says it."""
    in_guidance: bool
    in_item: bool
    codes: tuple[str, ...] = ()
    """Fenced code that stands here."""

    @property
    def is_heading(self) -> bool:
        """Whether it is the text of a heading."""
        return _HEADING.fullmatch(self.element.tag) is not None

    @property
    def is_code(self) -> bool:
        """Whether indentation made it code."""
        return self.element.tag == "code"


class _Place(NamedTuple):
    """Where the walk through the tree is."""

    in_guidance: bool = False
    in_item: bool = False


class Shown(NamedTuple):
    """A heading as a reader sees it."""

    title: str
    anchor: str


class Target(NamedTuple):
    """Where a link or a picture leads, and the first and last line of the block that it stands in."""

    address: str
    first: int
    last: int


@dataclass
class Rendered:
    """What the renderer made of a body."""

    blocks: list[Block] = field(default_factory=list)
    guidance: list[int] = field(default_factory=list)
    """The lines that open template guidance."""
    titles: list[Shown] = field(default_factory=list)
    """What readers see of each heading, in order."""
    targets: list[Target] = field(default_factory=list)
    definitions: list[tuple[str, int]] = field(default_factory=list)
    """Addresses that are defined apart from the text, each with its line, -1 where that is unknown."""
    raw: list[str] = field(default_factory=list)
    """HTML that stands in the text, in order."""
    root: Element = field(default_factory=lambda: Element("div"))


class _References(dict[str, tuple[str, str | None]]):
    """Definitions of addresses, found whatever marks their names bear."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[tuple[str, int]] = []

    def __setitem__(self, name: str, value: tuple[str, str | None]) -> None:
        address = unmarked(value[0])
        found = numbers(name) or numbers(value[0])
        self.lines.append((address, found[0] if found else -1))
        super().__setitem__(unmarked(name), (address, value[1]))

    def __getitem__(self, name: str) -> tuple[str, str | None]:
        return super().__getitem__(unmarked(name))

    def __contains__(self, name: object) -> bool:
        return super().__contains__(unmarked(str(name)))


@cache
def _renderer() -> Markdown:
    return renderer()


def render(lines: list[str]) -> Rendered:
    """Take a body apart. Raises RecursionError where the renderer gives up."""
    md = _renderer()
    md.reset()
    references = _References()
    md.references = references
    source = marked([line.expandtabs(md.tab_length) for line in lines]).split("\n")
    for preprocessor in md.preprocessors:
        source = preprocessor.run(source)
    root = md.parser.parseDocument(source).getroot()
    found = Rendered(root=root, definitions=references.lines)
    _walk(md, found, root, _Place())
    ranges = _ranges(found.blocks)
    for treeprocessor in md.treeprocessors:
        root = treeprocessor.run(root) or root
    found.titles.extend(_titles(md.toc_tokens))
    found.targets.extend(_targets(root, ranges, (-1, -1)))
    found.raw.extend(_raw(md))
    return found


def _walk(md: Markdown, found: Rendered, element: Element, place: _Place) -> None:
    names = element.get("class", "")
    if element.tag in ("div", "details") and "guidance" in unmarked(names).split():
        if not place.in_guidance:
            found.guidance.append(next(iter(numbers(names)), -1))
        place = place._replace(in_guidance=True)
    if element.tag == "li":
        place = place._replace(in_item=True)
    _take(md, found, element, element.text, place)
    for child in element:
        _walk(md, found, child, place)
        _take(md, found, element, child.tail, place)


def _take(md: Markdown, found: Rendered, element: Element, text: str | None, place: _Place) -> None:
    if not text or not text.strip():
        return
    stash = md.htmlStash.rawHtmlBlocks
    pieces = [str(stash[int(one)]) for one in HTML_PLACEHOLDER_RE.findall(text)]
    codes = tuple(one.removeprefix(CODE) for one in pieces if one.startswith(CODE))
    plain = HTML_PLACEHOLDER_RE.sub("", unmarked(text))
    found.blocks.append(Block(element, plain, line_numbers(text), *place, codes))


def _ranges(blocks: list[Block]) -> dict[int, tuple[int, int]]:
    """By element the first and last line of its text."""
    ranges: dict[int, tuple[int, int]] = {}
    for block in blocks:
        known = [line for line in block.lines if line >= 0]
        if known:
            first, last = ranges.get(id(block.element), (known[0], known[-1]))
            ranges[id(block.element)] = min(first, *known), max(last, *known)
    return ranges


def _targets(
    element: Element, ranges: dict[int, tuple[int, int]], current: tuple[int, int]
) -> Iterator[Target]:
    current = ranges.get(id(element), current)
    address = element.get("href") if element.tag == "a" else element.get("src")
    if address is not None and element.tag in ("a", "img"):
        yield Target(_read(address), *current)
    for child in element:
        yield from _targets(child, ranges, current)


def _read(address: str) -> str:
    """An address as a browser reads it."""
    plain = unmarked(address).replace(AMP_SUBSTITUTE, "&")
    return _ENTITY.sub(lambda one: html.unescape(one[0]), plain)


def _titles(tokens: list[dict[str, object]]) -> Iterator[Shown]:
    for token in tokens:
        title = html.unescape(_TAG.sub("", unmarked(str(token["name"])))).replace(CODE, "").strip()
        yield Shown(title, unmarked(str(token["id"])))
        children = token["children"]
        assert isinstance(children, list)  # noqa: S101 - the extension makes lists
        yield from _titles(children)


def _raw(md: Markdown) -> Iterator[str]:
    """HTML in order: tags and blocks, without code, entities and the boxes of a list of tasks."""
    for one in md.htmlStash.rawHtmlBlocks:
        piece = str(one)
        if "<" in piece and not piece.startswith(CODE) and not _TASK.fullmatch(piece):
            yield unmarked(piece)
