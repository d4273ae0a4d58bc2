"""Saving files for a person: a commit of exactly these, made as the person would make it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from ims_docs.adapters.git.begun import begun, clear
from ims_docs.adapters.git.history import History
from ims_docs.adapters.git.unfinished import under_way
from ims_docs.adapters.git.unsaved import path_list
from ims_docs.errors import HistoryUnavailableError, UnreadableError


def require_savable(history: History, identity: Mapping[str, str]) -> None:
    """Raise HistoryUnavailableError when nothing can be saved now, before anything is written."""
    if what := under_way(history):
        raise HistoryUnavailableError(
            f"{what} is under way and not finished",
            hint="Finish it first: `git status` says how. Or leave --commit out.",
        )
    clear(history)
    lock = history.root / history.git_path("index.lock")
    if lock.exists():
        raise HistoryUnavailableError(
            f"Another git program is at work here: {lock} exists",
            hint="Wait for it. If it was killed, delete that file yourself.",
        )
    status, _ = history.run_as_user("var", "GIT_COMMITTER_IDENT", environment=identity)
    if status:
        raise HistoryUnavailableError(
            "Git does not know who you are",
            hint='Tell it once: git config --global user.name "Your Name", and the same with '
            "user.email and your address.",
        )


def stage(history: History, paths: Sequence[str], identity: Mapping[str, str]) -> None:
    """Put files into the index as they are on disk, or take them out where they are gone."""
    history.run_as_user("add", "--", *paths, environment=identity)


def save(
    history: History,
    paths: Sequence[str],
    message: str,
    identity: Mapping[str, str],
    *,
    is_judged: bool = False,
) -> str:
    """Commit these files and no others. Returns the commit.

    What was judged already goes by no gate a second time. Raises UnreadableError with what git or a gate said when it was refused; the files
    stay as they are.
    """
    there = [path for path in paths if os.path.lexists(history.root / path)]
    status, answer = 0, ""
    with begun(history, paths, message) as held:
        if there:  # git may know already that others are gone, and `add` knows no such path then
            with path_list(there) as listed:
                status, answer = history.run_as_user(
                    "add", *listed, environment=identity, held=held
                )
        if not status:
            with path_list(paths) as listed:
                around = ("--no-verify",) if is_judged else ()
                options = ("--quiet", "--only", *around, "--message", message, *listed)
                status, answer = history.run_as_user(
                    "commit", *options, environment=identity, held=held
                )
    if status:
        raise UnreadableError(
            f"It is written, but not saved to git:\n{answer}",
            hint="Put that right, then save it with `git commit`.",
        )
    return history.head()
