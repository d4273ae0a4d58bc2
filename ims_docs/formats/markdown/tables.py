"""Cells of tables that wait for an answer: blank where a column asks for something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ims_docs.formats.markdown.fences import Fences, fence
from ims_docs.model.text import Leftover, TemplateText

_LINE = re.compile(r"\|?[ \t:]*-+[ \t:]*(?:\|[ \t:]*-+[ \t:]*)*\|?[ \t]*")
_MARK = re.compile(r"(?<!\\)\|")
_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_SHOWN = 100


def blank_cells(body: str, columns: Sequence[str], first_line: int = 1) -> tuple[TemplateText, ...]:
    """Each row of a table that says nothing in a column with one of these titles."""
    wanted = {one.casefold() for one in columns}
    return tuple(_blank(body.split("\n"), wanted, first_line)) if wanted and "|" in body else ()


def _blank(lines: Sequence[str], wanted: set[str], first_line: int) -> Iterator[TemplateText]:
    fences, at = Fences(lines), 0
    while at < len(lines):
        opened = fence(lines[at])
        if opened and (end := fences.end(opened, at)):
            at = end + 1
            continue
        below = lines[at + 1] if at + 1 < len(lines) else ""
        if "|" not in lines[at] or "|" not in below or not _LINE.fullmatch(below.strip()):
            at += 1
            continue
        asked = [place for place, one in enumerate(cells(lines[at])) if one.casefold() in wanted]
        at += 2
        while at < len(lines) and lines[at].strip():
            row = cells(lines[at])
            if any(place >= len(row) or not _says(row[place]) for place in asked):
                about = next(filter(None, row), "")
                yield TemplateText(Leftover.BLANK, first_line + at, 1, about[:_SHOWN])
            at += 1


def cells(line: str) -> list[str]:
    """What stands between the upright lines of a row; one in code or after a backslash is a sign."""
    hidden = _SPAN.sub(lambda found: "x" * len(found[0]), line)
    marks = [one.start() for one in _MARK.finditer(hidden)]
    ends = [-1, *marks, len(line)]
    found = [line[start + 1 : end].strip() for start, end in pairwise(ends)]
    if line.lstrip().startswith("|"):
        found = found[1:]
    return found[:-1] if hidden.rstrip().endswith("|") else found


def _says(cell: str) -> bool:
    """Whether a cell says something: a letter or a digit that a reader sees."""
    return any(map(str.isalnum, re.sub(r"<[^>]*>|&[#\w]+;", "", cell)))
