"""Proposed audits as entries of the audit programme."""

from __future__ import annotations

from ims_docs.domain.auditing.programme import YEARS, Audit
from ims_docs.domain.auditing.risk import Risk
from ims_docs.errors import RefusedError
from ims_docs.formats import frontmatter
from ims_docs.model.content import Value
from ims_docs.model.register import Register
from ims_docs.model.type import Type
from ims_docs.services.auditing.planning import PROGRAMME, Planning
from ims_docs.services.records.next_ids import free_ids, past_ids
from ims_docs.services.records.register_text import with_rows
from ims_docs.services.workspace.transaction import Transaction

_AUDITOR, _REPORTED_TO = "internal-auditor", "top-management"
_METHODS = ("interview", "document review", "record sampling")
_A_DAY = 6
"""So many clauses are looked at in a day."""
_TOLD = 5


def prepare(transaction: Transaction, planning: Planning) -> tuple[str, list[str]]:
    """Put the proposed audits behind the others; the path of the programme and the new ids.

    Nothing is written yet. Raises RefusedError where there is no programme.
    """
    repository = transaction.repository
    register, type_ = repository.register(PROGRAMME), repository.types.get(PROGRAMME)
    if register is None or type_ is None:
        raise RefusedError(
            "The audit programme is not begun yet",
            hint=f"Begin it with its first audit: `ims add {PROGRAMME}`.",
        )
    before = transaction.read(register.path)
    past = past_ids(transaction.workspace.history, type_)
    ids = free_ids(type_, repository, past, before)[: len(planning.proposed)]
    added = [
        _in_order(type_, {"id": name, **_values(planning, register, audit)})
        for name, audit in zip(ids, planning.proposed, strict=True)
    ]
    if added:
        with frontmatter.naming(register.path):
            transaction.replace(register.path, with_rows(before, {}, added))
    return register.path, ids


def _values(planning: Planning, register: Register, audit: Audit) -> dict[str, Value]:
    """What an entry says; what no clause decides is as in the audit that stands last."""
    last = next(iter([*register.entries][-1:]), None)
    usual = last.values if last else {}
    year = YEARS[planning.span.year_of(audit.day) % len(YEARS)]
    named = [f"{one.clause} {one.facts.title}" for one in _by_number(planning, audit)]
    values: dict[str, Value] = {
        "title": audit.title,
        "year": year,
        "clauses": [str(one) for one in audit.clauses],
        "scope": f"{'; '.join(named)}.",
        "criteria": usual.get("criteria")
        or f"{planning.coverage.standard.name} and our own documents.",
        "methods": list(_METHODS),
        "reason": _reason(planning, audit),
        "duration_days": -(-len(audit.clauses) // _A_DAY),
        "auditor": usual.get("auditor") or _AUDITOR,
        "reported_to": usual.get("reported_to") or _REPORTED_TO,
        "planned_on": audit.day.isoformat(),
        "status": "planned",
    }
    return {**values, "auditor_person": audit.lead} if audit.lead else values


def _reason(planning: Planning, audit: Audit) -> str:
    risks = planning.of(audit)
    told = [f"{one.clause} ({one.level}): {one.words}." for one in risks[:_TOLD]]
    more = [f"And {len(risks) - _TOLD} more."] if len(risks) > _TOLD else []
    return " ".join([f"By risk on {planning.repository.as_of}.", *told, *more])


def _by_number(planning: Planning, audit: Audit) -> list[Risk]:
    return sorted(planning.of(audit), key=lambda one: one.clause)


def _in_order(type_: Type, values: dict[str, Value]) -> dict[str, Value]:
    return {one.name: values[one.name] for one in type_.properties if one.name in values}
