"""Putting back what a text said before, without losing what it says now."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ims_docs.adapters.disk import writing
from ims_docs.adapters.disk.tree import blob_name
from ims_docs.adapters.git.unsaved import unsaved
from ims_docs.errors import RefusedError
from ims_docs.model.naming import id_called
from ims_docs.services.timeline import FileStates, locate
from ims_docs.services.workspace.transaction import Transaction

LAST_SAVED = "HEAD"
_SET_ASIDE = "ims-set-aside"


class Restored(NamedTuple):
    """What was put back."""

    path: str
    state: str
    """Which state of it, in words."""
    set_aside: Path | None
    """Where the text is kept that stood there and was not saved."""
    again: bool = False
    """Whether it said that already, and nothing is to be written."""


def restore(transaction: Transaction, identifier: str, state: str) -> Restored:
    """Prepare it in a transaction: the state is LAST_SAVED, a version, a day, or what git knows.

    Raises ConfigurationError, RefusedError, UnreadableError.
    """
    workspace, repository = transaction.workspace, transaction.repository
    history = workspace.history
    history.require_whole()
    name = id_called(repository, identifier)
    if name in repository.removed:
        raise RefusedError(
            f"{name} was removed: {repository.removed[name].reason}",
            hint="An id is never used again. Add it anew; `ims history` shows the former text.",
        )
    path = locate(repository, history, name)
    place = workspace.root / path
    now = place.read_bytes() if place.is_file() else None
    wanted = FileStates(history, path, now, workspace.today).side(state)
    words = "the last saved state" if state == LAST_SAVED else wanted.name
    if wanted.data is None:
        raise RefusedError(
            f"{path} was not there at that time ({words})",
            hint=f"`ims history {identifier}` shows when it was.",
        )
    if wanted.data == now:
        return Restored(path, words, None, again=True)
    put = transaction.create if now is None else transaction.replace
    put(path, wanted.data)
    return Restored(path, words, _aside(transaction, path, now))


def _aside(transaction: Transaction, path: str, now: bytes | None) -> Path | None:
    """Keep a text that is in no saved state, beside git's own files."""
    workspace = transaction.workspace
    if now is None or path not in unsaved(workspace.history):
        return None
    name = f"{Path(path).stem}-{blob_name(now)[:10]}{Path(path).suffix}"
    kept = workspace.lock.parent / _SET_ASIDE / name
    kept.parent.mkdir(parents=True, exist_ok=True)
    writing.write_whole(kept, now)
    return kept
