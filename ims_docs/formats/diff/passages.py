"""Two Markdown bodies to a redline, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from ims_docs.formats.diff.changes import Folded, Kind, Passage, Run, Text
from ims_docs.formats.diff.words import likeness, redline

_OWN_LINE = re.compile(r"\s*(?:[-*+] |\d{1,9}[.)] |\||#|!!!|:)")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_ALIKE = 0.4
"""Two paragraphs with less in common are two paragraphs, not one that was changed."""
_AHEAD = 20
"""How far a changed paragraph is looked for among those that went."""


class Block(NamedTuple):
    """A paragraph, or one line of a list, table or block of code."""

    text: str
    """Its words with one blank between them; the indent counts, line breaks do not."""
    heading: str
    raw: str


def passages(before: str, after: str) -> tuple[tuple[Text, ...], bool]:
    """What changed with the rest folded; and whether spaces or line breaks differ in the rest."""
    old, new = list(blocks(before)), list(blocks(after))
    found: list[Text] = []
    relaid = False
    matcher = SequenceMatcher(None, [one.text for one in old], [one.text for one in new])
    for code, i, j, k, m in matcher.get_opcodes():
        if code == "equal":
            found.append(Folded(j - i))
            relaid = relaid or [one.raw for one in old[i:j]] != [one.raw for one in new[k:m]]
        else:
            found.extend(_changed(old[i:j], new[k:m]))
    return tuple(found), relaid


def blocks(body: str) -> Iterator[Block]:
    """The body in the pieces that are compared."""
    heading = ""
    lines: list[str] = []
    in_code = False
    for line in (*body.split("\n"), ""):
        is_fence = _FENCE.match(line) is not None
        own = in_code or is_fence or _OWN_LINE.match(line) is not None
        if lines and (own or not line.strip()):
            yield _block(lines, heading)
            lines = []
        in_code ^= is_fence
        if line.startswith("#") and not in_code:
            heading = line.lstrip("#").strip()
        if in_code or is_fence:
            if line.strip():
                yield Block(line, heading, line)
        elif line.strip():
            lines.append(line)


def _block(lines: Sequence[str], heading: str) -> Block:
    raw = "\n".join(lines)
    indent = raw[: len(raw) - len(raw.lstrip())]
    return Block(indent + " ".join(raw.split()), heading, raw)


def _changed(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Passage]:
    """Paragraphs that went, came, or became another; in the order of the texts."""
    place = 0
    came: list[Passage] = []
    for block in new:
        ahead = range(place, min(len(old), place + _AHEAD))
        scores = [(likeness(old[one].text, block.text), -one) for one in ahead]
        best, negative = max(scores, default=(0.0, 0))
        if best < _ALIKE:
            came.append(_single(Kind.ADDED, block))
            continue
        partner = -negative
        yield from (_single(Kind.REMOVED, left) for left in old[place:partner])
        yield from came
        yield Passage(block.heading, redline(old[partner].text, block.text))
        place, came = partner + 1, []
    yield from (_single(Kind.REMOVED, left) for left in old[place:])
    yield from came


def _single(kind: Kind, block: Block) -> Passage:
    return Passage(block.heading, (Run(kind, block.text),))
