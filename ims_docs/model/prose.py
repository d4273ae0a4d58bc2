"""A text as the tree of what a reader sees: headings, paragraphs, lists, tables, boxes, code.

Every target draws this one tree: the PDF, the Word file, and whatever comes after them. Nothing in
it is markup of any target, so a word of a text can be nothing but a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link or a picture leads."""

    address: str
    """As the text says it."""
    path: str = ""
    """The file of the repository that is meant, empty for anything else."""
    anchor: str = ""
    """The heading that is meant in that file."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that look alike and lead to the same place."""

    text: str
    strong: bool = False
    slanted: bool = False
    code: bool = False
    struck: bool = False
    marked: bool = False
    """Template text that somebody has to replace."""
    raised: bool = False
    lowered: bool = False
    link: Target | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and the words that stand for it."""

    target: Target
    words: str


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line inside a paragraph."""


Inline: TypeAlias = "Run | Picture | Break"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, and what a link to it says behind #."""

    level: int
    content: tuple[Inline, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that belong together."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Lines shown as they are written."""

    text: str
    is_drawing: bool = False
    """Whether a browser draws a picture from it (Mermaid)."""


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody else says."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list."""

    blocks: tuple[Block, ...]
    done: bool | None = None
    """Of a task whether it is ticked; None where there is no box to tick."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Item, ...]
    first: int | None = None
    """The number of the first item; None for a list without numbers."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    blocks: tuple[Block, ...]
    align: str = ""
    """left, center or right; empty where the text does not say."""
    columns: int = 1
    rows: int = 1
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of cells, those of the head first."""

    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 0
    """How many rows are the head."""

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max((sum(one.columns for one in row) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Box:
    """Something set apart from the text: a note, a warning, guidance of the template."""

    kind: str
    title: tuple[Inline, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""


Block: TypeAlias = "Heading | Paragraph | Code | Quote | Items | Table | Box | Rule"


def own_words(block: Block) -> tuple[Inline, ...]:
    """The words of a block itself, without those of blocks in it."""
    match block:
        case Heading() | Paragraph():
            return block.content
        case Box():
            return block.title
        case Code():
            return (Run(block.text, code=True),)
        case _:
            return ()


def parts(block: Block) -> Iterator[tuple[Block, ...]]:
    """The blocks in a block: those of each item, of each cell."""
    match block:
        case Items():
            yield from (item.blocks for item in block.items)
        case Table():
            yield from (cell.blocks for row in block.rows for cell in row)
        case Box() | Quote():
            yield block.blocks
        case _:
            pass


def all_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block in order, those inside others too."""
    for block in blocks:
        yield block
        for some in parts(block):
            yield from all_blocks(some)


def inlines(blocks: Iterable[Block]) -> Iterator[Inline]:
    """Every run, picture and line end in order."""
    return (one for block in all_blocks(blocks) for one in own_words(block))


def text_of(blocks: Iterable[Block]) -> str:
    """Every word of some blocks in order, each block on a line of its own."""
    return "\n".join(filter(None, (said(own_words(one)) for one in all_blocks(blocks))))


def said(content: Iterable[Inline]) -> str:
    """The words of a paragraph; a picture says what stands for it."""
    words = []
    for one in content:
        match one:
            case Run():
                words.append(one.text)
            case Picture():
                words.append(one.words)
            case Break():
                words.append("\n")
    return "".join(words)


def below(blocks: Iterable[Block], levels: int) -> tuple[Block, ...]:
    """The same with headings so many levels further down, for a text inside a book."""
    return tuple(
        replace(one, level=min(one.level + levels, 6)) if isinstance(one, Heading) else one
        for one in blocks
    )
