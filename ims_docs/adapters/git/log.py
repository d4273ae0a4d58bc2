"""What `git log` prints, as commits with what each changed against every parent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from ims_docs.adapters.git.messages import readable
from ims_docs.adapters.git.process import path_name

_SHOWN = (
    "-z",
    "--no-color",
    "--no-notes",
    "--no-decorate",
    "--encoding=UTF-8",
    "--format=%H%x00%T%x00%P%x00%an%x00%ae%x00%at%x00%ct%x00%B",
)
"""Asks for the eight fields of `Head`. Every option that a repository's own settings could turn
is given, so that they have no effect."""

OLDEST_FIRST = ("log", "--topo-order", "--reverse", *_SHOWN)
"""Asks for commits alone, for `heads`."""

_EVERY_CHANGE = ("log", "--all", "--root", "--no-follow", "--format=", "--no-renames", "-m", "-z")

PATHS = (*_EVERY_CHANGE, "--name-only")
"""Asks for the name of every file that any commit has changed, each ended by NUL."""

SIDES = (*_EVERY_CHANGE, "--raw", "--no-abbrev")
"""Asks for git's names of the bytes before and after every change of a file, then its path."""

ARRIVALS = (
    "log",
    "--topo-order",
    "--reverse",
    "--root",
    "--no-follow",
    "--no-renames",
    "-m",
    "--diff-filter=A",
    "--format=",
    "--name-only",
    "-z",
)
"""Asks for the name of every file that a commit added, the oldest first."""

ADDITIONS = ("log", "--format=%H", "--diff-filter=A", "--no-renames")
"""Asks for the commits that added a file, newest first."""

WITH_DIFFERENCES = (
    "log",
    "--date-order",
    "--root",
    "--diff-merges=separate",
    "--raw",
    "--no-abbrev",
    "-M",
    "-l1000",
    "-O/dev/null",
    "--no-relative",
    "--ignore-submodules=none",
    *_SHOWN,
)
"""Asks for commits with what each changed against every parent, for `parse_log`."""

_CHANGES = {"A": "added", "R": "renamed", "D": "removed", "C": "added"}
_NO_FILE = "0" * 40


class Head(NamedTuple):
    """A commit as git prints it."""

    name: str
    tree: str
    parents: tuple[str, ...]
    author: str
    email: str
    authored: str
    """Seconds since 1970, as the author's clock claimed; a forged commit may have anything here."""
    committed: str
    message: str


_NUMBER = len(Head._fields)


class Difference(NamedTuple):
    """One file that is not as it was in a parent."""

    change: str
    """added, changed, renamed, removed."""
    path: str
    former_path: str
    """The other name that a renamed file had before, otherwise empty."""
    blob: str
    """Git's name for the bytes after the change, empty when the file was removed."""
    former_blob: str


Differences = Mapping[str, Difference]
"""Path to what happened to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedCommit:
    """A commit and its differences, one mapping for each parent; one for a commit without any."""

    name: str
    tree: str
    parents: tuple[str, ...]
    author: str
    email: str
    authored: datetime
    committed: datetime
    message: str
    differences: tuple[Differences, ...]


def heads(output: bytes) -> Iterator[Head]:
    """Every commit of a log, in its order."""
    for head, _ in _blocks(path_name(output).split("\0")):
        yield head


def parse_log(output: bytes) -> tuple[LoggedCommit, ...]:
    """Every commit, children before their parents, otherwise newest first.

    Fields are counted and never searched for, because a message may hold anything but NUL.
    """
    blocks = list(_blocks(path_name(output).split("\0")))
    trees = {head.name: head.tree for head, _ in blocks}
    found: list[LoggedCommit] = []
    place = 0
    while place < len(blocks):
        head, _ = blocks[place]
        own = place
        while place < len(blocks) and blocks[place][0].name == head.name:
            place += 1
        found.append(_logged(head, [one for _, one in blocks[own:place] if one], trees))
    return tuple(found)


def _blocks(fields: Sequence[str]) -> Iterator[tuple[Head, Differences]]:
    """The fields of a commit with its differences to one parent; a merge has several such blocks."""
    place = 0
    while place + _NUMBER <= len(fields):
        name, tree, parents, author, email, authored, committed, message = fields[
            place : place + _NUMBER
        ]
        head = Head(
            name=name,
            tree=tree,
            parents=tuple(parents.split()),
            author=readable(author),
            email=readable(email),
            authored=authored,
            committed=committed,
            message=readable(message),
        )
        place += _NUMBER
        differences: dict[str, Difference] = {}
        while place < len(fields) and fields[place].lstrip("\n").startswith(":"):
            _, _, before, after, status = fields[place].split(" ")
            former, path = "", fields[place + 1]
            place += 2
            if status[0] in "RC":
                former, path = path, fields[place]
                place += 1
            differences[path] = Difference(
                _CHANGES.get(status[0], "changed"),
                path,
                former if status[0] == "R" else "",
                "" if after == _NO_FILE else after,
                "" if before == _NO_FILE else before,
            )
        yield head, differences


def _logged(head: Head, blocks: list[Differences], trees: Mapping[str, str]) -> LoggedCommit:
    """Give each parent its block: git prints none for a parent whose files are all the same."""
    waiting = iter(blocks)
    return LoggedCommit(
        name=head.name,
        tree=head.tree,
        parents=head.parents,
        author=head.author,
        email=head.email,
        authored=_moment(head.authored),
        committed=_moment(head.committed),
        message=head.message.strip("\n"),
        differences=tuple(
            {} if trees.get(parent) == head.tree else next(waiting, {}) for parent in head.parents
        )
        or (next(waiting, {}),),
    )


def _moment(seconds: str) -> datetime:
    """The moment that a commit claims; what no calendar holds becomes its last or first day."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        far = seconds.isdecimal() and int(seconds) > 0
        return datetime.max.replace(microsecond=0, tzinfo=UTC) if far else _EPOCH


_EPOCH = datetime.fromtimestamp(0, UTC)
