"""One new document, record or entry with the next free id: judged, then written, or nothing is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ims_docs.errors import UnreadableError
from ims_docs.model.content import Value
from ims_docs.services.records.drafting import Draft, Drafting
from ims_docs.services.workspace.transaction import OvertakenError, Transaction

_TRIES = 100
"""So often somebody else may be faster."""


def add(
    drafting: Drafting,
    answers: Mapping[str, Value],
    sections: Mapping[str, str],
    *,
    judge: Callable[[], None],
    written: str | None = None,
) -> Draft:
    """Write a new one; whoever takes the id in the same moment makes us take the next.

    `judge` looks at what would be written, and raises what it likes to keep it from being
    written. `written` is the text as somebody left it in an editor.
    """
    transaction = drafting.transaction
    for _, draft in zip(range(_TRIES), drafting.drafts(answers, sections, written), strict=False):
        _put(transaction, draft)
        judge()
        try:
            transaction.write()
        except OvertakenError:
            transaction.forget()
        else:
            return draft
    raise UnreadableError(
        "Others are writing here all the time", hint="Run the command again in a moment."
    )


def _put(transaction: Transaction, draft: Draft) -> None:
    if draft.exists:
        transaction.replace(draft.path, draft.text)
    else:
        transaction.create(draft.path, draft.text)
