"""The bytes of many blobs, fetched by one process of git before they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from ims_docs.adapters.git.history import History

_AT_ONCE = 500


class Blobs:
    """Bytes by git's names for them. What was not fetched is read when it is asked for."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._fetched: dict[str, bytes | None] = {}

    def fetch(self, names: Iterable[str]) -> None:
        """Read these; what was fetched before is forgotten."""
        wanted = list(dict.fromkeys(names))
        self._fetched = dict(zip(wanted, self._history.blobs(wanted), strict=True))

    def blobs(self, names: Iterable[str]) -> Iterator[bytes | None]:
        """The bytes of each name, None where they are missing."""
        wanted = list(names)
        other = [name for name in wanted if name not in self._fetched]
        read = dict(zip(other, self._history.blobs(other), strict=True)) if other else {}
        for name in wanted:
            yield read[name] if name in read else self._fetched[name]


def each_blob(history: History, names: Iterable[str]) -> Iterator[bytes | None]:
    """The bytes of very many names in their order, some hundred of them in memory at a time."""
    waiting = iter(names)
    while some := list(islice(waiting, _AT_ONCE)):
        yield from history.blobs(some)
