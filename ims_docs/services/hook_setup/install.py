"""Putting the gates where git looks for them, and never over what somebody else put there."""

from __future__ import annotations

import os
import stat
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from ims_docs.adapters.disk import writing
from ims_docs.adapters.git import History
from ims_docs.errors import UnreadableError
from ims_docs.services.hook_setup.configuration import LOCAL
from ims_docs.services.hook_setup.gates import GATES, Gate
from ims_docs.services.hook_setup.scripts import FORM, form, manager, script

SERVER = tuple(one for one in GATES if one.on_server)
_SHARED = ("global", "system")
_MAX_SCRIPT = 1_000_000


class Placed(StrEnum):
    """What came of putting one gate in place."""

    WRITTEN = "written"
    THERE = "there already"
    MANAGED = "called by another program"
    OCCUPIED = "occupied"
    """Somebody else's script has the place."""
    SHARED = "shared"
    """Git looks in a folder that all repositories of this person use."""


class Outcome(NamedTuple):
    """One gate, where git looks for it, and what came of it."""

    gate: Gate
    path: Path
    placed: Placed
    manager: str = ""

    @property
    def stands(self) -> bool:
        """Whether git will call the gate."""
        return self.placed not in (Placed.OCCUPIED, Placed.SHARED)


def install(history: History, python: str, *, server: bool = False) -> tuple[Outcome, ...]:
    """Put the gates into the folder that git uses. What is there already stays as it is.

    Raises UnreadableError when the folder cannot be written.
    """
    folder = history.hooks_folder()
    shared = history.setting("core.hooksPath")[1] in _SHARED
    return tuple(
        Outcome(one, folder / one.stage, Placed.SHARED)
        if shared
        else _place(one, folder / one.stage, python)
        for one in (SERVER if server else LOCAL)
    )


def read_script(path: Path) -> str | None:
    """The text of a hook; None when there is none."""
    try:
        with path.open("rb") as file:
            return file.read(_MAX_SCRIPT).decode("utf-8", "replace")
    except FileNotFoundError:
        return "" if path.is_symlink() else None
    except OSError:
        return ""


def is_executable(path: Path) -> bool:
    """Whether git may start it; git does not start what has no permission for that."""
    return os.name == "nt" or os.access(path, os.X_OK)


def _place(one: Gate, path: Path, python: str) -> Outcome:
    text, wanted = read_script(path), script(one, python)
    if text is not None and not form(text):
        name = manager(text)
        return Outcome(one, path, Placed.MANAGED if name else Placed.OCCUPIED, name)
    if text == wanted and is_executable(path):
        return Outcome(one, path, Placed.THERE)
    if path.is_symlink():
        return Outcome(one, path, Placed.OCCUPIED)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if text != wanted:
            writing.write_whole(path, wanted)
        path.chmod(path.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    except OSError as error:
        raise UnreadableError(
            f"{path} cannot be written: {error.strerror}",
            hint="Check the permissions of the folder.",
        ) from error
    return Outcome(one, path, Placed.WRITTEN)


__all__ = ["FORM", "Outcome", "Placed", "install", "is_executable", "read_script"]
