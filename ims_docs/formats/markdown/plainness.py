"""Whether a body is so plain that a quick scan certainly sees what the renderer shows.

In doubt it is not: then the renderer itself is asked, which takes thirty times as long.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_AT = r"^(?: {4})?"
_MARKER = r"(?:[-*+]|[0-9]{1,9}\.)"
_DOUBTS = re.compile(
    "|".join(
        (
            r"[\t\\]|```|~~~|``|\]\[|\]:|\[TOC\]",
            r"<[A-Za-z/!?]",
            r"(?<![{%$])\{[ :#.]*[\w-][^{}\n]*\}\s*$|[)*_`]\{|\{:",
            r"\A +$|^ {1,3}\S|^ {5,}\S",
            r"^[^\S\n ]|^ *[^\S\n ]+$",
            _AT + r">",
            r"\S[^\n]*\n *(?:=+ *|[-_*][-_* ]*)$",
            r"^ +#|^#{1,6}[^# \n]|^#{7}|^#.*(?:[*_`\[]|&\S|#\s*$)|^#{1,6} *$",
            r"^ *[0-9]{1,9}\)|^ *[0-9]{10}",
            _AT + _MARKER + r"(?: {5}| *$| +(?:" + _MARKER + r" |[#>|=]|!!!|\?\?\?))",
            _AT + r"(?:[^\w\s!\"#$%&'()*+,./:;=?@\[{|~€§°„“”‘’«»…–—‐‑-]|[§o–—-] ?\t)",
            r"^(?! *(?:!!!|\?\?\?)).*(?:[!?¡¿！？]|\[!) ?guidance",
            r"^ +(?:!!!|\?\?\?)|^[ >*+-]*(?:! ?! ?!|\? ?\? ?\?) *$",
        )
    ),
    re.MULTILINE,
)
_CODE = re.compile(r"(?:\A|(?<=\n\n))```[a-z]*\n(?:(?!```)[^\n]*\n)*```(?=\n\n|\n?\Z)")
_LINK = re.compile(r"\[[^\[\]\n|]*\]\([^()\s<>\"'`&]*\)")
_SPAN = re.compile(r"`[^`]*`")
_BOX = re.compile(r"(?:!!!|\?\?\?\+?) ?[\w-]+(?: +\"[^\"\[\]<`&]*\")? *")
_ITEM = re.compile(_MARKER + " ")
_SEPARATOR = re.compile(r"\|?[ :-]*-[ :-]*(?:\|[ :-]*-[ :-]*)*\|?")


def is_plain(body: str) -> bool:
    """Whether nothing in a body needs the renderer to be understood."""
    if "```" in body:
        body = _CODE.sub("", body)
    if _DOUBTS.search(body) is not None:
        return False
    if body.count("](") != len(_LINK.findall(body)):
        return False
    lines = body.split("\n")
    if "`" in body and any(line.count("`") % 2 for line in lines):
        return False
    return _Blocks(lines).are_plain()


class _Blocks:
    """One pass over lines that hold no doubtful sign: what stands right below what."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.at = ""
        """In what the line above stands: nothing, a list, a table or other text."""
        self.cells = 0
        self.in_box = False

    def are_plain(self) -> bool:
        """Whether every line is what it looks like."""
        for number, line in enumerate(self.lines):
            if not line or line.isspace():
                self.at = ""
            elif line.startswith("    "):
                if not self.in_box or not self._fits(line[4:], number):
                    return False
            elif self._hangs() or not self._starts(line, number):
                return False
        return True

    def _hangs(self) -> bool:
        """Whether the text of a box goes on without its indentation."""
        return self.in_box and self.at not in ("", "box")

    def _starts(self, line: str, number: int) -> bool:
        """A line that is not indented."""
        self.in_box = False
        if line.startswith(("!!!", "???")):
            if self.at or not _BOX.fullmatch(line):
                return False
            self.in_box, self.at = True, "box"
            return True
        if self.at == "box":
            self.at = ""
        return self._fits(line, number)

    def _fits(self, line: str, number: int) -> bool:
        """Whether a line may stand where it stands, and what it makes of the next."""
        if self.at == "box":
            self.at = ""
        if line.startswith("#"):
            plain = not self.at
            self.at = ""
            return plain
        if self.at == "table":
            return _cells(line) == self.cells and _is_framed(line)
        if "|" in line and (
            line.startswith("|") or _SEPARATOR.fullmatch(line) or self._is_table(number)
        ):
            return not self.at and self._table(line, number)
        if _ITEM.match(line):
            fits = self.at in ("", "list")
            self.at = "list"
            return fits
        self.at = self.at or "text"
        return True

    def _is_table(self, number: int) -> bool:
        below = self._below(number)
        return "|" in below and _SEPARATOR.fullmatch(below) is not None

    def _table(self, line: str, number: int) -> bool:
        below = self._below(number)
        if not self._is_table(number) or below.count("|") != _cells(line):
            return False
        self.at, self.cells = "table", below.count("|")
        return _is_framed(line) and _is_framed(below)

    def _below(self, number: int) -> str:
        below = self.lines[number + 1] if number + 1 < len(self.lines) else ""
        return below.strip()


def _is_framed(line: str) -> bool:
    return line.startswith("|") and line.rstrip(" ").endswith("|")


def _cells(line: str) -> int:
    """How many signs between cells a row has; those in code are none."""
    return _SPAN.sub("", line).count("|") if "`" in line else line.count("|")
