"""Saying that texts are ready: what is complete gets its first version, and a statement."""

from __future__ import annotations

from collections.abc import Sequence

from ims_docs.desk.asking import Answer, Call, Elsewhere
from ims_docs.desk.keeping import save_all
from ims_docs.desk.opening import by_key, opened
from ims_docs.errors import RefusedError
from ims_docs.model.document import Document
from ims_docs.model.version import finished
from ims_docs.services.records.record_text import with_keys
from ims_docs.services.saving import save_signed
from ims_docs.services.signing import SigningSession, find_subject, open_sessions
from ims_docs.services.workspace import Workspace
from ims_docs.services.workspace.transaction import Transaction


@by_key
def submitting(call: Call) -> Answer:
    """Say that texts are ready: those that were chosen, each with its own statement."""
    if not call.is_writing:
        return Elsewhere("/approvals")
    workspace = call.mine()
    names = call.form.all("id")
    if not names:
        return Elsewhere("/approvals", "Choose at least one text.")
    with opened(call):
        finish(workspace, names)
        done, refused = _submitted(open_sessions(workspace, names, None, ""))
    if done:
        save_signed(workspace, done, f"Submit {', '.join(done)}", call.look().person)
    said = [f"Submitted: {', '.join(done)}."] if done else []
    return Elsewhere("/approvals", " ".join([*said, *refused]))


def finish(workspace: Workspace, names: Sequence[str]) -> None:
    """Give what is submitted for the first time the version of a complete text."""
    transaction = Transaction(workspace)
    done: list[str] = []
    for one in (find_subject(transaction.repository, name) for name in names):
        if isinstance(one, Document) and finished(one.version) != one.version:
            text = transaction.read(one.path)
            transaction.replace(one.path, with_keys(text, {"version": finished(one.version)}))
            done.append(one.id)
    if done:
        transaction.judge()
        transaction.write()
        save_all(transaction, f"Finish the first version of {', '.join(done)}")


def _submitted(sessions: tuple[SigningSession, ...]) -> tuple[list[str], list[str]]:
    done, refused = [], []
    for one in sessions:
        try:
            one.submit()
        except RefusedError as error:
            refused.append(
                f"{one.standing.subject} is not submitted: {error.message}. {error.hint}"
            )
        else:
            done.append(one.standing.subject)
    return done, refused
