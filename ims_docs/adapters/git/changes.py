"""Which files a commit or the index changes, and what they were before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ims_docs.adapters.git.history import History
from ims_docs.adapters.git.log import ADDITIONS, ARRIVALS
from ims_docs.adapters.git.process import path_name, path_names
from ims_docs.adapters.git.unfinished import MERGED
from ims_docs.model.tree_entry import TreeEntry, kind_of

_NOTHING_YET = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
"""Git's name for a tree without files."""


class Changes(NamedTuple):
    """What is different from one state to the next."""

    paths: frozenset[str]
    """Every file that was added, changed or removed."""
    former: Mapping[str, str]
    """What was changed or removed: path to git's name for the former bytes."""
    present: Mapping[str, TreeEntry]
    """What was added or changed, as it is now."""


class Sides(NamedTuple):
    """One file that is different, as git prints it."""

    path: str
    mode: str
    """After the change."""
    before: str
    """Git's name for the bytes; only zeros where there is no file."""
    after: str
    status: str
    """A for added, D for removed, otherwise changed."""


def staged_changes(history: History, parent: str = "") -> Changes:
    """What the next commit would change, against one of its parents; without one against the last commit."""
    base = parent or history.head() or _NOTHING_YET
    output = history.run(
        "diff-index", "--cached", "--ita-invisible-in-index", "-r", "-z", "--no-renames", base
    )
    return _changes(_parsed(path_name(output).split("\0")))


def commit_changes(history: History, commit: str, parent: str = "") -> Changes:
    """What a commit changes against one of its parents; against nothing when it has none."""
    output = history.run("diff-tree", "-r", "-z", "--no-renames", parent or _NOTHING_YET, commit)
    return _changes(_parsed(path_name(output).split("\0")))


def changes_of(history: History, pairs: Sequence[tuple[str, str]]) -> Iterator[Changes]:
    """What each commit changes against a parent (empty: against nothing); one process for all."""
    yield from map(_changes, sides_of(history, pairs))


def sides_of(history: History, pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[Sides, ...]]:
    """The same, file by file."""
    lines = "".join(f"{commit} {parent}".rstrip() + "\n" for commit, parent in pairs)
    output = history.run(
        "diff-tree",
        "--stdin",
        "--root",
        "--always",
        "-r",
        "-z",
        "--no-renames",
        lines=lines.encode(),
    )
    fields = path_name(output).split("\0")
    place = 0
    for commit, _ in pairs:
        assert fields[place] == commit, "git answers in the order of the questions"  # noqa: S101
        end = place = place + 1
        while fields[end].startswith(":"):
            end += 2
        yield tuple(_parsed(fields[place:end]))
        place = end


def _parsed(fields: Sequence[str]) -> Iterator[Sides]:
    """Parse `--raw -z`: a field about the two sides, then the name."""
    for about, path in zip(fields[::2], fields[1::2], strict=False):
        _, mode, before, after, status = about.split(" ")
        yield Sides(path, mode, before, after, status[0])


def _changes(sides: Iterable[Sides]) -> Changes:
    paths, former, present = [], {}, {}
    for path, mode, before, after, status in sides:
        paths.append(path)
        if status != "A":
            former[path] = before
        if status != "D":
            present[path] = TreeEntry(path, kind_of(mode), after)
    return Changes(frozenset(paths), former, present)


def companions(history: History, path: str) -> frozenset[str]:
    """Every file that came or changed together with this one, in any commit."""
    commits = history.run("rev-list", "HEAD", "--", path).decode().split()
    found: set[str] = set()
    for commit in commits:
        parents = history.run("rev-parse", f"{commit}^@", check=False).decode().split()
        if parents:  # the first commit of all brings everything, and says nothing
            found |= commit_changes(history, commit, parents[0]).paths
    return frozenset(found)


def first_bytes(history: History, ref: str, path: str) -> bytes | None:
    """What a file held when it came first, on the way to a commit; None where it never did."""
    commits = _additions(history, ref, path)
    return next(history.blobs([f"{commits[-1]}:{path}"]), None) if commits else None


def came_with(history: History, ref: str, path: str) -> str:
    """The commit that brought a file last; empty where none did."""
    return next(iter(_additions(history, ref, path)), "")


def arrivals(history: History, commit: str, *paths: str) -> list[str]:
    """The files that came, in the order in which they came first; one that came twice stands twice."""
    return path_names(history.run(*ARRIVALS, commit, "--", *paths))


def _additions(history: History, ref: str, path: str) -> list[str]:
    """The commits that added a file, newest first."""
    return history.run(*ADDITIONS, ref, "--", path, check=False).decode().split()


class Collision(NamedTuple):
    """Two branches that added different files under one name, in a merge that waits for an answer."""

    ours: str
    """Git's name for the bytes on this branch."""
    theirs: str
    companions: frozenset[str]
    """What the other branch changed since the two went apart."""


def collision(history: History, path: str) -> Collision | None:
    """What waits to be decided about a path; None when nothing does."""
    stages: dict[str, str] = {}
    for row in history.run("ls-files", "--unmerged", "-z", "--", path).split(b"\0"):
        if row:
            _, blob, stage = row.partition(b"\t")[0].decode().split(" ")
            stages[stage] = blob
    if set(stages) != {"2", "3"}:
        return None
    base = history.run("merge-base", "HEAD", MERGED, check=False).decode().strip()
    other = history.resolve(MERGED)
    return Collision(stages["2"], stages["3"], commit_changes(history, other, base).paths)
