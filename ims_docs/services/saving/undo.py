"""Taking back the last save, visibly: a new state that is like the one before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ims_docs.adapters.git.changes import commit_changes
from ims_docs.adapters.git.commits import head_of
from ims_docs.adapters.git.unsaved import unsaved
from ims_docs.domain.approval_state import people_of
from ims_docs.errors import RefusedError
from ims_docs.model.tree_entry import EntryKind
from ims_docs.services.records.remove import Account, state_removals
from ims_docs.services.workspace.transaction import Transaction

UNDO, AGAIN = "Undo: ", "Do again: "
_REASON = 200
"""Characters of a reason that a removal statement repeats."""


class LastSave(NamedTuple):
    """The save that would be taken back."""

    commit: str
    parent: str
    reason: str
    """The first line of what was said about it."""
    person: str
    """Its author: a registered person's id, else the e-mail address."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back."""

    save: LastSave
    paths: tuple[str, ...]
    removed: tuple[str, ...]
    """Ids that went with it, and stay taken."""
    message: str


def last_save(transaction: Transaction) -> LastSave:
    """The newest state. Raises RefusedError where taking it back means something else."""
    history = transaction.workspace.history
    history.require_whole()
    if not history.has_commits:
        raise RefusedError("Nothing was saved yet", hint="`ims save` saves what you changed.")
    last = head_of(history)
    if len(last.parents) > 1:
        raise RefusedError(
            "The last save brought together what you and others did; it cannot be taken back at once",
            hint="Put back one text after the other: ims restore ID --as-of DAY",
        )
    if not last.parents:
        raise RefusedError("This is the first state of all; there is nothing before it")
    person = people_of(transaction.repository).by_email(last.email)
    reason = last.message.lstrip("\n").partition("\n")[0]
    return LastSave(last.name, last.parents[0], reason, person or last.email)


def undo(transaction: Transaction, save: LastSave, person: str) -> Undone:
    """Prepare all of it in a transaction. Raises RefusedError.

    What came with that save goes by a removal statement, as everything does.
    """
    history = transaction.workspace.history
    changes = commit_changes(history, save.commit, save.parent)
    if both := sorted(changes.paths & unsaved(history).keys()):
        raise RefusedError(
            f"{both[0]} was changed again since, and that is not saved",
            hint=f"Save it first, or put it back: ims restore {both[0]}",
        )
    if odd := [path for path, one in changes.present.items() if one.kind is not EntryKind.FILE]:
        raise RefusedError(f"{odd[0]} is no ordinary file", hint="Take it back with git.")
    former = list(changes.former.items())
    bytes_of = history.blobs([blob for _, blob in former])
    for (path, _), data in zip(former, bytes_of, strict=True):
        put = transaction.replace if path in changes.present else transaction.create
        put(path, data or b"")
    for path in changes.paths - changes.former.keys():
        transaction.remove(path)
    why = Account(
        f"{UNDO}{save.reason}"[:_REASON].strip(), person, transaction.workspace.clock.now()
    )
    removed = state_removals(transaction, why)
    return Undone(save, tuple(sorted(changes.paths)), removed, _message(save.reason))


def _message(reason: str) -> str:
    if reason.startswith(UNDO):
        return AGAIN + reason.removeprefix(UNDO)
    return UNDO + reason.removeprefix(AGAIN)
