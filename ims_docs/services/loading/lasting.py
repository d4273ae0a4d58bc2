"""What one process remembers that reads the same repository again and again, while some of it changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ims_docs.adapters.disk.known import KnownBytes
from ims_docs.formats.schemas import Schemas
from ims_docs.model.defect import Defect
from ims_docs.model.tree_entry import TreeEntry
from ims_docs.services.loading.content import Loaded
from ims_docs.services.loading.reading import Reader
from ims_docs.services.loading.shared import Memory

_TEXTS = 3
"""So many texts of one file are remembered: on disk, in git, and as somebody types it."""


class LastingMemory(Memory):
    """What the newest texts of each file say, by git's name for them."""

    known: KnownBytes

    def __init__(self) -> None:
        super().__init__()
        self.known = KnownBytes()
        self._texts: dict[str, dict[str, Loaded]] = {}
        self._read_by = ""
        """By which schemas all of it was read."""

    def content(
        self, reader: Reader, schemas: Schemas, entries: Sequence[TreeEntry]
    ) -> Iterable[Loaded]:
        """Each file in the order given; what was read before is not read again."""
        if schemas.digest != self._read_by:
            self._texts, self._read_by = {}, schemas.digest
        texts, on_disk = self._texts, self.known
        known: dict[str, Loaded] = {}
        for entry in entries:
            if entry.blob and (one := texts.get(entry.path, {}).get(entry.blob)):
                known[entry.path] = one
                names = on_disk.last(entry.path)
                as_it_is = (entry.blob, entry.blob)
                reader.blobs[entry.path] = names if names and names[0] == entry.blob else as_it_is
        fresh = [entry for entry in entries if entry.path not in known]
        for entry, one in zip(fresh, reader.content(fresh), strict=True):
            known[entry.path] = one
            names = reader.blobs.get(entry.path)
            if names and not isinstance(one, Defect):
                self._keep(texts, entry.path, names[0], one)
        return [known[entry.path] for entry in entries]

    @staticmethod
    def _keep(texts: dict[str, dict[str, Loaded]], path: str, name: str, one: Loaded) -> None:
        rest = [(key, each) for key, each in texts.get(path, {}).items() if key != name]
        texts[path] = dict([(name, one), *rest][:_TEXTS])
