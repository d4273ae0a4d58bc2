"""What taking something in would do: what is new, what changes, what is wrong, what is left."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Outcome:
    """What one file, or one sheet of it, leads to."""

    added: dict[str, str] = field(default_factory=dict)
    """New ids, each with what it is called."""
    changed: dict[str, list[str]] = field(default_factory=dict)
    """Ids that are there already, each with its changes as a reader sees them."""
    same: int = 0
    """How much says what is kept already."""
    problems: dict[str, str] = field(default_factory=dict)
    """By place what has to be put right before anything is taken."""
    notes: list[str] = field(default_factory=list)
    """What is not taken, and what was understood in a way that a person should know."""
    texts: dict[str, str | bytes] = field(default_factory=dict)
    """By path what would stand there."""

    @property
    def is_right(self) -> bool:
        """Whether it can be taken."""
        return not self.problems

    @property
    def says_nothing(self) -> bool:
        """Whether everything is there already."""
        return not (self.added or self.changed or self.problems)
