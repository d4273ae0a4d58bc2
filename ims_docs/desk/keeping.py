"""Writing and saving in one step: the transaction of the terminal, and one state with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from ims_docs.adapters.git.unsaved import unsaved
from ims_docs.services.saving import Unsaved, save
from ims_docs.services.workspace import Workspace
from ims_docs.services.workspace.transaction import Transaction


def keep(workspace: Workspace, paths: Sequence[str], reason: str) -> str:
    """Save what was just written under these paths, and nothing else. Returns the commit.

    Raises as `save` does; then it is written, and is among what is not saved.
    """
    acts = unsaved(workspace.history, *paths)
    wanted = tuple(Unsaved(path, act) for path, act in acts.items())
    if not wanted:
        return ""
    return save(workspace, wanted, reason, workspace.identity).commit


def put(transaction: Transaction, path: str, text: str, reason: str) -> None:
    """Put a text in place of what was read, with what else is to be written: judged, written, saved.

    Raises NonconformingError where a gate would refuse it, and OvertakenError.
    """
    transaction.replace(path, text)
    transaction.judge()
    transaction.write()
    keep(transaction.workspace, transaction.paths, reason)


def save_all(transaction: Transaction, reason: str) -> None:
    """Save everything that a transaction wrote, as one state."""
    keep(transaction.workspace, transaction.paths, reason)
