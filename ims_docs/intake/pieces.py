"""Pieces of text of a former file, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass

PLACED, FRONT, LEFT = "placed", "front matter", "not taken"


@dataclass
class Piece:
    """One piece of text as a part of a file holds it."""

    part: str
    number: int
    """Counted through the whole file, from 0."""
    text: str
    fate: str = LEFT
    why: str = ""
    """Why it is left, or the key that it went to."""
