"""The body of a draft: our sections with what belongs there, and the rest below one heading, in its order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ims_docs.intake.documents.former import Block
from ims_docs.intake.documents.likeness import bare
from ims_docs.intake.legible import legible

REST = "From the former document"
_DEEPEST = 6


class Body(NamedTuple):
    """A body, and where each piece of the former file is in it."""

    text: str
    places: Mapping[int, int]
    """By number of the piece its line, from 1."""


def headings_of(blocks: Sequence[Block]) -> list[tuple[str, int]]:
    """How a plan names each heading, and which block it is; one that is there twice has a number."""
    found: list[tuple[str, int]] = []
    seen: dict[str, int] = {}
    for at, block in enumerate(blocks):
        if block.level:
            name = legible(" ".join(block.text.split())) or "(empty)"
            seen[name] = seen.get(name, 0) + 1
            found.append((name if seen[name] == 1 else f"{name} ({seen[name]})", at))
    return found


def assemble(
    title: str, blocks: Sequence[Block], sections: Sequence[str], mapping: Mapping[str, str]
) -> Body:
    """The body. A heading takes what is below it along, up to the next one that goes elsewhere."""
    lines = _Lines()
    first = bool(blocks and blocks[0].level == 1 and _same(blocks[0].text, title))
    lines.add(f"# {title}", blocks[0].runs if first else ())
    rest = list(blocks[1:] if first else blocks)
    offset = len(blocks) - len(rest)
    target = {at - offset: mapping.get(name, "") for name, at in headings_of(blocks)}
    by_section: dict[str, list[Block]] = {}
    current, level = "", _DEEPEST + 1
    for at, block in enumerate(rest):
        if block.level:
            wanted = target.get(at, "")
            if wanted or block.level <= level:
                current = wanted if wanted in sections else ""
                level = block.level if current else _DEEPEST + 1
        by_section.setdefault(current, []).append(block)
    for section in sections:
        own = by_section.get(section, [])
        is_same = bool(own) and own[0].level > 0 and _same(bare(own[0].text), section)
        lines.add(f"## {section}", own[0].runs if is_same else ())
        _below(lines, own[1:] if is_same else own)
        if not any(one.text.strip() for one in own[1 if is_same else 0 :]):
            lines.add("[TODO: write this section]")
    left = by_section.get("", [])
    if left:
        if sections:
            lines.add(f"## {REST}")
        _below(lines, left, 3 if sections else 2)
    return Body(lines.text, lines.places)


@dataclass
class _Lines:
    """Markdown that grows block by block."""

    lines: list[str] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)

    def add(self, text: str, runs: Sequence[int] = ()) -> None:
        if not text.strip():
            return
        if self.lines:
            self.lines.append("")
        for run in runs:
            self.places[run] = len(self.lines) + 1
        self.lines += text.strip("\n").split("\n")

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


def _below(lines: _Lines, blocks: Sequence[Block], top: int = 3) -> None:
    """Blocks with their headings moved so far down that none is above `top`."""
    highest = min((one.level for one in blocks if one.level), default=top)
    for one in blocks:
        if one.level:
            level = min(max(one.level - highest + top, top), _DEEPEST)
            lines.add(f"{'#' * level} {one.text}", one.runs)
        else:
            lines.add(one.text, one.runs)


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
