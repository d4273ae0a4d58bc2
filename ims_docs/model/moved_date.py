"""A deadline that was moved: what it was at first, how often it moved, and who moved it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

_TIMES = {1: "once", 2: "twice"}


class DateMove(NamedTuple):
    """One move of a deadline."""

    before: date
    after: date
    who: str
    """The author of the commit, as it claims."""
    commit: str
    saved: date


class MovedDate(NamedTuple):
    """The past of a deadline that was moved at least once."""

    moves: tuple[DateMove, ...]
    """Oldest first."""
    what: str = ""
    """What has to happen by then, as people call it."""
    is_renewed: bool = False
    """Whether moving it is what ends it, as with the next look at an entry; then no promise was moved."""

    @property
    def first(self) -> date:
        """The day that was promised at first."""
        return self.moves[0].before

    @property
    def now(self) -> date:
        """The day that is promised now."""
        return self.moves[-1].after

    @property
    def text(self) -> str:
        """In words."""
        number = len(self.moves)
        people = tuple(dict.fromkeys(one.who or "somebody without a name" for one in self.moves))
        who = " and ".join((", ".join(people[:-1]), people[-1])) if people[1:] else people[0]
        times = _TIMES.get(number, f"{number} times")
        if self.is_renewed:
            return f"set again {times}, first for {self.first}, now for {self.now}, by {who}"
        return f"due {self.first}, moved {times}, now {self.now}, by {who}"
