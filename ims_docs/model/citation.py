"""A citation: where a text names a limit or a decision, and what it says beside it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

LIMIT, DECISION = "LIM", "DEC"
REGISTERS = {LIMIT: "limits", DECISION: "decisions"}
"""By prefix: the type of the register that holds what is cited."""


class Citation(NamedTuple):
    """One or more ids in one pair of brackets, or one id in running text."""

    ids: tuple[str, ...]
    line: int
    column: int
    before: str
    """The words of the same sentence or table row before it, from the citation before on."""
    after: str
    """The words of the same sentence or table row behind it, up to the next citation."""
    states: bool
    """Whether it stands in brackets of its own, as evidence for what is said beside it."""


class ChangedValue(NamedTuple):
    """What a limit or decision said before and says now, and since when."""

    before: str
    after: str
    day: date


def register_of(identifier: str) -> str:
    """The type of the register that holds an id of this prefix."""
    return REGISTERS[identifier[:3]]
