"""Citations of limits and decisions in a text, with the words beside them."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ims_docs.formats.markdown.fences import Fences, fence
from ims_docs.model.citation import Citation

_PREFIXES = ("LIM", "DEC")
MAX_BESIDE = 600
"""What is farther away from a citation does not stand beside it."""
_ID = r"(?<![\w-])(?:LIM|DEC)[-\u2010-\u2015]?[0-9]{1,6}(?![\w-])"
_ONE = rf"[\[`*_]*{_ID}(?:[`*_]*\](?:\([^()\n]*\))?)?[`*_]*"
_GROUP = re.compile(rf"[(（\[]\s*{_ONE}(?:\s*(?:,|;|/|&|and)\s*(?:and\s+)?{_ONE})*\s*[)）\]]")
_NAMED = re.compile(_ID)
_OPENS = re.compile(r"\s*(?:>\s*)*(?:(?:[-*+]|[0-9]{1,9}[.)])\s|[#|]|!!!|\?\?\?)")
_ENDS = re.compile(r"[.!?…][\"”’)\]*_]*\s+(?=[\"“‘(\[*_]*[^\W\d_a-zß-öø-ÿ])")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_TAG = re.compile(r"<[A-Za-z/!][^<>]*>")
_MARKS = re.compile(r"[*_`~\\]")


def citations(body: str, first_line: int, column: int = 1) -> tuple[Citation, ...]:
    """Every citation in a body, in order; code that is fenced cites nothing."""
    if not may_cite(body):
        return ()
    found: list[Citation] = []
    for at, block in _blocks(body.split("\n")):
        if any(map(may_cite, block)):
            found.extend(_Block(block, first_line + at, column).citations())
    return tuple(found)


def may_cite(text: str) -> bool:
    """Whether it is worth looking closer."""
    return any(one in text for one in _PREFIXES)


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Paragraphs, items, headings and rows of tables, each with the line where it begins, from 0."""
    fences, block, begin, resume = Fences(lines), list[str](), 0, 0
    for at, line in enumerate(lines):
        if at < resume:
            continue
        opening = fence(line) if "```" in line or "~~~" in line else None
        end = fences.end(opening, at) if opening and opening.is_sound else 0
        is_own = "|" in line or line.lstrip().startswith("#")
        if end or is_own or not line.strip() or _OPENS.match(line):
            if block:
                yield begin, block
            block = []
        if end:
            resume = end + 1
        elif is_own:
            yield at, [line]
        elif line.strip():
            begin = begin if block else at
            block.append(line)
    if block:
        yield begin, block


class _Block:
    """One block of text, whose lines are read as one."""

    def __init__(self, lines: Sequence[str], first_line: int, column: int) -> None:
        self.text = "\n".join(lines)
        self.starts = [0]
        for line in lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.first_line = first_line
        self.column = column
        ends = [0, *(one.end() for one in _ENDS.finditer(self.text)), len(self.text)]
        self.sentences = [0, len(self.text)] if "|" in self.text else ends

    def citations(self) -> Iterator[Citation]:
        """Each citation with the words of its sentence, up to its neighbours."""
        found = list(self._places())
        for at, (start, end, ids, states) in enumerate(found):
            before, after = self._sentence(start)
            if at:
                before = max(before, found[at - 1][1])
            if at + 1 < len(found):
                after = min(after, found[at + 1][0])
            line = bisect_right(self.starts, start) - 1
            first = _NAMED.search(self.text, start)
            place = first.start() if first else start
            yield Citation(
                ids=ids,
                line=self.first_line + line,
                column=place - self.starts[line] + (1 if line else self.column),
                before=plain(self.text[max(before, start - MAX_BESIDE) : start]),
                after=plain(self.text[end : min(after, end + MAX_BESIDE)]),
                states=states,
            )

    def _places(self) -> Iterator[tuple[int, int, tuple[str, ...], bool]]:
        groups = iter(_GROUP.finditer(self.text))
        group, done = next(groups, None), 0
        for name in _NAMED.finditer(self.text):
            while group and group.end() <= name.start():
                group = next(groups, None)
            if name.start() < done:
                continue
            if group and group.start() < name.start():
                done = group.end()
                yield *group.span(), tuple(_NAMED.findall(group[0])), True
            else:
                yield *name.span(), (name[0],), False

    def _sentence(self, at: int) -> tuple[int, int]:
        place = bisect_right(self.sentences, at) - 1
        place = min(place, len(self.sentences) - 2)
        return self.sentences[place], self.sentences[place + 1]


def plain(text: str) -> str:
    """Words without the signs of their form, on one line."""
    text = _TAG.sub(" ", _LINK.sub(r"\1", text))
    return (
        " ".join(html.unescape(_MARKS.sub("", text)).replace("|", " ; ").split(" "))
        .replace("\n", " ")
        .strip()
    )
