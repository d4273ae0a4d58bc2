"""How far each clause has come, as assessment results of OSCAL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ims_docs.domain.coverage import ClauseCoverage, Rung
from ims_docs.export.oscal.subject import Data, Subject, prop


def results(subject: Subject) -> Data:
    """The level and the evidence of each clause that applies."""
    plan = subject.own("assessment-plan")
    found = [one for one in subject.coverage.clauses if one.applicable]
    found = [one for one in found if one.text.clause in subject.controls]
    return {
        "uuid": subject.own("assessment-results"),
        "metadata": subject.head(f"Coverage of {subject.standard.name}"),
        "import-ap": {"href": f"#{plan}"},
        "results": [_result(subject, found)],
        "back-matter": {
            "resources": [
                {
                    "uuid": plan,
                    "title": "No plan of its own",
                    "description": "The rules of ims say what is looked at: `ims coverage`.",
                }
            ]
        },
    }


def _result(subject: Subject, asked: Sequence[ClauseCoverage]) -> Data:
    start = f"{subject.coverage.as_of.isoformat()}T00:00:00+00:00"
    selected = [{"control-id": subject.control_id(one.text.clause)} for one in asked]
    made: Data = {
        "uuid": subject.own("result", subject.copying.commit),
        "title": f"How far each clause of {subject.standard.name} has come",
        "description": "Computed from what is kept: no person judged it.",
        "start": start,
        "reviewed-controls": {"control-selections": [{"include-controls": selected}]},
    }
    if asked:
        made["observations"] = [_observation(subject, one, start) for one in asked]
        made["findings"] = [_finding(subject, one) for one in asked]
    return made


def _observation(subject: Subject, one: ClauseCoverage, start: str) -> Data:
    evidence = [
        {"href": path, "description": f"as of commit {subject.copying.commit or 'none'}"}
        for path in dict.fromkeys(_evidence(one))
    ]
    return {
        "uuid": subject.own("observation", str(one.text.clause)),
        "description": f"{one.text.clause} {one.text.title}: {one.reach.reason}",
        "props": [
            prop("rung", one.reach.rung.key),
            prop("questioned", "yes" if one.questions else "no"),
        ],
        "methods": ["EXAMINE"],
        "collected": start,
        **({"relevant-evidence": evidence} if evidence else {}),
    }


def _finding(subject: Subject, one: ClauseCoverage) -> Data:
    is_met = _is_met(one)
    return {
        "uuid": subject.own("finding", str(one.text.clause)),
        "title": f"{one.text.clause} {one.text.title}",
        "description": one.reach.reason if is_met else (one.reach.raise_by or one.reach.reason),
        "target": {
            "type": "objective-id",
            "target-id": f"{subject.control_id(one.text.clause)}_smt",
            "status": {"state": "satisfied" if is_met else "not-satisfied"},
        },
        "related-observations": [
            {"observation-uuid": subject.own("observation", str(one.text.clause))}
        ],
    }


def _is_met(one: ClauseCoverage) -> bool:
    """Whether everything that is asked of a clause is there, and nothing speaks against it."""
    required = [each for each in one.items if each.item.required and each.applicable]
    if one.questions or any(each.reach.rung < each.asked for each in required):
        return False
    return one.reach.rung >= Rung.COMPLETED


def _evidence(one: ClauseCoverage) -> Iterator[str]:
    yield from one.reach.evidence
    for each in one.items:
        yield from each.reach.evidence
