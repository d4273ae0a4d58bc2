"""A whole repository in a few numbers -> str: for a table over many repositories. No title, no name."""

from __future__ import annotations

from collections import Counter

from ims_docs.domain.approval_state import standings
from ims_docs.domain.coverage import Coverage, Rung, questioned
from ims_docs.domain.duties import Urgency
from ims_docs.domain.indicators import Overview
from ims_docs.model.document import Document
from ims_docs.model.finding import Severity
from ims_docs.model.register import Register
from ims_docs.reporters.columns import wrapped
from ims_docs.reporters.printable import Json, json_text, printable
from ims_docs.services.baselines import StoredBaseline
from ims_docs.services.summing import Summed

SCHEMA = 1
"""The form of the data. It grows with the same number, and changes with a new one."""


def as_json(one: Summed) -> str:
    """The summary for programs."""
    return json_text(as_data(one))


def as_text(one: Summed, width: int) -> str:
    """The same in lines."""
    repository, report = one.repository, one.report
    found = ", ".join(f"{report.count(each)} {each.value}" for each in Severity)
    lines = [
        f"{repository.settings.organisation}, {repository.as_of}, commit {one.commit[:10] or 'none yet'}",
        f"integrity: {one.integrity}",
        f"baseline: {_baseline_words(one)}",
        f"findings: {found}",
        f"kept: {_kept_words(one)}",
        f"duties: {', '.join(f'{len(one.duties.of(each))} {each.value}' for each in Urgency)}",
    ]
    if one.coverage:
        rungs = Counter(_rung(each.reach.rung) for each in one.coverage.clauses if each.applicable)
        told = ", ".join(f"{rungs[_rung(rung)]} {rung.word}" for rung in Rung)
        lines.append(
            f"{one.coverage.standard.id}: {told}; {len(questioned(one.coverage))} questioned"
        )
    figures = one.figures
    lines.append(
        f"figures: {len(figures.measured)} of {len(figures.series)} indicators, {len(figures.alarms)} in alarm"
    )
    wrapped_lines = [part for line in lines for part in wrapped(printable(line), width, "", "  ")]
    return "\n".join(wrapped_lines) + "\n"


def as_data(one: Summed) -> dict[str, Json]:
    """The summary as a value, for a report that holds more than one."""
    repository, found = one.repository, one.baseline
    return {
        "schema_version": SCHEMA,
        "organisation": repository.settings.organisation,
        "as_of": repository.as_of.isoformat(),
        "commit": one.commit or None,
        "saved_claimed": one.saved or None,
        "integrity": one.integrity,
        "baseline": _baseline(found) if found else None,
        "counts": _counts(one),
        "findings": {each.value: one.report.count(each) for each in Severity},
        "duties": {each.value: len(one.duties.of(each)) for each in Urgency},
        "coverage": _coverage(one.coverage) if one.coverage else None,
        "figures": _figures(one.figures),
        "unread": len(repository.lost),
    }


def _counts(one: Summed) -> dict[str, Json]:
    repository = one.repository
    subjects: list[Document | Register] = [*repository.documents, *repository.registers]
    standing = standings(repository)
    return {
        "documents": len(repository.documents),
        "registers": len(repository.registers),
        "records": len(repository.records),
        "records_closed": sum(each.is_closed for each in repository.records),
        "in_force": sum(standing.of(each).is_in_force for each in subjects),
    }


def _kept_words(one: Summed) -> str:
    counted = _counts(one)
    return ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in counted.items())


def _baseline(found: StoredBaseline) -> Json:
    one = found.baseline
    return {
        "path": found.path,
        "counts": not found.refused,
        "name": one.name if one else None,
        "code": one.code if one else None,
        "commit": one.commit if one else None,
        "made_claimed": one.made_at.isoformat() if one else None,
        "has_timestamp": found.has_timestamp,
    }


def _baseline_words(one: Summed) -> str:
    found = one.baseline
    if found is None:
        return "none"
    if found.baseline is None or found.refused:
        return f"{found.path}, which proves nothing"
    return f"{found.baseline.name}, code {found.baseline.code}, {found.baseline.made_at.date()}"


def _coverage(coverage: Coverage) -> Json:
    rungs = Counter(_rung(one.reach.rung) for one in coverage.clauses if one.applicable)
    return {
        "standard": coverage.standard.id,
        "clauses": len(coverage.clauses),
        "rungs": {_rung(rung): rungs[_rung(rung)] for rung in Rung},
        "questioned": len(questioned(coverage)),
    }


def _rung(rung: Rung) -> str:
    return str(int(rung))


def _figures(found: Overview) -> Json:
    tracks = Counter(one.track.value for one in found.objectives)
    return {
        "indicators": len(found.series),
        "measured": len(found.measured),
        "alarms": len(found.alarms),
        "altered": len(found.altered),
        "objectives": dict(sorted(tracks.items())),
    }
