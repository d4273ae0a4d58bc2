"""A group -> JSON for programs, and lines for a terminal."""

from __future__ import annotations

from ims_docs.domain.coverage import Rung
from ims_docs.reporters.columns import wrapped
from ims_docs.reporters.portal.group import ClauseTotal, Group, Row
from ims_docs.reporters.printable import Json, json_text, printable
from ims_docs.services.summing import Look, Standing

SCHEMA = 1
"""The form of the data. It grows with the same number, and changes with a new one."""


def as_json(group: Group) -> str:
    """The group for programs: totals, each entity with its summary, each clause."""
    return json_text(
        {
            "schema_version": SCHEMA,
            "title": group.title,
            "as_of": group.as_of.isoformat(),
            "silent_after": group.silent_after,
            "verified": group.is_verified,
            "totals": totals(group),
            "entities": [_entity(one) for one in group.looks],
            "clauses": {
                name: [_clause(one) for one in clauses] for name, clauses in group.clauses.items()
            },
        }
    )


def totals(group: Group) -> dict[str, int]:
    """What is counted over all entities that could be read."""
    rows = [row for _, row in group.rows]
    return {
        "entities": len(group.looks),
        "seen": len(rows),
        "not_seen": group.standing(Standing.UNSEEN),
        "silent": group.standing(Standing.SILENT),
        "linked_only": group.standing(Standing.LINKED),
        "intact": sum(one.integrity == "intact" for one in group.looks),
        "not_intact": sum(one.integrity == "not intact" for one in group.looks),
        "errors": sum(row.errors for row in rows),
        "overdue": sum(row.overdue for row in rows),
        "in_force": sum(row.in_force for row in rows),
        "alarms": sum(row.alarms for row in rows),
    }


def as_text(group: Group, width: int) -> str:
    """What was seen in one line, and a line for each entity that somebody has to look at."""
    found = ", ".join(
        f"{number} {name.replace('_', ' ')}" for name, number in totals(group).items()
    )
    lines = [f"{group.title}, {group.as_of}: {found}"]
    lines += [f"{one.entity.name}: {'; '.join(one.reasons)}" for one in group.looks if one.reasons]
    return "".join(
        f"{part}\n" for line in lines for part in wrapped(printable(line), width, "", "  ")
    )


def _entity(one: Look[Row]) -> Json:
    summary = {**one.kept.data, "integrity": one.integrity} if one.kept else None
    return {
        "name": one.entity.name,
        "standing": one.standing.value,
        "reasons": list(one.reasons),
        "integrity": one.integrity,
        "days_since_saved": one.silent_days,
        "site": one.entity.site or None,
        "summary": summary,
    }


def _clause(one: ClauseTotal) -> Json:
    return {
        "number": str(one.clause),
        "title": one.title,
        "rungs": {str(int(rung)): one.rungs[rung] for rung in Rung},
        "not_applicable": one.not_applicable,
        "questioned": one.questioned,
        "lowest": list(one.lowest),
    }
