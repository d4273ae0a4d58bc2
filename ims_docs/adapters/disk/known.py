"""The files on disk for somebody who looks again and again: what nobody touched is not read again."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ims_docs.adapters.disk.tree import WorkingTree, blob_name, read_file
from ims_docs.model.tree_entry import EntryKind, TreeEntry

_SECOND = 1_000_000_000
COARSE, _FINE = 2 * _SECOND, _SECOND // 20
"""Nanoseconds within which two writings may bear one time: where a disk counts in whole seconds
(or, as FAT does, in two), and where it counts in fractions."""


class Mark(NamedTuple):
    """What a system says of a file without opening it. It changes when somebody writes."""

    modified: int
    changed: int
    size: int
    number: int

    @classmethod
    def of(cls, found: os.stat_result) -> Mark:
        """The mark of a file that was looked at."""
        return cls(found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)

    def is_settled(self, now: int) -> bool:
        """Whether a writing after this moment gets another mark for sure."""
        newest = max(self.modified, self.changed)
        return newest + (_FINE if newest % _SECOND else COARSE) < now


class KnownBytes:
    """Git's names for the bytes of files, for as long as their marks stay what they were."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[Mark, tuple[str, str]]] = {}

    def __contains__(self, path: str) -> bool:
        """Whether it was read before."""
        return path in self._seen

    def names(self, path: str, mark: Mark) -> tuple[str, str] | None:
        """The names of what lies there: as it is, and with LF line ends."""
        mark_then, names = self._seen.get(path, (None, None))
        return names if mark == mark_then else None

    def last(self, path: str) -> tuple[str, str] | None:
        """The names of what lay there when it was looked at last."""
        seen = self._seen.get(path)
        return seen[1] if seen else None

    def learn(self, path: str, mark: Mark, data: bytes, now: int) -> None:
        """Remember what was read, unless the next writing could bear the same mark."""
        if not mark.is_settled(now):
            self._seen.pop(path, None)
            return
        name = blob_name(data)
        lf = blob_name(data.replace(b"\r\n", b"\n")) if b"\r\n" in data else name
        self._seen[path] = mark, (name, lf)


class KnownTree(WorkingTree):
    """The files on disk, with git's name for each that was read before and not touched since."""

    def __init__(self, root: Path, known: KnownBytes) -> None:
        super().__init__(root)
        self._known = known

    def entries(self) -> Iterator[TreeEntry]:
        """Every name under the folders that matter, in order of path."""
        root, known = f"{self.root}{os.sep}", self._known
        for entry in super().entries():
            if entry.kind is not EntryKind.FILE or entry.path not in known:
                yield entry
                continue
            try:
                mark = Mark.of(os.lstat(root + entry.path))
            except OSError:  # it went since the folder was read
                yield entry
                continue
            names = known.names(entry.path, mark)
            yield TreeEntry._make((entry.path, entry.kind, names[0])) if names else entry

    def read(self, entries: Iterable[TreeEntry]) -> Iterator[tuple[TreeEntry, bytes | str]]:
        """The bytes of each entry, or a sentence saying why they cannot be read."""
        root = f"{self.root}{os.sep}"
        for entry in entries:
            now = time.time_ns()
            data, found = read_file(root + entry.path)
            if found and isinstance(data, bytes):
                self._known.learn(entry.path, Mark.of(found), data, now)
            yield entry, data
