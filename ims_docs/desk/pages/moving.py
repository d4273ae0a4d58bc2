"""The next step of a record: the page asks what the new state needs, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from ims_docs.desk.asking import Answer, Call, Elsewhere, Page, page
from ims_docs.desk.fields import Questions, answers, at_fields
from ims_docs.desk.keeping import put
from ims_docs.model.finding import Finding
from ims_docs.model.type import Property
from ims_docs.services.records.answers import Reader
from ims_docs.services.records.lookup import find_record
from ims_docs.services.records.move import Move, move
from ims_docs.services.workspace.transaction import NonconformingError, Transaction

_NEEDED = "Fill this in."


def moving(call: Call) -> Answer:
    """The form of a step; when it was sent, the record in its new state."""
    sight = call.look()
    record, type_ = find_record(sight.repository, call.path["id"])
    step = move(record, type_, call.form.text("to") or call.query.get("to", ""))
    if step is None:
        return Elsewhere(f"/{record.path}", f"{record.id} is in this state already.")
    return _sent(call, step) if call.is_writing else _asked(call, step)


def _keys(step: Move) -> list[Property]:
    """What is asked: keys that the state needs, and lists in whose rows something is missing."""
    asked = list(step.missing_keys)
    names = {one.name for one in asked}
    return [*asked, *(key for key, _ in step.missing_inside({}) if key.name not in names)]


def _asked(
    call: Call,
    step: Move,
    errors: dict[str, str] | None = None,
    rest: Iterable[Finding] = (),
) -> Page:
    sight, keys = call.look(), _keys(step)
    known = dict(step.record.content.values)
    for key in keys:
        other = step.type.somebody_else.get(key.name, "")
        may_be_me = bool(sight.person) and known.get(other) != sight.person
        if key.name not in known and key.form == "person" and may_be_me:
            known[key.name] = sight.person
        if key.name not in known and key.form == "date" and key.required_in:
            known[key.name] = sight.workspace.today.isoformat()
    return page(
        "moving.html",
        call,
        status=422 if errors or rest else 200,
        step=step,
        record=step.record,
        fields=Questions(
            sight,
            known,
            call.form if call.is_writing else None,
            errors or {},
            frozenset(one.name for one in step.missing_keys),
        ).fields(keys),
        sections=[
            (f"section.{number}", title, call.form.text(f"section.{number}"))
            for number, title in enumerate(step.missing_sections)
        ],
        errors=errors or {},
        rest=list(rest),
    )


def _sent(call: Call, step: Move) -> Answer:
    workspace = call.mine()
    transaction = Transaction(workspace)
    keys, record = _keys(step), step.record
    said = answers(keys, call.form, Reader(transaction.repository))
    errors = dict(said.errors)
    for key in step.missing_keys:
        if key.name not in said.keys:
            errors.setdefault(f"key.{key.name}", _NEEDED)
    sections = {}
    for number, title in enumerate(step.missing_sections):
        words = call.form.text(f"section.{number}").strip()
        sections[title] = words
        if not words:
            errors[f"section.{number}"] = _NEEDED
    if errors:
        return _asked(call, step, errors)
    before = transaction.read(record.path)
    text = step.text(before, said.keys, sections, workspace.today)
    try:
        put(
            transaction,
            record.path,
            text,
            f'Move {record.id} to "{step.target.name}": {record.title}',
        )
    except NonconformingError as refused:
        names = [f"key.{one.name}" for one in keys]
        wrong, rest = at_fields(refused.report.findings, text, names, call.look())
        return _asked(call, step, wrong, rest)
    closed = ", and with that it is closed" if step.target.closes else ""
    return Elsewhere(
        f"/{record.path}", f"{record.id} is now {step.target.name}{closed}. It is saved."
    )
