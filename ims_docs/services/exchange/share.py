"""The shared place: made in a folder, or joined where it is."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ims_docs.adapters.git import History
from ims_docs.adapters.git.branches import current_branch
from ims_docs.adapters.git.commits import common
from ims_docs.adapters.git.exchange import (
    SharedPlace,
    clone,
    fetch,
    forget_place,
    make_bare,
    name_place,
    push,
    remote_refs,
    shared_place,
    tip,
)
from ims_docs.adapters.git.refs import refs
from ims_docs.errors import ConfigurationError, RefusedError, UnreadableError
from ims_docs.formats.settings import FILE
from ims_docs.model.baseline import TAG
from ims_docs.services.hook_setup.install import install
from ims_docs.services.workspace import Workspace

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://|[^/\\]+@[^/\\]+:|[A-Za-z0-9.-]{2,}:(?![\\/])")
"""What begins an address of a server, and no path."""
_WORKSHOP = ".ims-join-"
_ABANDONED = 3600
"""Seconds after which the workshop of a killed process is nobody's any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """The shared place as it is now."""

    address: str
    made: bool = False
    """Whether it was made now."""
    gates: bool = False
    """Whether our gates were put into it."""
    again: bool = False
    """Whether this clone knew it already."""


def is_address(where: str) -> bool:
    """Whether somebody names a server, and no folder."""
    return _ADDRESS.match(where) is not None


def share(workspace: Workspace, where: str, identity: Mapping[str, str]) -> Shared:
    """Make the shared place, or join it. A place that is made has everything that was saved.

    Raises ConfigurationError, RefusedError, UnreadableError.
    """
    history = workspace.history
    address = where if _ADDRESS.match(where) else str(Path(where).expanduser().resolve())
    known = shared_place(history)
    if known is not None:
        if known.address in (where, address):
            return Shared(address=known.address, again=True)
        raise RefusedError(
            f"This system is shared already, at {known.address}",
            hint="If that place is no more: git remote set-url origin ADDRESS",
        )
    made = gates = False
    if not _ADDRESS.match(where):
        made = _ready(Path(address), current_branch(history) or "main")
    theirs = remote_refs(history, address, identity)
    name_place(history, address, identity)
    try:
        if theirs:
            _require_related(history, identity)
    except BaseException:
        forget_place(history, identity)
        raise
    if made:
        _fill(history, identity)
        placed = install(History(Path(address)), sys.executable, server=True)
        gates = all(one.stands for one in placed)
    return Shared(address=address, made=made, gates=gates)


def join(folder: Path, where: str, identity: Mapping[str, str]) -> Path:
    """Join a shared place from a folder that is empty or not there. Returns the clone.

    All of it is there then, or nothing. Raises ConfigurationError, RefusedError, UnreadableError.
    """
    is_new = not folder.exists()
    if not is_new and any(one for one in folder.iterdir() if not one.name.startswith(_WORKSHOP)):
        raise ConfigurationError(
            f"{folder} is not empty, and there is no {FILE} in it or above",
            hint="Go to an empty folder to join, or to your system to share it.",
        )
    address = where if _ADDRESS.match(where) else str(Path(where).expanduser().resolve())
    beside = folder.parent if is_new else folder
    try:
        beside.mkdir(parents=True, exist_ok=True)
        for left in beside.glob(f"{_WORKSHOP}*"):  # of a process that was killed
            if left.stat().st_mtime < time.time() - _ABANDONED or not is_new:
                shutil.rmtree(left, ignore_errors=True)
        workshop = Path(tempfile.mkdtemp(prefix=_WORKSHOP, dir=beside))
        try:
            copy = workshop / "copy"  # with the rights that a folder has here, unlike the workshop
            copy.mkdir()
            _bring(copy, address, where, identity)
            _put(copy, folder, is_new=is_new)
        finally:
            shutil.rmtree(workshop, ignore_errors=True)
    except OSError as error:
        raise UnreadableError(
            f"{folder} cannot be written: {error.strerror}", hint="Choose another folder."
        ) from error
    return folder


def _bring(copy: Path, address: str, where: str, identity: Mapping[str, str]) -> None:
    clone(address, copy, identity)
    if not (copy / FILE).is_file():
        raise RefusedError(
            f"What lies at {where} has no {FILE}, so it is no system of ours",
            hint="Look at the address.",
        )


def _put(copy: Path, folder: Path, *, is_new: bool) -> None:
    """Move what was brought to its place. A folder that is there stays: somebody may stand in it."""
    if is_new:
        copy.rename(folder)
        return
    for one in sorted(copy.iterdir(), key=lambda one: one.name == ".git"):
        one.rename(folder / one.name)


def _ready(folder: Path, branch: str) -> bool:
    """Make a place in a folder that is empty or not there; whether one was made."""
    if (folder / "HEAD").is_file() and (folder / "objects").is_dir():
        return False
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConfigurationError(
            f"{folder} holds something else already",
            hint="Name a new folder, such as …/our-system.git",
        )
    make_bare(folder, branch)
    return True


def _fill(history: History, identity: Mapping[str, str]) -> None:
    """Send everything, before the gates are in: the past is as it is, and `ims verify` judges it."""
    place = shared_place(history)
    if place is None or not history.head():
        return
    taken, answer = push(history, place, list(refs(history, TAG)), identity, is_first=True)
    if not taken:
        raise UnreadableError(f"Nothing could be sent to {place.address}:\n{answer}")


def _require_related(history: History, identity: Mapping[str, str]) -> None:
    """Raise RefusedError where the place holds another system."""
    place: SharedPlace | None = shared_place(history)
    if place is None:
        return
    fetch(history, place, identity)
    theirs = tip(history, place)
    if theirs and history.head() and not common(history, history.head(), theirs):
        raise RefusedError(
            f"{place.address} holds another system, with a history of its own",
            hint="Name an empty place, or join that one from an empty folder: ims share ADDRESS",
        )
