"""A date by which something has to happen, as a schema declares it."""

from __future__ import annotations

from typing import NamedTuple

CLOSED = "closed"
"""Until the record is closed, or the state of the entry says that nothing is due any more."""

NEWER = "newer"
"""Until a newer record of the same series is there."""

MOVED = "moved"
"""Until the date itself is moved or taken away."""


class Deadline(NamedTuple):
    """A date among the keys of a record, or of an entry, that is a deadline."""

    keys: tuple[str, ...]
    """The way to it; "*" stands for each of a list."""
    title: str
    """What the date is called."""
    until: tuple[str, ...]
    """What ends it: `closed`, `newer`, `moved`, or a key beside it. One of them is enough."""
    group: str = ""
    """What the list is called in which it stands, empty for a date that stands by itself."""
    who: str = ""
    """The key beside it that names who sees to it; empty where only the owner is known."""
    ask: bool = False
    """Whether nothing in the record itself can say that it is done."""

    @property
    def way(self) -> str:
        """The way to it in words: actions[].due."""
        return ".".join(self.keys).replace(".*", "[]")
