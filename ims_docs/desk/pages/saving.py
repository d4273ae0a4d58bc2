"""What is not saved yet, what changed in it, and taking back the last save."""

from __future__ import annotations

from ims_docs.desk.asking import Answer, Call, Elsewhere, Page, page
from ims_docs.desk.keeping import save_all
from ims_docs.desk.redlines import redline
from ims_docs.domain.approval_state import people_of
from ims_docs.errors import ConfigurationError, RefusedError
from ims_docs.services.saving import require_reason, save
from ims_docs.services.saving.undo import last_save, undo
from ims_docs.services.workspace.identity import require_person
from ims_docs.services.workspace.transaction import NonconformingError, Transaction

_SHOWN = 25
"""So many files are shown with what changed in them."""


def saving(call: Call) -> Answer:
    """What is not saved; when the form was sent, what was chosen is saved."""
    return _sent(call) if call.is_writing else _asked(call)


def _asked(call: Call, error: str = "", refused: NonconformingError | None = None) -> Page:
    sight = call.look()
    chosen = call.form.all("path") if call.is_writing else tuple(one.path for one in sight.unsaved)
    return page(
        "saving.html",
        call,
        status=422 if error or refused else 200,
        files=[
            (one, one.path in chosen, redline(sight, one.path) if number < _SHOWN else "")
            for number, one in enumerate(sight.unsaved)
        ],
        reason=call.form.text("reason", sight.cut_off.reason if sight.cut_off else ""),
        error=error,
        findings=refused.report.findings if refused else (),
    )


def _sent(call: Call) -> Answer:
    workspace = call.mine()
    chosen = [one for one in call.look().unsaved if one.path in call.form.all("path")]
    reason = call.form.text("reason").strip()
    if not chosen:
        return _asked(call, "Choose at least one text.")
    try:
        require_reason(reason, [one.path for one in chosen])
        save(workspace, chosen, reason, workspace.identity)
    except NonconformingError as refused:
        return _asked(call, refused=refused)
    except (RefusedError, ConfigurationError) as error:
        return _asked(call, f"{error.message}. {error.hint}".strip())
    return Elsewhere("/", f"Saved: {reason}")


def undoing(call: Call) -> Answer:
    """The last save; when the form was sent, it is taken back, visibly."""
    workspace = call.mine()
    transaction = Transaction(workspace)
    last = last_save(transaction)
    people = people_of(transaction.repository)
    if not call.is_writing:
        return page("undoing.html", call, last=last, by=people.shown(last.person))
    if call.form.text("commit") != last.commit:
        raise RefusedError(
            "Something else was saved in the meantime", hint="Look at the last save again."
        )
    person = require_person(transaction.repository, workspace.address)
    undone = undo(transaction, last, person)
    transaction.judge()
    transaction.write()
    save_all(transaction, undone.message)
    return Elsewhere("/", f"Taken back: {last.reason}")
