"""Where a new repository may go: a new folder, an empty one, or an empty clone."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from ims_docs.adapters.git import History
from ims_docs.adapters.git.places import holds_anything
from ims_docs.errors import ConfigurationError, HistoryUnavailableError, UnreadableError


def require_place(target: Path) -> bool:
    """Whether what lies there is an empty clone, whose git folder stays. Raises ConfigurationError.

    A folder that does not exist and one that is empty are no clone.
    """
    if not (target.is_symlink() or target.exists()):
        return False
    is_folder = target.is_dir() and not target.is_symlink()
    names = [one.name for one in target.iterdir()] if is_folder else []
    if names == [".git"] and (target / ".git").is_dir() and not (target / ".git").is_symlink():
        _require_empty(target)
        return True
    if names or not is_folder:
        raise ConfigurationError(
            f"{target} exists already and is not an empty folder",
            hint="Name a folder that does not exist yet.",
        )
    return False


def around(target: Path) -> Path | None:
    """The git repository that the place lies in, if it does."""
    place = Path(os.path.abspath(target))  # noqa: PTH100 - what is named, not what a link leads to
    return next((one for one in place.parents if (one / ".git").exists()), None)


def bring_clone(target: Path, root: Path) -> None:
    """Let new files lie in a copy of the clone, with its remote and its branch."""
    shutil.copytree(target / ".git", root / ".git", symlinks=True)


def put(root: Path, target: Path, workshop: Path) -> None:
    """Move a finished repository to its place; what was there comes back when that fails."""
    former = workshop / "former"
    if require_place(target):
        target.rename(former)
    elif target.is_dir():
        target.rmdir()
    try:
        root.rename(target)
    except BaseException:
        if former.exists():
            former.rename(target)
        raise


def _require_empty(target: Path) -> None:
    """Refuse a clone that holds anything, or whose files lie elsewhere."""
    history = History(target)
    try:
        history.require()
        is_used = holds_anything(history)
    except (UnreadableError, HistoryUnavailableError) as error:
        raise ConfigurationError(
            f"{target} holds a git folder that git cannot read: {error.message}",
            hint="Name a folder that does not exist yet.",
        ) from error
    if is_used:
        raise ConfigurationError(
            f"{target} is a git repository that is not empty",
            hint="Name a folder that does not exist yet, or clone a repository without any commit "
            "(on the forge: without README, licence and .gitignore).",
        )
