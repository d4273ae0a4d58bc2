"""Which commits a push brings, and what moving a branch would lose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ims_docs.adapters.git.completeness import require_parents
from ims_docs.adapters.git.history import History
from ims_docs.adapters.git.log import OLDEST_FIRST, Head, heads
from ims_docs.adapters.git.process import path_name
from ims_docs.errors import HistoryUnavailableError, UnreadableError

NOTHING = "0" * 40
"""How git names the commit of a branch that is not there yet, or is to go."""


class Commit(NamedTuple):
    """A commit as git keeps it."""

    name: str
    parents: tuple[str, ...]
    message: str

    @property
    def subject(self) -> str:
        """The first line of the message."""
        return self.message.lstrip("\n").partition("\n")[0]


def commits(history: History, wanted: Sequence[str], known: Sequence[str]) -> tuple[Commit, ...]:
    """Commits that the wanted ones lead back to and the known ones do not, oldest first.

    `known` may hold names of commits, `--all`, and `--remotes=NAME`. Raises
    HistoryUnavailableError where the history is cut off at one of them.
    """
    if not wanted:
        return ()
    output = history.run(*OLDEST_FIRST, *wanted, "--not", *known, "--")
    found = tuple(Commit(one.name, one.parents, one.message) for one in heads(output))
    require_parents(history, found)
    return found


def head_of(history: History, commit: str = "HEAD") -> Head:
    """One commit, by default the one that is checked out. Raises UnreadableError without it."""
    return next(heads(history.run(*OLDEST_FIRST, "--max-count=1", commit, "--")))


def commit_of(history: History, name: str) -> str:
    """The commit that an object is or leads to; empty when it is none, or is not here."""
    try:
        return history.resolve(name)
    except UnreadableError:
        return ""


def loses_commits(history: History, before: str, after: str) -> bool:
    """Whether a branch that moves from `before` to `after` no longer leads to what it held."""
    return bool(history.run("rev-list", "--max-count=1", before, "--not", after, "--"))


def common(history: History, one: str, other: str) -> str:
    """The newest commit that both lead back to; empty where they have nothing in common."""
    return history.run("merge-base", one, other, check=False).decode().split("\n")[0].strip()


def all_common(history: History, one: str, other: str) -> tuple[str, ...]:
    """The same, where two lines that were joined crosswise have several."""
    return tuple(history.run("merge-base", "--all", one, other, check=False).decode().split())


def count(history: History, commit: str) -> int:
    """How many commits there are up to this one, itself included."""
    return int(history.run("rev-list", "--count", commit))


def merges(history: History) -> frozenset[str]:
    """Every commit of any branch that joins others."""
    return frozenset(history.run("rev-list", "--merges", "--all", "HEAD", "--").decode().split())


def names_between(history: History, first: str, last: str) -> frozenset[str]:
    """The commits that the last one leads back to and the first does not; empty: from the start."""
    known = ("--not", first) if first else ()
    return frozenset(history.run("rev-list", last, *known).decode().split())


def require_store(history: History) -> None:
    """Raise HistoryUnavailableError unless git keeps a history here that can be read, bare or not."""
    try:
        names = history.run("rev-parse", "--show-object-format").strip()
    except UnreadableError as error:
        raise HistoryUnavailableError(
            f"{history.root} is not a git repository",
            hint="Name the folder of the repository that others push to.",
        ) from error
    if names != b"sha1":
        raise HistoryUnavailableError(
            f"This repository names its objects by {path_name(names)}; only sha1 can be read",
            hint="Make a repository with `git init --object-format=sha1`.",
        )
