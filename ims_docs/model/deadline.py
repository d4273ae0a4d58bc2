"""A date by which something has to happen, as a schema declares it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ims_docs.model.content import Pointer, Value

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


def dated(
    values: Mapping[str, Value], keys: Sequence[str], so_far: Pointer = ()
) -> Iterator[tuple[Pointer, date]]:
    """Every day at the end of a way through keys, and the way to it; "*" stands for each of a list."""
    key, *rest = keys
    value, pointer = values.get(key), (*so_far, key)
    if not rest:
        try:
            yield pointer, date.fromisoformat(value if isinstance(value, str) else "")
        except ValueError:
            return
    elif rest[0] == "*":
        for index, one in enumerate(value if isinstance(value, list) else ()):
            if isinstance(one, dict):
                yield from dated(one, rest[1:], (*pointer, index))
    elif isinstance(value, dict):
        yield from dated(value, rest, pointer)
