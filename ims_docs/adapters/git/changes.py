"""Which files a commit or the index changes, and what they were before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ims_docs.adapters.git.history import History
from ims_docs.adapters.git.process import path_name
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


def staged_changes(history: History) -> Changes:
    """What the next commit would change."""
    base = history.head() or _NOTHING_YET
    return _changes(
        history.run(
            "diff-index", "--cached", "--ita-invisible-in-index", "-r", "-z", "--no-renames", base
        )
    )


def commit_changes(history: History, commit: str, parent: str = "") -> Changes:
    """What a commit changes against one of its parents; against nothing when it has none."""
    return _changes(
        history.run("diff-tree", "-r", "-z", "--no-renames", parent or _NOTHING_YET, commit)
    )


def changes_of(history: History, pairs: Sequence[tuple[str, str]]) -> Iterator[Changes]:
    """What each commit changes against a parent (empty: against nothing); one process for all."""
    for fields in raw_changes(history, pairs):
        yield _changes(b"\0".join(fields))


def raw_changes(history: History, pairs: Sequence[tuple[str, str]]) -> Iterator[list[bytes]]:
    """The same as git prints it: for each file a field about the two sides, then its name."""
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
    fields = output.split(b"\0")
    place = 0
    for commit, _ in pairs:
        assert fields[place].decode() == commit, "git answers in the order of the questions"  # noqa: S101
        end = place = place + 1
        while fields[end].startswith(b":"):
            end += 2
        yield fields[place:end]
        place = end


def _changes(output: bytes) -> Changes:
    """Parse `--raw -z`: a line about the two sides, then the name, each ended by NUL."""
    fields = output.split(b"\0")
    paths, former, present = [], {}, {}
    for about, name in zip(fields[::2], fields[1::2], strict=False):
        _, mode, before, after, status = about.decode().split(" ")
        path = path_name(name)
        paths.append(path)
        if status[0] != "A":
            former[path] = before
        if status[0] != "D":
            present[path] = TreeEntry(path, kind_of(mode), after)
    return Changes(frozenset(paths), former, present)


def companions(history: History, path: str) -> frozenset[str]:
    """Every file that came or changed together with this one, in any commit."""
    commits = history.run("log", "--format=%H", "HEAD", "--", path).decode().split()
    found: set[str] = set()
    for commit in commits:
        parents = history.run("rev-parse", f"{commit}^@", check=False).decode().split()
        if parents:  # the first commit of all brings everything, and says nothing
            found |= commit_changes(history, commit, parents[0]).paths
    return frozenset(found)


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
    base = history.run("merge-base", "HEAD", "MERGE_HEAD", check=False).decode().strip()
    other = history.resolve("MERGE_HEAD")
    return Collision(stages["2"], stages["3"], commit_changes(history, other, base).paths)
