"""What stands inside a line: code, links, and what a page would hide or run."""

from __future__ import annotations

import re
from collections.abc import Iterator

_RUN = re.compile(r"`+")
_ADDRESS = r"([^()\s<>]*+(?:\([^()\s]*+\)[^()\s<>]*+)*+)"
_LINK = re.compile(r"!?\[(?:[^\[\]\\]|\\.|\[[^\[\]]*+\])*+\]\(\s*+<?" + _ADDRESS + r">?[^)]*+\)")
_TARGET = re.compile(r"\]\(\s*+<?" + _ADDRESS)
_DEFINITION = re.compile(r"[\s>*+0-9.-]*\[(?!\^|TODO:)([^\]]+)\]:\s*<?([^\s>]*)>?(?:\s.*)?")
_PAIR = re.compile(r"\[[^\[\]]*+\]")
_TAG = re.compile(r"<[A-Za-z/!?]")
_AUTOLINK = re.compile(r"<(https?://[^\s<>]+|[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+)>")
MAX_INDENT = 60
_NESTED = re.compile(r"[ \t]*(?:(?:[-*+]|[0-9]{1,9}\.)[ \t]+|>[ \t]*){31,}\S")
_RULE = re.compile(r"[ \t]*([-*])[ \t]*(?:\1[ \t]*)*")
_MARKERS = frozenset("-*+>0123456789 \t")

SNIPPET = (
    "A snippet marker pulls in text from another file",
    "Write the text here.",
)

Found = tuple[int, str]
"""A column from 1, and what stands there."""


def without_code(line: str) -> tuple[str, bool]:
    """The line with its code blanked out, and whether a code span may go on below it.

    From a backtick on that has no partner in the line nothing is taken for code: the
    partner may be anywhere, so what follows may be live.
    """
    runs = list(_RUN.finditer(line))
    pieces, done, at = [], 0, 0
    while at < len(runs):
        start, end = runs[at].span()
        if line[start - 1 : start] == "\\":
            break
        partner = next(
            (other for other in range(at + 1, len(runs)) if len(runs[other][0]) == end - start),
            None,
        )
        if partner is None:
            break
        closed = runs[partner].end()
        pieces += [line[done:start], " " * (closed - start)]
        done, at = closed, partner + 1
    return "".join(pieces) + line[done:], at < len(runs)


def links(line: str) -> Iterator[Found]:
    """The targets of the links in a line; an empty one where the target is on the next line."""
    seen = set()
    for match in _LINK.finditer(line):
        seen.add(match.start(1))
        yield match.start() + 1, match[1]
    for match in _TARGET.finditer(line) if line.count("](") > len(seen) else ():
        if match.start(1) not in seen:
            yield match.start() + 1, match[1]
    if "]:" in line and (definition := _DEFINITION.fullmatch(line)):
        yield definition.start(1), definition[2]
    for match in _AUTOLINK.finditer(line) if "<" in line else ():
        yield match.start() + 1, match[1] if ":" in match[1] else f"mailto:{match[1]}"


def breaks_off(line: str) -> int:
    """The column where a link starts whose address is on the next line, otherwise 0."""
    text = line.rstrip()
    if text.endswith(("](", "](<")):
        return text.rindex("](") + 1
    definition = _DEFINITION.fullmatch(text)
    return definition.start(1) if definition and not definition[2] else 0


def open_brackets(line: str) -> int:
    """How many brackets and link targets the line leaves open: what slows a renderer down."""
    unpaired = _PAIR.sub("", line).count("[")
    targets = line.count("](")
    return unpaired + (targets and targets - sum(1 for _ in _LINK.finditer(line)))


def tag(line: str) -> int:
    """The column of raw HTML, otherwise 0. A web address in < and > is none."""
    for match in _TAG.finditer(line):
        if not _AUTOLINK.match(line, match.start()):
            return match.start() + 1
    return 0


def snippet(line: str) -> int:
    """The column of a marker that pulls in another file, otherwise 0."""
    at = line.find("-8<-")
    return len(line[: at + 1].rstrip("-")) + 1 if at >= 0 else 0


def is_too_deep(line: str) -> bool:
    """Whether lists or quotations are nested so deep in a line that a renderer gives up."""
    if len(line) <= MAX_INDENT or line[0] not in _MARKERS:
        return False
    if line[:MAX_INDENT].isspace():
        return True
    return _NESTED.match(line) is not None and not _RULE.fullmatch(line)
