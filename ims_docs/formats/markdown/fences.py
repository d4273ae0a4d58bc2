"""Fenced code, read exactly as superfences reads it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_FENCE = re.compile(r"([ \t>]*)(`{3,}|~{3,})(.*)")
_INFO = re.compile(
    r"[ \t]*\.?[\w#.+-]*"
    r'(?:[ \t]+(?:title="[^"]*"|linenums="[0-9]{1,6}"|hl_lines="[0-9][0-9 -]*"))*[ \t]*'
)


@dataclass(frozen=True, slots=True)
class Fence:
    """A line that opens fenced code, or looks like one."""

    indent: str
    marks: str
    is_sound: bool
    """Whether every program reads this line as the start of code."""


def fence(line: str) -> Fence | None:
    """What a line opens; None when it is ordinary text."""
    match = _FENCE.match(line)
    if not match or (match[2][0] == "`" and "`" in match[3]):
        return None
    return Fence(match[1], match[2], not match[1].strip(" ") and bool(_INFO.fullmatch(match[3])))


@dataclass(slots=True)
class Fences:
    """The fenced code of one body."""

    lines: Sequence[str]
    _unclosed: dict[tuple[str, str], int] = field(default_factory=dict)

    def end(self, opening: Fence, at: int) -> int:
        """The line that closes code opened in line `at`, or 0 when none does.

        A line that is indented less than the opening abandons the code.
        """
        key = (opening.indent, opening.marks)
        if at < self._unclosed.get(key, 0):
            return 0
        indent = len(opening.indent)
        for number in range(at + 1, len(self.lines)):
            line = self.lines[number]
            if line[indent:].rstrip(" \t") == opening.marks and line.startswith(opening.indent):
                return number
            if line.strip() and not line.startswith(opening.indent):
                self._unclosed[key] = number
                return 0
        self._unclosed[key] = len(self.lines)
        return 0
