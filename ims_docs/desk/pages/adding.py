"""Adding: a form that asks what a new one needs, and nothing else."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable

from ims_docs.desk.asking import Answer, Call, Elsewhere, Page, page
from ims_docs.desk.fields import Questions, answers, at_fields
from ims_docs.desk.keeping import keep
from ims_docs.desk.office import Sight
from ims_docs.desk.pages.lists import known_type
from ims_docs.model.content import Value
from ims_docs.model.finding import Finding
from ims_docs.model.type import Kind, Property, Type
from ims_docs.services.records import Drafting, add
from ims_docs.services.records.answers import Reader
from ims_docs.services.workspace.transaction import NonconformingError, Transaction

_GIVEN = ("id", "type", "status", "closed_on", "corrections")
"""What nobody is asked for: it follows."""
_NEEDED = "Fill this in."


def adding(call: Call) -> Answer:
    """The form of a new one; when it was sent, the new one."""
    type_ = known_type(call)
    return _sent(call, type_) if call.is_writing else _asked(call, type_)


def asked_keys(type_: Type) -> list[Property]:
    """What a new one needs to say."""
    own = () if type_.prefix else ("id",)
    return [
        key
        for key in type_.properties
        if key.required and (key.name not in _GIVEN or key.name in own)
    ]


def other_keys(type_: Type, said: Collection[str] = ()) -> list[Property]:
    """What it may say as well; what a later state asks for only where it is said already."""
    asked = {one.name for one in asked_keys(type_)}
    return [
        key
        for key in type_.properties
        if key.name not in asked
        and key.name not in _GIVEN
        and (not key.required_in or key.name in said)
    ]


def _asked(
    call: Call,
    type_: Type,
    errors: dict[str, str] | None = None,
    rest: Iterable[Finding] = (),
) -> Page:
    sight = call.look()
    form = call.form if call.is_writing else None
    said = _said_in_address(call, type_)
    known = {**known_values(sight, type_), **said}
    asked = [] if type_.kind is Kind.DOCUMENT else asked_keys(type_)
    names = frozenset(one.name for one in asked)
    questions = Questions(sight, known, form, errors or {}, names)
    others = [] if type_.kind is Kind.DOCUMENT else other_keys(type_, said)
    wrong = errors or {}
    given = [
        one for one in (*asked, *others) if one.name in known and f"key.{one.name}" not in wrong
    ]
    return page(
        "adding.html",
        call,
        status=422 if errors or rest else 200,
        type=type_,
        fields=questions.fields(one for one in asked if one not in given),
        given=questions.fields(given),
        others=questions.fields(one for one in others if one not in given),
        section=type_.sections[0] if type_.kind is Kind.RECORD and type_.sections else "",
        words=call.form.text("section.0"),
        section_error=(errors or {}).get("section.0", ""),
        errors=errors or {},
        rest=list(rest),
        once=call.form.text("once") or secrets.token_urlsafe(12),
    )


def known_values(sight: Sight, type_: Type) -> dict[str, Value]:
    """What is sensible before anybody says more: today, whoever sits here."""
    found: dict[str, Value] = {
        "date": sight.workspace.today.isoformat(),
        "classification": "internal",
    }
    for key in type_.properties:
        if key.required and key.form == "person" and sight.person:
            found[key.name] = sight.person
        if key.name == "owner" and key.form == "role":
            found[key.name] = "innovation-manager"
        if key.name == "status" and "open" in key.choices:
            found[key.name] = "open"
    return found


def _said_in_address(call: Call, type_: Type) -> dict[str, Value]:
    """What the page that leads here knows already, as it would be typed."""
    return {
        key: value
        for key, value in call.query.items()
        if value and key not in _GIVEN and type_.property(key)
    }


def _sent(call: Call, type_: Type) -> Answer:
    workspace = call.mine()
    transaction = Transaction(workspace)
    others = other_keys(type_, _said_in_address(call, type_))
    keys = [] if type_.kind is Kind.DOCUMENT else [*asked_keys(type_), *others]
    said = answers(keys, call.form, Reader(transaction.repository))
    errors = dict(said.errors)
    for key in () if type_.kind is Kind.DOCUMENT else asked_keys(type_):
        if key.name not in said.keys:
            errors.setdefault(f"key.{key.name}", _NEEDED)
    if errors:
        return _asked(call, type_, errors)
    sections = {}
    if type_.kind is Kind.RECORD and type_.sections and call.form.text("section.0").strip():
        sections[type_.sections[0]] = call.form.text("section.0")
    drafting = Drafting(
        transaction=transaction,
        type=type_,
        person=lambda _: call.look().person,
    )
    tried = next(drafting.drafts(said.keys, sections))
    try:
        made = add(drafting, said.keys, sections, judge=transaction.judge)
    except NonconformingError as refused:
        wrong, rest = at_fields(refused.report.findings, tried.text, [f"key.{one.name}" for one in keys], call.look())  # fmt: skip
        return _asked(call, type_, wrong, rest)
    title = said.keys.get("title", type_.title)
    keep(workspace, (made.path,), f"Add {type_.name} {made.id}: {title}")
    return Elsewhere(
        f"/{made.path}{f'#{made.id}' if type_.kind is Kind.REGISTER else ''}",
        f"{made.id} is added and saved: {title}.",
    )
