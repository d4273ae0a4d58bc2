"""The bytes of many blobs, fetched by one process of git before they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ims_docs.adapters.git.batch import Answer
from ims_docs.adapters.git.history import History

_MOST = 64 * 1024 * 1024
"""So many bytes are kept; what does not fit is read when it is asked for."""


class Blobs:
    """Bytes by git's names for them. What was not fetched is read when it is asked for."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._fetched: dict[str, Answer] = {}

    def fetch(self, names: Iterable[str]) -> None:
        """Read these, as far as they fit in; what was fetched before is forgotten."""
        wanted = list(dict.fromkeys(names))
        self._fetched, taken = {}, 0
        for name, one in zip(wanted, self._history.contents(wanted), strict=True):
            taken += len(one.data)
            if taken > _MOST:
                return
            self._fetched[name] = one

    def blobs(self, names: Iterable[str]) -> Iterator[bytes | None]:
        """The bytes of each name, None where they are missing or too many."""
        return (one.data if one.is_whole else None for one in self.contents(names))

    def contents(self, names: Iterable[str]) -> Iterator[Answer]:
        """What git keeps under each name."""
        wanted = list(names)
        other = self._history.contents(name for name in wanted if name not in self._fetched)
        for name in wanted:
            yield self._fetched[name] if name in self._fetched else next(other)
