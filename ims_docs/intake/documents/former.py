"""A text that somebody has, taken apart into blocks, with what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ims_docs.intake.pieces import Piece


class Block(NamedTuple):
    """A heading, or something below one."""

    text: str
    """Markdown. Of a heading the words alone, as Markdown."""
    level: int = 0
    """1 to 6 of a heading, 0 of anything else."""
    runs: tuple[int, ...] = ()
    """The pieces of the former file that are in it, by number."""


class Picture(NamedTuple):
    """A picture or another file that comes along."""

    name: str
    data: bytes


@dataclass
class Former:
    """What was read."""

    title: str
    blocks: list[Block]
    keys: dict[str, str] = field(default_factory=dict)
    """What it says of itself: id, version, date, owner."""
    more: list[str] = field(default_factory=list)
    """Its other keys, as words."""
    pictures: list[Picture] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What is not taken, or was understood in a way that a person should know."""
    pieces: list[Piece] = field(default_factory=list)
    """Every piece of a Word file, and what became of it."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many pieces of the former file are placed, in front matter, and not taken."""
    not_taken: list[str] = field(default_factory=list)
    """Each piece that is not taken, with why and its words."""
    asks: str = ""
    """What a person has to decide before it can be taken."""

    @property
    def headings(self) -> list[str]:
        """The words of its headings, in order."""
        return [one.text for one in self.blocks if one.level]
