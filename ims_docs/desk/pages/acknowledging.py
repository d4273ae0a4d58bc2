"""Reading a text in force, and saying that one has read exactly this version."""

from __future__ import annotations

from ims_docs.desk.asking import Answer, Call, Elsewhere, NoPageError, page
from ims_docs.desk.keeping import keep
from ims_docs.desk.wholes import whole_of
from ims_docs.domain.approval_state import standings
from ims_docs.domain.views.reading import ACKNOWLEDGEMENT, Reading, readings
from ims_docs.errors import RefusedError
from ims_docs.model.document import Document
from ims_docs.services.records.acknowledging import Reader, acknowledge, still_open
from ims_docs.services.timeline import text_in_force
from ims_docs.services.workspace.transaction import Transaction


def acknowledging(call: Call) -> Answer:
    """The text in force; when it was sent, the record that whoever sits here has read it."""
    sight = call.look()
    reading = next((one for one in readings(sight.repository) if one.name == call.path["id"]), None)
    if reading is None:
        raise NoPageError
    return _said(call, reading) if call.is_writing else _shown(call, reading)


def _shown(call: Call, reading: Reading) -> Answer:
    sight, subject = call.look(), reading.subject
    _, approved, data = text_in_force(sight.snapshot, subject)
    is_as_kept = standings(sight.repository).of(subject).is_in_force
    is_shown = isinstance(subject, Document) or is_as_kept
    return page(
        "acknowledging.html",
        call,
        reading=reading,
        approved=approved,
        whole=whole_of(sight, subject, data) if is_shown else None,
        said=next((one for one in reading.read if one.person == sight.person), None),
    )


def _said(call: Call, reading: Reading) -> Answer:
    sight = call.look()
    if not sight.person:
        raise RefusedError(
            "Nobody knows yet who sits here", hint="Say who you are, then try again."
        )
    if call.form.text("digest") != reading.approved.digest:
        return Elsewhere(
            f"/acknowledge/{reading.name}",
            "Another version has come into force meanwhile. It is shown here.",
        )
    if not still_open((reading,), sight.person):
        return Elsewhere("/", f"You have said so already of {reading.name}.")
    workspace = call.mine()
    reader = Reader(sight.person, sight.person, workspace.today)
    transaction = Transaction(workspace)
    added, title = acknowledge(transaction, reader, (reading,), judge=transaction.judge)
    keep(workspace, (added.path,), f"Add {ACKNOWLEDGEMENT} {added.id}: {title}")
    return Elsewhere("/", f"{title}. It is recorded as {added.id}.")
