"""The next audits by risk and the programme of three years -> str: for a terminal, or as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ims_docs.domain.auditing.programme import Audit
from ims_docs.domain.auditing.risk import LOW, Risk
from ims_docs.model.clause import Clause
from ims_docs.model.directory import Directory, directory
from ims_docs.model.months import days_later
from ims_docs.reporters.columns import padded, wrapped
from ims_docs.reporters.printable import Json, printable, report_text
from ims_docs.services.auditing.planning import Planning

_TOLD = 3
"""So many clauses of an audit are told with their reasons, and pieces of own work."""
_ROOMS = (6, 6, 10)
"""Columns for clause, risk and last audit; the years share the rest."""


def as_text(planning: Planning, width: int) -> str:
    """The next audits with their reasons, then the programme."""
    who, span = directory(planning.repository), planning.span
    lines = [
        *wrapped(
            printable(
                f"{planning.repository.settings.organisation}: the next audits on "
                f"{planning.repository.as_of}, by risk"
            ),
            width,
        ),
        *wrapped(
            "The points say what to look at first; they call nothing safe. `ims explain CLAUSE` "
            "says more of a clause.",
            width,
        ),
    ]
    for number, audit in enumerate(planning.following, 1):
        lines += ["", *_audit(planning, audit, number, who, width)]
    if not planning.following:
        lines += ["", "No audit is planned for the next twelve months, and none is missing."]
    later_on = [one for one in planning.proposed if one not in planning.following]
    if later_on:
        lines += ["", "Missing in the years after"]
    for number, audit in enumerate(later_on, len(planning.following) + 1):
        lines += ["", *_audit(planning, audit, number, who, width)]
    lines += ["", f"The programme from {span.start} on, clauses by year", ""]
    lines += [*_matrix(planning, width), ""]
    lines += wrapped(_missing(planning), width)
    return "\n".join(lines) + "\n"


def _audit(
    planning: Planning, audit: Audit, number: int, who: Directory, width: int
) -> Iterator[str]:
    today = planning.repository.as_of
    is_late = " (late)" if audit.day < today else ""
    how = f"{audit.id} {audit.title}, planned on" if audit.id else f"New: {audit.title}, by"
    yield from wrapped(f"{number}. {printable(how)} {audit.day}{is_late}", width, "", "   ")
    risks = planning.of(audit)
    for one in risks[:_TOLD]:
        said = f"{one.clause} {one.facts.title}, {one.level} ({one.points}): {one.words}"
        yield from wrapped(printable(said), width, "   ", "     ")
    if len(risks) > _TOLD:
        yield f"   and {len(risks) - _TOLD} more of its clauses"
    yield from wrapped(printable(led(planning, audit, who)), width, "   ", "     ")


def led(planning: Planning, audit: Audit, who: Directory) -> str:
    """Who leads it, and whether that is somebody to whom nothing of it belongs."""
    own, free, kept_out = planning.leads[audit]
    others = ", ".join(who.name(one) for one in free if one != audit.lead)
    nobody = (
        "No auditor here is free of it; ask outside."
        if kept_out
        else "No auditor is known here: name who holds the role of the auditor."
    )
    instead = f"Free of it: {others}." if others else nobody
    if own:
        more = f"; and {len(own) - _TOLD} more" if len(own) > _TOLD else ""
        told = f"{'; '.join(own[:_TOLD])}{more}"
        return f"{who.name(audit.lead)} would audit own work ({told}). {instead}"
    if audit.lead:
        return f"Led by {who.name(audit.lead)}."
    told = "".join(f" Not {who.name(one)} ({why})." for one, why in kept_out[:_TOLD])
    return f"Nobody is named to lead it.{told} {instead}"


def _matrix(planning: Planning, width: int) -> Iterator[str]:
    ends = planning.span.ends()
    shown = _years(planning)
    room = max(8, (width - sum(_ROOMS) - 2 * (2 + len(shown))) // len(shown))
    rooms = (*_ROOMS, *(room for _ in shown))
    heads = [f"to {days_later(ends[year], -1)}" for year in shown]
    yield from _row(("Clause", "Risk", "Last", *heads), rooms)
    for one in sorted(planning.risks, key=lambda risk: risk.clause):
        last = str(one.facts.audited) if one.facts.audited else "never"
        cells = [", ".join(_in_year(planning, one.clause, year)) or "-" for year in shown]
        yield from _row((str(one.clause), one.level, last, *cells), rooms)


def _years(planning: Planning) -> Sequence[int]:
    """Three years: those of this programme, or of the next from its last year on."""
    count = len(planning.span.ends())
    return range(3) if count == 3 else range(2, 5)


def _row(cells: Sequence[str], rooms: Sequence[int]) -> Iterator[str]:
    """A row, on as many lines as its longest cell asks for."""
    columns = [wrapped(printable(cell), room) for cell, room in zip(cells, rooms, strict=True)]
    for at in range(max(map(len, columns))):
        parts = [lines[at] if at < len(lines) else "" for lines in columns]
        yield "  ".join(map(padded, parts, rooms)).rstrip()


def _in_year(planning: Planning, clause: Clause, year: int) -> Iterator[str]:
    for one in sorted((*planning.done, *planning.planned, *planning.proposed), key=_day):
        if clause in one.clauses and planning.span.year_of(one.day) == year:
            yield one.id or f"new {one.day:%Y-%m}"


def _day(audit: Audit) -> tuple[str, str]:
    return audit.day.isoformat(), audit.id


def _missing(planning: Planning) -> str:
    count = len(planning.proposed)
    if not count:
        return "Every clause is planned as often as its risk asks for. Nothing is proposed."
    many = "1 audit is" if count == 1 else f"{count} audits are"
    return (
        f"{many} missing, marked as new. A clause of high risk is due each year, of medium risk "
        f"every second year, of {LOW} risk every third. `ims audit plan --record` writes them "
        "into the programme."
    )


def as_json(planning: Planning) -> str:
    """All of it for programs."""
    span = planning.span
    return report_text(
        {
            "as_of": planning.repository.as_of.isoformat(),
            "standard": planning.coverage.standard.id,
            "programme": {"start": span.start.isoformat(), "end": span.end.isoformat()},
            "clauses": [_clause(one) for one in planning.risks],
            "next": [_audit_data(planning, one) for one in planning.following],
            "planned": [_audit_data(planning, one) for one in planning.planned],
            "proposed": [_audit_data(planning, one) for one in planning.proposed],
        }
    )


def _clause(risk: Risk) -> dict[str, Json]:
    facts = risk.facts
    return {
        "clause": str(risk.clause),
        "title": facts.title,
        "risk": risk.level,
        "points": risk.points,
        "reasons": [{"points": one.points, "reason": one.words} for one in risk.reasons],
        "last_audited": facts.audited.isoformat() if facts.audited else None,
        "report": facts.report or None,
        "rung": facts.rung,
        "changed_since": list(facts.changed),
        "open": list(facts.questions),
    }


def _audit_data(planning: Planning, audit: Audit) -> dict[str, Json]:
    lead = planning.leads[audit]
    return {
        "id": audit.id or None,
        "title": audit.title,
        "day": audit.day.isoformat(),
        "clauses": [str(one) for one in audit.clauses],
        "lead": audit.lead or None,
        "own_work": list(lead.own),
        "independent": list(lead.free),
        "kept_out": [{"person": one, "own_work": why} for one, why in lead.kept_out],
    }
