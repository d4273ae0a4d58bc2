"""What `git log` prints, as revisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from ims_docs.history.process import path_name
from ims_docs.model.revision import Revision

FORMAT = "--format=%H%x00%an%x00%ae%x00%at%x00%ct%x00%s"
"""The six fields that `parse_log` counts on."""

_CHANGES = {
    "A": "added",
    "M": "changed",
    "R": "renamed",
    "D": "removed",
    "T": "changed",
    "C": "added",
}


def parse_log(output: bytes) -> Iterator[Revision]:
    """Parse FORMAT with `--raw -z`: six fields of a commit, then its changes, all ended by NUL.

    Fields are counted and never searched for, because a subject may hold anything but NUL.
    """
    fields = output.split(b"\0")
    place = 0
    while place + 6 <= len(fields):
        if not fields[place]:  # between two commits
            place += 1
            continue
        commit, author, email, authored, committed, subject = map(
            path_name, fields[place : place + 6]
        )
        place += 6
        while place < len(fields) and fields[place].lstrip(b"\n").startswith(b":"):
            status = fields[place].rsplit(b" ", 1)[1].decode()
            former, path = "", path_name(fields[place + 1])
            place += 2
            if status[0] in "RC":
                former, path = path, path_name(fields[place])
                place += 1
            yield Revision(
                commit=commit,
                author=author,
                email=email,
                authored=_moment(authored),
                committed=_moment(committed),
                subject=subject.rstrip("\n"),
                change=_CHANGES.get(status[0], "changed"),
                path=path,
                former_path=former,
            )


def follow(changes: Iterable[Revision], path: str) -> Iterator[Revision]:
    """The changes of one file, back through its renames."""
    current = path
    for change in changes:
        if change.path == current:
            yield change
            if change.change == "renamed":
                current = change.former_path


def _moment(seconds: str) -> datetime:
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)
