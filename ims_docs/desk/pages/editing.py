"""Other values for the keys of a document, a record or an entry of a register."""

from __future__ import annotations

from collections.abc import Iterable

from ims_docs.desk.asking import Answer, Call, Elsewhere, Page, page
from ims_docs.desk.fields import Questions, answers, at_fields, written
from ims_docs.desk.keeping import put
from ims_docs.errors import RefusedError
from ims_docs.model.content import Value
from ims_docs.model.finding import Finding
from ims_docs.model.record import Record
from ims_docs.model.register import Entry
from ims_docs.model.type import Property
from ims_docs.services.records.answers import Reader
from ims_docs.services.records.edit import Edited, find_edited
from ims_docs.services.workspace.transaction import NonconformingError, Transaction

_FIXED = ("id", "type", "closed_on", "corrections")


def editing(call: Call) -> Answer:
    """The form with what it says now; when it was sent, the changed thing."""
    found = find_edited(call.look().repository, call.path["id"])
    if isinstance(found.item, Record) and found.item.is_closed:
        raise RefusedError(
            f"{found.id} is closed, and what is closed stays as it is",
            hint="A mistake in it is put right visibly: `ims correct` in a terminal, until the desk can.",
        )
    return _sent(call, found) if call.is_writing else _asked(call, found)


def _keys(found: Edited) -> list[Property]:
    state = found.values.get("status")
    fixed = (*_FIXED, "status") if isinstance(found.item, Record) else _FIXED
    return [
        one
        for one in found.type.properties
        if one.name not in fixed
        and (
            one.required
            or one.name in found.values
            or not one.required_in
            or state in one.required_in
        )
    ]


def _asked(
    call: Call,
    found: Edited,
    errors: dict[str, str] | None = None,
    rest: Iterable[Finding] = (),
) -> Page:
    sight, keys = call.look(), _keys(found)
    form = call.form if call.is_writing else None
    first = [one for one in keys if one.required or one.name in found.values]
    others = [one for one in keys if one not in first]
    required = frozenset(one.name for one in keys if one.required)
    questions = Questions(sight, found.values, form, errors or {}, required)
    return page(
        "editing.html",
        call,
        status=422 if errors or rest else 200,
        found=found,
        title=sight.titles.get(found.id, found.id),
        is_entry=isinstance(found.item, Entry),
        fields=questions.fields(first),
        others=questions.fields(others),
        reason=call.form.text("reason"),
        errors=errors or {},
        rest=list(rest),
        back=sight.place(found.id),
    )


def _sent(call: Call, found: Edited) -> Answer:
    workspace = call.mine()
    transaction = Transaction(workspace)
    keys = _keys(found)
    said = answers(keys, call.form, Reader(transaction.repository))
    errors = dict(said.errors)
    for key in keys:
        if key.required and key.name not in said.keys:
            errors.setdefault(f"key.{key.name}", "This cannot stay empty.")
    if errors:
        return _asked(call, found, errors)
    changed = _changed(found, keys, said.keys)
    place = call.look().place(found.id)
    if not changed:
        return Elsewhere(place, f"{found.id} says that already; nothing was changed.")
    text = found.text(transaction.read(found.path), changed, {})
    reason = call.form.text("reason").strip() or f"Change {found.id} in {found.type.title}"
    try:
        put(transaction, found.path, text, reason)
    except NonconformingError as refused:
        wrong, rest = at_fields(
            refused.report.findings, text, [f"key.{one.name}" for one in keys], call.look()
        )
        return _asked(call, found, wrong, rest)
    return Elsewhere(place, f"{found.id} is changed and saved.")


def _changed(found: Edited, keys: list[Property], said: dict[str, Value]) -> dict[str, Value]:
    """What is different from what stands there; None takes a key away."""
    changed: dict[str, Value] = {}
    for key in keys:
        before, after = found.values.get(key.name), said.get(key.name)
        if after is None and before not in (None, "", []):
            changed[key.name] = None
        elif after is not None and after != before and written(after) != written(before):
            changed[key.name] = after
    return changed
