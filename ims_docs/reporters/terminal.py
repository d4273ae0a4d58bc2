"""A page of Markdown for a terminal: headings, lists and code, wrapped to its width."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from ims_docs.reporters.printable import printable

_HEADING = re.compile(r"(#{1,6}) (.*)")
_ITEM = re.compile(r"( *)- (.*)")
_CODE = re.compile(r"`([^`]+)`")
_STRONG = re.compile(r"\*\*([^*]+)\*\*")
_BOLD, _CYAN, _RESET = "\x1b[1m", "\x1b[36m", "\x1b[0m"
_KEPT = "\xa0"
"""A space that no line is broken at."""


def as_text(markdown: str, *, width: int = 80, colour: bool = False) -> str:
    """Plain text of a page that this product wrote; it is no reader for any other Markdown."""
    lines = _Page(width=width, colour=colour).lines(markdown)
    return "\n".join(lines).strip("\n") + "\n"


class _Page:
    def __init__(self, *, width: int, colour: bool) -> None:
        self.width = width
        self.colour = colour

    def lines(self, markdown: str) -> Iterator[str]:
        """The lines to print. Text that no blank line parts is one paragraph."""
        paragraph: list[str] = []
        in_code = False
        for line in (*map(printable, markdown.splitlines()), ""):
            heading, item = _HEADING.fullmatch(line), _ITEM.fullmatch(line)
            if in_code or not line or heading or item or line.startswith("```"):
                yield from self._wrapped(" ".join(paragraph))
                paragraph = []
            if line.startswith("```"):
                in_code = not in_code
            elif in_code:
                yield f"    {line}".rstrip()
            elif heading:
                yield from self._heading(len(heading[1]), heading[2])
            elif item:
                yield from self._wrapped(item[2], f"{item[1]}- ", f"{item[1]}  ")
            elif line:
                paragraph.append(line)
            else:
                yield ""

    def _heading(self, level: int, title: str) -> Iterator[str]:
        title = _CODE.sub(r"\1", title)
        yield from (f"{_BOLD}{line}{_RESET}" if self.colour else line for line in self._cut(title))
        if level == 1 and not self.colour:
            yield "=" * min(len(title), self.width)

    def _wrapped(self, text: str, first: str = "", later: str = "") -> Iterator[str]:
        whole = _CODE.sub(lambda span: span[0].replace(" ", _KEPT), text)
        strong = r"**\1**" if self.colour else r"\1"
        whole = _STRONG.sub(lambda span: span.expand(strong).replace(" ", _KEPT), whole)
        for line in self._cut(whole, first, later):
            yield self._styled(line.replace(_KEPT, " "))

    def _cut(self, text: str, first: str = "", later: str = "") -> list[str]:
        return textwrap.wrap(
            text,
            self.width,
            initial_indent=first,
            subsequent_indent=later,
            break_long_words=False,
            break_on_hyphens=False,
        )

    def _styled(self, line: str) -> str:
        if not self.colour:
            return line
        line = _STRONG.sub(rf"{_BOLD}\1{_RESET}", line)
        return _CODE.sub(rf"{_CYAN}\1{_RESET}", line)
