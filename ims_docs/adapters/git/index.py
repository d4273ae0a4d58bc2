"""What git keeps in its index, and what it remembers of the files on disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ims_docs.adapters.git.process import path_name

_LOOKED_AT = "HMRCK?"


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """What git keeps of one file in its index."""

    path: str
    mode: str
    blob: str
    stage: int
    hidden: str
    """assume-unchanged or skip-worktree, otherwise empty."""
    size: int
    modified_ns: int


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
        facts = debug.split(b"\n", 5)
        seconds, _, nanoseconds = facts[1].strip().removeprefix(b"mtime: ").partition(b":")
        size = facts[4].strip().removeprefix(b"size: ").split(b"\t")[0]
        yield IndexEntry(
            path_name(name),
            mode,
            blob,
            int(stage),
            flags.get(path_name(name), ""),
            int(size),
            int(seconds) * 1_000_000_000 + int(nanoseconds),
        )
        entry = facts[5]
