"""Where a repository lies on this computer, and what git is told there besides its objects."""

from __future__ import annotations

from pathlib import Path

from ims_docs.adapters.git.history import History
from ims_docs.adapters.git.index import overlooked
from ims_docs.adapters.git.process import path_lines, path_name

_PARTIAL = r"^(remote\..*\.promisor|remote\..*\.partialclonefilter|extensions\.partialclone)$"


def top_folder(folder: Path) -> Path:
    """The top of the working copy that a folder belongs to; any other folder as it is."""
    said = History(folder).run("rev-parse", "--show-toplevel", check=False)
    return Path(path_name(said.rstrip(b"\n"))) if said.strip() else folder


def common_folder(history: History) -> Path:
    """The folder of git's own files, which all working copies of a repository share."""
    folder = history.run("rev-parse", "--git-common-dir").rstrip(b"\n")
    return history.root / path_name(folder)


def is_set_partial(history: History) -> bool:
    """Whether a setting says that objects are elsewhere, and fetched when they are asked for."""
    return bool(history.run("config", "--get-regexp", _PARTIAL, fine=(0, 1)))


def replacements(history: History) -> list[str]:
    """The full names that would show another object in the place of one."""
    return path_lines(history.run("for-each-ref", "--format=%(refname)", "refs/replace/"))


def unwatched(history: History) -> dict[str, str]:
    """Files whose changes git is told not to see: path to assume-unchanged or skip-worktree."""
    return overlooked(history.run("ls-files", "-v", "-z", check=False))


def holds_anything(history: History) -> bool:
    """Whether a repository has a commit, a staged file, or its files somewhere else."""
    return any(
        (
            history.run("for-each-ref", "--count=1"),
            history.run("ls-files", "--cached"),
            history.run("config", "--get", "core.worktree", check=False),
        )
    )
