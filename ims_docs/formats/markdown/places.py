"""Where in a line the link stands that leads to an address."""

from __future__ import annotations

import re
from functools import lru_cache

from ims_docs.model.text import spelled

_BEFORE = r"(?:\]\(\s*<?|\]:\s*<?|<|^\s*<?)"
_AFTER = r"(?=[\s)>]|$)"
_EMPTY = re.compile(r"\]\(\s*(?:<>)?(?=[\s)\"'(]|$)|\]:\s*<>")
"""Where a link is written that leads to no address."""


@lru_cache(maxsize=4_096)
def of_address(target: str) -> re.Pattern[str]:
    """What finds an address where a link is written; mail may be written without its scheme."""
    if not target:
        return _EMPTY
    scheme = "(?:mailto:)?" if target.startswith("mailto:") else ""
    return re.compile(
        rf"{_BEFORE}{scheme}{spelled(target.removeprefix('mailto:')).pattern}{_AFTER}"
    )


def within(found: list[int]) -> range:
    """Every line from the first to the last."""
    return range(min(found), max(found) + 1) if found else range(0)


def opening(line: str, at: int) -> int:
    """The column of the bracket that belongs to the one at `at`."""
    depth = 0
    for place in range(at, -1, -1):
        if line[place - 1 : place] == "\\":
            continue
        if line[place : place + 1] == "]":
            depth += 1
        elif line[place : place + 1] == "[":
            depth -= 1
            if depth == 0:
                return place + 1 - (line[place - 1 : place] == "!")
    return at + 1
