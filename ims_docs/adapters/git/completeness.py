"""Whether what git holds here is the whole. The one place that decides; everybody else asks it.

A part of a history, or of the files, looks like the whole to whoever only reads what is
there. Each function below raises HistoryUnavailableError where something is missing that
its caller counts on.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from ims_docs.adapters.git.process import Process, path_name, path_names
from ims_docs.errors import HistoryUnavailableError, ImsDocsError
from ims_docs.model.tree_entry import FOLDERS, ROOT_FILES

_PROMISES = r"^(remote\..*\.promisor|remote\..*\.partialclonefilter|extensions\.partialclone)$"
_UNSHALLOW = "Run `git fetch --unshallow` first."
_NAMED = 3
"""So many files are named; more say nothing new."""
_STAT_LINES = 5
_INTENT_TO_ADD = 1 << 29
"""The flag of an entry that has a name and no content yet."""


class _Commit(Protocol):
    """A commit by its name."""

    @property
    def name(self) -> str: ...


def require_whole(git: Process, *, lost: str = "") -> None:
    """Raise where commits, folders or files of the history are not here; `lost` says what that costs."""
    facts = git.run("rev-parse", "--is-shallow-repository", "--git-common-dir").split(b"\n")
    if facts[0] == b"true":
        raise HistoryUnavailableError(
            f"The history is cut off (shallow clone){lost}", hint=_UNSHALLOW
        )
    packs = git.root / path_name(facts[1]) / "objects" / "pack"
    if any(packs.glob("*.promisor")) or git.run("config", "--get-regexp", _PROMISES, fine=(0, 1)):
        raise HistoryUnavailableError(
            f"This is a partial clone: files of the history are not here{lost}",
            hint="Make a whole clone, without --filter, and work there.",
        )


def require_parents(git: Process, commits: Sequence[_Commit]) -> None:
    """Raise where the history is cut off at one of these commits: what came before it is not here."""
    if not commits or git.run("rev-parse", "--is-shallow-repository").strip() != b"true":
        return
    cut = _cut_off(git)
    if any(one.name in cut for one in commits):
        raise HistoryUnavailableError(
            "The history is cut off (shallow clone), so not every commit that was asked about is here",
            hint=_UNSHALLOW,
        )


def require_files(git: Process) -> None:
    """Raise where controlled files that git keeps were never put on disk (sparse checkout).

    Without git, or where git cannot work, nothing was left out by it.
    """
    try:
        listed = path_names(git.run("ls-files", "-t", "-z", "--", *FOLDERS, *ROOT_FILES))
    except ImsDocsError:
        return
    left_out = [row[2:] for row in listed if row.startswith("S ")]
    absent = [path for path in left_out if not os.path.lexists(git.root / path)]
    if absent:
        more = f" and {len(absent) - _NAMED} more" if len(absent) > _NAMED else ""
        raise HistoryUnavailableError(
            "Only a part of the files is on disk (sparse checkout). "
            f"Missing: {', '.join(absent[:_NAMED])}{more}",
            hint="Run `git sparse-checkout disable`, or "
            "`git update-index --no-skip-worktree PATH` and `git checkout PATH`.",
        )


def only_announced(git: Process, paths: Iterable[str]) -> frozenset[str]:
    """Which of these files are in the index by name alone (`git add --intent-to-add`)."""
    wanted = list(paths)
    if not wanted:
        return frozenset()
    output = git.run("ls-files", "--debug", "-z", "--", *wanted)
    found = set()
    name, *rows = path_name(output).split("\0")
    for row in rows:
        *_, sizes, following = row.split("\n", _STAT_LINES)
        if int(sizes.rpartition("flags: ")[2], 16) & _INTENT_TO_ADD:
            found.add(name)
        name = following
    return frozenset(found)


def _cut_off(git: Process) -> frozenset[str]:
    """The commits whose parents are not here."""
    folder = path_name(git.run("rev-parse", "--git-common-dir").rstrip(b"\n"))
    try:
        return frozenset((Path(git.root) / folder / "shallow").read_text("ascii").split())
    except (OSError, UnicodeDecodeError):
        return frozenset()
