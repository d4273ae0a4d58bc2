"""Texts that were read lately: a history of many branches comes back to the same bytes again and again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ims_docs.adapters.disk.tree import Tree
from ims_docs.formats.schemas import Schemas
from ims_docs.model.tree_entry import TreeEntry
from ims_docs.services.loading.content import Loaded
from ims_docs.services.loading.reading import Reader

_MOST = 8 * 1024 * 1024
"""Bytes of the texts that are remembered, some thousand pages. A branch is seldom open for longer."""
_LEAST = 1024
"""What the smallest text counts."""


class Recent:
    """What files said, by their path and git's name for the bytes, as long as the same types judge."""

    def __init__(self) -> None:
        self._schemas: Schemas | None = None
        self._known: dict[tuple[str, str], tuple[Loaded, int]] = {}
        self._size = 0

    def read(self, tree: Tree, schemas: Schemas, entries: Sequence[TreeEntry]) -> Iterator[Loaded]:
        """Each file in the order given; those are read that are not remembered."""
        reader = Reader(tree, schemas, None)
        if schemas is not self._schemas:
            self._schemas, self._known, self._size = schemas, {}, 0
        fresh = [one for one in entries if (one.path, one.blob) not in self._known]
        read = dict(zip(fresh, reader.content(fresh), strict=True))
        for entry in entries:
            place = entry.path, entry.blob
            if entry in read:
                size = max(reader.sizes.get(entry.path, 0), _LEAST)
                self._known[place] = read[entry], size
                self._size += size
            else:
                self._known[place] = self._known.pop(place)
            yield self._known[place][0]
        self._forget()

    def find(self, schemas: Schemas, blobs: Mapping[str, str]) -> dict[str, Loaded]:
        """What is remembered of some bytes, by their path."""
        known = self._known if schemas is self._schemas else {}
        return {path: known[path, blob][0] for path, blob in blobs.items() if (path, blob) in known}

    def _forget(self) -> None:
        """The oldest go first."""
        while self._size > _MOST:
            place = next(iter(self._known))
            self._size -= self._known.pop(place)[1]
