"""What git keeps in its index, and what it remembers of the files on disk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ims_docs.adapters.git.process import path_name

_LOOKED_AT = "HMRCK?"


class IndexEntry(NamedTuple):
    """What git keeps of one file in its index."""

    path: str
    mode: str
    blob: str
    stage: int
    hidden: str
    """assume-unchanged or skip-worktree, otherwise empty."""
    remembered: bytes
    """What git says of the file on disk as it was when it was taken in."""

    @property
    def size(self) -> int:
        """How many bytes that had."""
        return int(self._fact(4, b"size: ").split(b"\t")[0])

    @property
    def modified_ns(self) -> int:
        """When that was written."""
        seconds, _, nanoseconds = self._fact(1, b"mtime: ").partition(b":")
        return int(seconds) * 1_000_000_000 + int(nanoseconds)

    def _fact(self, line: int, name: bytes) -> bytes:
        return self.remembered.split(b"\n")[line].strip().removeprefix(name)


def overlooked(output: bytes) -> dict[str, str]:
    """Parse `ls-files -v -z`: what git does not look at, and what it was told about each.

    assume-unchanged is a small letter, skip-worktree an S.
    """
    records = (path_name(record) for record in output.split(b"\0") if record)
    return {
        record[2:]: "skip-worktree" if record[0] in "Ss" else "assume-unchanged"
        for record in records
        if record[0] not in _LOOKED_AT
    }


def index_entries(output: bytes, flags: dict[str, str]) -> Iterator[IndexEntry]:
    """Parse `ls-files --stage --debug -z`: a NUL after each name, then lines of remembered stat data."""
    entry, *pieces = output.split(b"\0")
    for debug in pieces:
        meta, _, name = entry.partition(b"\t")
        mode, blob, stage = meta.decode().split(" ")
        *facts, following = debug.split(b"\n", 5)
        path = path_name(name)
        yield IndexEntry(path, mode, blob, int(stage), flags.get(path, ""), b"\n".join(facts))
        entry = following
