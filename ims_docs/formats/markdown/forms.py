"""Where a page shows another form than its author wrote, and what came from a word processor."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from ims_docs.formats.markdown.blocks import Block
from ims_docs.formats.markdown.fences import fence
from ims_docs.formats.markdown.line_marks import numbers
from ims_docs.model.text import MisreadingKind

_ITEM = re.compile(r" {0,3}(?:[-*+]|(?P<number>[0-9]{1,9})(?P<sign>[.)])) +\S")
_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_FENCE = re.compile(r"\s*(?:`{3,}[^`\n]*|~{3,}[^\n]*)(?=\n|$)")
_MARKERS = re.compile(
    r"(?P<quote>(?:[ ]{0,3}>[ ]?)*)(?P<indent>[ ]*)(?P<marker>(?:[-*+]|[0-9]{1,9}\.)[ ]+)?"
)
_BULLET = re.compile(
    r"[ \t]*(?:[•‣▪▫●○◦◘∙·⁃➢➤►✓✔❖■□\uf0b7\uf0a7\uf0d8]\s*"
    r"|[–—o§]\t+ *|(?:[0-9]{1,3}\)|[a-zA-Z]{1,4}[.)])\t+ *)\S"
)
_PROSE = re.compile(r"[^\W\d_a-z][^\W\d_]*[’']?[^\W\d_]*,?(?: [^\W\d_][^\s=;{}<>|$\\]*){2,}")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f]{6,}")
_SYMBOLS = re.compile(r"[={}<>|$\\]|\(\)|::|->|^\s*(?:https?|[\w.-]+)://")

_ATTRIBUTES = re.compile(
    r"(?<![{%$\\])\{(?:: *[^{}]*| *[#.][\w-][^{}]*| *[\w-]+=[^{}]*)\}(?=\s*$)"
    r"|(?<=[)*_`])\{ *(?:[#.][\w-]|[\w-]+=)[^{}]*\}"
)

Place: TypeAlias = tuple[MisreadingKind, int, int, str, str]
"""Kind, line from 0, column from 1, message, remedy."""

_LIST = (
    "The list is shown as run-on text: it stands right below a sentence",
    "Put an empty line above the list.",
)
_BRACKET = (
    "The list is shown as run-on text: a number with ) makes no list here",
    "Write 1. instead of 1), and put an empty line above the list.",
)
_TABLE = (
    "The table is shown as run-on text: it stands right below a sentence, or its rows do not match",
    "Put an empty line above the table, and give the row of hyphens as many cells as the first row.",
)
_HOW = (
    "Close it with the same signs, indented alike, on a line of their own. After the opening signs "
    "write nothing, or one word such as yaml."
)
_OPEN = "The code that starts here is not closed", _HOW
_UNCLEAR = "This is not the start of code to every program", _HOW
_WORD = (
    "The line is shown as a heading, because it starts with #",
    "For a heading put a blank after #. Otherwise write \\# or join the line to the one above.",
)
_LEVEL = (
    "The item is shown on the level of the list above it, not below its item",
    "Indent it by four spaces, here and in the rest of the list.",
)
_OUTSIDE = (
    "The text is shown outside the list, so the list ends above it",
    "Indent it by four spaces, so that it belongs to its item.",
)
_LETTER = (
    "The bullet is a letter or a sign of a word processor, so no list is shown",
    "Start the line with a hyphen and a blank, and put an empty line above the list.",
)
_INDENTED = (
    "The text is indented, so it is shown as code",
    "Take the tab or the spaces at the start of each of its lines away. Put code between two lines of three backticks.",
)


_BRACES = (
    "An attribute list can hide or change text",
    "Delete it. The page shows it as plain text, other programs act on it.",
)


def of(blocks: Sequence[Block], lines: Sequence[str]) -> Iterator[Place]:
    """What is shown otherwise than it was written, block by block."""
    last = -1
    for block in blocks:
        if not block.in_guidance and block.is_code:
            yield from _code(block, lines)
        elif not block.in_guidance and block.is_heading:
            yield from _heading(block, lines)
        elif not block.in_guidance:
            yield from _text(block, _found(block, lines, last), lines)
        last = max(last, *block.lines, *(1 + one for code in block.codes for one in numbers(code)))


def _found(block: Block, lines: Sequence[str], last: int) -> list[int]:
    """The lines of a block; those that are signs alone are looked for below the block before."""
    if block.lines[0] >= 0 or not _FENCE.match(block.text):
        return block.lines
    first = block.text.partition("\n")[0].strip()
    for number in range(last + 1, len(lines)):
        if lines[number].strip(" \t>") == first:
            return [number + at for at in range(len(block.lines))]
    return block.lines


def _text(block: Block, numbered: Sequence[int], lines: Sequence[str]) -> Iterator[Place]:
    texts = block.text.split("\n")
    told: set[tuple[str, str]] = set()
    for at, number in enumerate(numbered):
        if not 0 <= number < len(lines):
            continue
        what = _misread(texts, at)
        if braces := _ATTRIBUTES.search(lines[number]):
            yield MisreadingKind.FORM, number, braces.start() + 1, *_BRACES
        if what is not None and what not in told:
            told.add(what)
            yield MisreadingKind.FORM, number, _column(lines[number]), *what
        if _BULLET.match(lines[number]):
            yield MisreadingKind.PASTE, number, _column(lines[number]), *_LETTER


def _misread(texts: Sequence[str], at: int) -> tuple[str, str] | None:
    """Why a line of a paragraph is not what it looks like; None when it is."""
    text = texts[at]
    item = _ITEM.match(text)
    above = _ITEM.match(texts[at - 1]) if at else None
    if item is not None:
        if item["sign"] == ")":
            return _BRACKET if at and (above or item["number"] == "1") else None
        if at and (item["number"] in (None, "1") or above):
            return _LIST
    if at and "|" in text and "|" in texts[at - 1] and "-" in text and _RULE.fullmatch(text):
        return _TABLE
    opening = fence(text) if _FENCE.match(text) else None
    return None if opening is None else _OPEN if opening.is_sound else _UNCLEAR


def _heading(block: Block, lines: Sequence[str]) -> Iterator[Place]:
    number = block.lines[0]
    if number < 0:
        return
    line = lines[number]
    if braces := _ATTRIBUTES.search(line):
        yield MisreadingKind.FORM, number, braces.start() + 1, *_BRACES
    start = line.lstrip(" >*+-.0123456789")
    marks = len(start) - len(start.lstrip("#"))
    if marks and start[marks : marks + 1] not in ("", " ", "\t"):
        yield MisreadingKind.FORM, number, line.index("#") + 1, *_WORD


def _code(block: Block, lines: Sequence[str]) -> Iterator[Place]:
    """Sentences that an indentation made code. Program code looks otherwise."""
    for text, number in zip(block.text.split("\n"), block.lines, strict=True):
        if number < 0 or not text.strip():
            continue
        if _is_prose(text.strip()) or _has_tab(lines[number]):
            yield MisreadingKind.PASTE, number, _column(lines[number]), *_INDENTED
            return


def _is_prose(text: str) -> bool:
    start = text.lstrip("-*+•·\"'“„«(>!? ").removeprefix("1. ")
    if _SYMBOLS.search(text):
        return False
    return _PROSE.match(start) is not None or _UNSPACED.search(text) is not None


def _has_tab(line: str) -> bool:
    return "\t" in line[: len(line) - len(line.lstrip())]


def of_lists(blocks: Sequence[Block], lines: Sequence[str]) -> Iterator[Place]:
    """Items and texts that look as if they belonged to an item and are shown beside it."""
    base, offset, is_told = 0, 0, False
    for block in blocks:
        number = _first(block)
        if number < 0 or block.in_guidance:
            continue
        match = _MARKERS.match(lines[number])
        assert match is not None  # noqa: S101 - everything in it may be absent
        indent, marker = len(match["indent"].expandtabs(4)), match["marker"]
        if offset and base + offset <= indent < base + 4:
            if marker and block.in_item:
                if not is_told:
                    yield MisreadingKind.FORM, number, indent + 1, *_LEVEL
                is_told = True
                continue
            if not block.in_item and block.element.tag == "p":
                yield MisreadingKind.FORM, number, indent + 1, *_OUTSIDE
                continue
        if marker and block.in_item:
            base, offset = indent, len(marker.rstrip()) + 1
        elif not indent:
            offset, is_told = 0, False


def _first(block: Block) -> int:
    """The first line of a block; of code the line above it, where its signs stand."""
    if block.codes:
        return next((one - 1 for one in numbers(block.codes[0])), -1)
    return next((one for one in block.lines if one >= 0), -1)


def _column(line: str) -> int:
    return len(line) - len(line.lstrip()) + 1 if line.strip() else 1
