"""What readings of many revisions in one process share, because the same bytes say the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from pathlib import Path

from ims_docs.adapters import resources
from ims_docs.adapters.disk.known import KnownBytes
from ims_docs.formats.schemas import Schemas
from ims_docs.model.approval import StoredStatement
from ims_docs.model.tree_entry import TreeEntry
from ims_docs.services.loading import standards
from ims_docs.services.loading.approvals import Bytes
from ims_docs.services.loading.content import Loaded
from ims_docs.services.loading.reading import Reader


class Memory:
    """The product's schemas and standards, and every content by its path and git's name for it."""

    known: KnownBytes | None = None
    """The files on disk that were read; None where each is read whenever it is asked for."""

    def __init__(self) -> None:
        self._shipped: standards.Shipped | None = None
        self.judged: dict[Bytes, StoredStatement] = {}
        """What each signed statement is worth by itself."""
        self._loaded: dict[tuple[str, str], Loaded] = {}

    @cached_property
    def schemas(self) -> Schemas:
        """The product's own alone. Never add to it."""
        return _shipped_schemas(resources.resource("schemas"))

    def shipped(self, reader: Reader) -> standards.Shipped:
        """The product's standards and crosswalks."""
        if self._shipped is None:
            self._shipped = _by_cache(reader) if reader.remembers else standards.shipped()
        return self._shipped

    def content(
        self, reader: Reader, schemas: Schemas, entries: Sequence[TreeEntry]
    ) -> Iterable[Loaded]:
        """Each file in the order given; what was read before is not read again."""
        if schemas is not self.schemas or not all(entry.blob for entry in entries):
            return reader.content(entries)
        fresh = [entry for entry in entries if (entry.path, entry.blob) not in self._loaded]
        for entry, one in zip(fresh, reader.content(fresh), strict=True):
            self._loaded[entry.path, entry.blob] = one
        return [self._loaded[entry.path, entry.blob] for entry in entries]


@cache
def _shipped_schemas(folder: Path) -> Schemas:
    """Read once in a process: what is installed does not change below it."""
    return Schemas(folder)


DECODED: dict[Path, standards.Shipped] = {}
"""What this process took from a cache: the product's standards, by the folder that they lie in."""


def _by_cache(reader: Reader) -> standards.Shipped:
    folder = resources.standards()
    if folder not in DECODED:
        DECODED[folder] = standards.shipped_by(reader.keys)
    return DECODED[folder]
