"""Whether a body is so plain that a quick scan certainly sees what the renderer shows.

In doubt it is not: then the renderer itself is asked, which takes thirty times as long.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ims_docs.formats.markdown import template_marks

_SIGNS = ("\t", "\\", "```", "~~~", "``", "][", "]:", "[TOC]")
_TAG = re.compile(r"<[A-Za-z/!?]")
_BRACES = re.compile(r"(?<![{%$])\{[ :#.]*[\w-][^{}\n]*\}\s*$|[)*_`]\{|\{:", re.MULTILINE)
_MARKER = r"(?:[-*+]|[0-9]{1,9}\.)"
_START = re.compile(
    r">|#{1,6}[^# ]|#{7}|#.*(?:[*_`\[]|&\S|#\s*$)|#{1,6} *$"
    r"|[0-9]{1,9}\)|[0-9]{10}"
    rf"|{_MARKER}(?: {{5}}| *$| +(?:{_MARKER} |[#>|=]|!!!|\?\?\?))"
    r"|[^\w!\"#$%&'()*+,./:;=?@\[`{|~€°„“”‘’«»…–—‐‑-]"
    r"|(?:[!?¡¿！？] ?){2,}$"
)
"""How a line does not start whose meaning is clear; asked where no letter starts it."""
_UNDERLINE = re.compile(r"=+ *|[-_*][-_* ]*")
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
    if any(sign in body for sign in _SIGNS):
        return False
    if ("<" in body and _TAG.search(body)) or ("{" in body and _BRACES.search(body)):
        return False
    if body.count("](") != len(_LINK.findall(body)):
        return False
    lines = body.split("\n")
    if "`" in body and any(line.count("`") % 2 for line in lines):
        return False
    return _Blocks(lines, has_guidance="uidance" in body.lower()).are_plain()


class _Blocks:
    """One pass over lines that hold no doubtful sign: what stands right below what."""

    def __init__(self, lines: Sequence[str], *, has_guidance: bool) -> None:
        self.lines = lines
        self.has_guidance = has_guidance
        self.above = ""
        self.at = ""
        """In what the line above stands: nothing, a list, a table, a box or other text."""
        self.cells = 0
        self.in_box = False

    def are_plain(self) -> bool:
        """Whether every line is what it looks like."""
        for number, line in enumerate(self.lines):
            if not line or line.isspace():
                if line.strip(" ") or (line and not number):
                    return False
                self.at = ""
            elif not self._is_plain(line, number):
                return False
            self.above = line
        return True

    def _is_plain(self, line: str, number: int) -> bool:
        if line[0].isspace():
            if (
                not self.in_box
                or not line.startswith("    ")
                or line[4] in "#!?"
                or line[4].isspace()
            ):
                return False
            return self._fits(line[4:], number)
        if self.in_box and self.at not in ("", "box"):
            return False
        self.in_box = False
        if line.startswith(("!!!", "???")):
            opens = not self.at and _BOX.fullmatch(line) is not None
            self.in_box, self.at = True, "box"
            return opens
        return self._fits(line, number)

    def _fits(self, line: str, number: int) -> bool:
        """Whether a line may stand where it stands, and what it makes of the next."""
        if self.at == "box":
            self.at = ""
        if not line[0].isalpha() and not self._starts_well(line):
            return False
        if self.has_guidance and "uidance" in line.lower() and template_marks.guidance(line):
            return False
        if self.at == "table":
            return _cells(line) == self.cells and _is_framed(line)
        if "|" in line and self._is_row(line, number):
            return not self.at and self._opens_table(line, number)
        if line[0] == "#":
            fits, self.at = not self.at, ""
            return fits
        return self._goes_on(line)

    def _starts_well(self, line: str) -> bool:
        if self.above.strip() and line[0] in "=-_*" and _UNDERLINE.fullmatch(line):
            return False
        return _START.match(line) is None

    def _goes_on(self, line: str) -> bool:
        """Whether an item or a line of text may stand here."""
        if _ITEM.match(line):
            fits = self.at in ("", "list")
            self.at = "list"
            return fits
        self.at = self.at or "text"
        return True

    def _is_row(self, line: str, number: int) -> bool:
        is_one = line[0] == "|" or _SEPARATOR.fullmatch(line) is not None
        return is_one or self._has_separator(number)

    def _has_separator(self, number: int) -> bool:
        below = self._below(number)
        return "|" in below and _SEPARATOR.fullmatch(below) is not None

    def _opens_table(self, line: str, number: int) -> bool:
        below = self._below(number)
        if not self._has_separator(number) or below.count("|") != _cells(line):
            return False
        self.at, self.cells = "table", below.count("|")
        return _is_framed(line) and _is_framed(below)

    def _below(self, number: int) -> str:
        return self.lines[number + 1].strip() if number + 1 < len(self.lines) else ""


def _is_framed(line: str) -> bool:
    return line.startswith("|") and line.rstrip(" ").endswith("|")


def _cells(line: str) -> int:
    """How many signs between cells a row has; those in code are none."""
    return _SPAN.sub("", line).count("|") if "`" in line else line.count("|")
