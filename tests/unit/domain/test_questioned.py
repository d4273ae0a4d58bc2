"""Questioned: a clause is never green while something that is kept says it is not met."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from ims_docs.adapters.disk.tree import WorkingTree
from ims_docs.domain.coverage import Coverage, cover
from ims_docs.reporters.coverage import COVERAGE_REPORTERS
from ims_docs.services.loading.repository import LoadRequest, load

AS_OF = date(2026, 11, 30)
SETTINGS = "organisation: House\nprofile: full\nstandards: [iso56001, iso56002]\n"


def record(kind: str, identifier: str, **keys: str) -> tuple[str, str]:
    values = {"date": "2026-06-01", "status": "open", "owner": "PER-0001", **keys}
    lines = "".join(f"{key}: {value}\n" for key, value in values.items())
    front = f"---\nid: {identifier}\ntype: {kind}\ntitle: About {identifier}\n{lines}---\n"
    return f"docs/records/{kind}/{identifier}.md", front


def ncr(number: int, clauses: str = '["7.5.3"]', **keys: str) -> tuple[str, str]:
    return record("nonconformity", f"NCR-000{number}", clauses=clauses, **keys)


def covered(root: Path, *records: tuple[str, str], standard: str = "iso56001") -> Coverage:
    for path, text in (("ims.yml", SETTINGS), *records):
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    repository = load(LoadRequest(tree=WorkingTree(root), as_of=AS_OF))
    return cover(repository, repository.standards[standard])


def questioned(coverage: Coverage) -> dict[str, list[str]]:
    return {
        str(one.text.clause): [said.id for said in one.questions]
        for one in coverage.clauses
        if one.questions
    }


def test_an_open_nonconformity_questions_its_clause_and_the_wholes_above_it(tmp_path: Path) -> None:
    found = questioned(covered(tmp_path, ncr(1)))
    assert found == {"7": ["NCR-0001"], "7.5": ["NCR-0001"], "7.5.3": ["NCR-0001"]}


def test_what_names_a_whole_questions_every_part_of_it(tmp_path: Path) -> None:
    found = questioned(covered(tmp_path, ncr(1, '["7.5"]')))
    assert set(found) == {"7", "7.5", "7.5.1", "7.5.2", "7.5.3"}


@pytest.mark.parametrize("status", ["open", "contained", "cause found", "action done", "whatever"])
def test_every_state_but_the_closing_one_questions(tmp_path: Path, status: str) -> None:
    assert "7.5.3" in questioned(covered(tmp_path, ncr(1, status=status)))


def test_an_effective_nonconformity_is_settled(tmp_path: Path) -> None:
    coverage = covered(tmp_path, ncr(1, status="effective"))
    assert not questioned(coverage)
    clause = next(one for one in coverage.clauses if str(one.text.clause) == "7.5.3")
    assert [one.id for one in clause.settled] == ["NCR-0001"]


def finding(**keys: str) -> tuple[str, str]:
    return record("audit-finding", "AUF-0001", clauses='["7.5.3"]', **keys)


@pytest.mark.parametrize(
    ("grade", "asks"), [("nonconformity", True), ("observation", True), ("strength", False)]
)
def test_an_open_finding_questions_unless_it_is_a_strength(
    tmp_path: Path, grade: str, *, asks: bool
) -> None:
    assert ("7.5.3" in questioned(covered(tmp_path, finding(grade=grade)))) is asks


def test_a_closed_finding_stands_until_the_nonconformity_is_closed_that_deals_with_it(
    tmp_path: Path,
) -> None:
    closed = finding(grade="nonconformity", status="closed", nonconformity="NCR-0001")
    elsewhere = ncr(1, '["7.2"]')
    assert questioned(covered(tmp_path, closed, elsewhere))["7.5.3"] == ["AUF-0001"]
    assert not questioned(covered(tmp_path, closed, ncr(1, '["7.2"]', status="effective")))


def test_what_is_gone_has_dealt_with_nothing(tmp_path: Path) -> None:
    closed = finding(grade="nonconformity", status="closed", nonconformity="NCR-0001")
    coverage = covered(tmp_path, closed)
    assert questioned(coverage)["7.5.3"] == ["AUF-0001"]
    assert "NCR-0001, which is not there" in COVERAGE_REPORTERS["csv"](coverage)


def report(number: int, day: str, conforms: str, clauses: str, status: str) -> tuple[str, str]:
    return record(
        "internal-audit-report",
        f"AUR-000{number}",
        date=day,
        conforms=conforms,
        clauses=clauses,
        status=status,
    )


def test_a_failed_audit_stands_until_a_newer_closed_one_has_looked_at_the_clause(
    tmp_path: Path,
) -> None:
    failed = report(1, "2025-06-01", "does not conform", '["7.2", "7.3"]', "closed")
    assert {"7.2", "7.3"} <= set(questioned(covered(tmp_path, failed)))
    still_open = report(2, "2026-06-01", "conforms", '["7.2"]', "open")
    assert {"7.2", "7.3"} <= set(questioned(covered(tmp_path, failed, still_open)))
    again = report(2, "2026-06-01", "conforms", '["7.2"]', "closed")
    found = questioned(covered(tmp_path, failed, again))
    assert "7.3" in found
    assert "7.2" not in found


def test_an_overdue_action_of_an_improvement_questions_what_it_came_from(tmp_path: Path) -> None:
    origin = finding(grade="strength", status="closed")
    actions = "\n  - {what: Do it, who: PER-0001, due: 2026-11-29}"
    improvement = record("improvement", "IMP-0001", started_by="[AUF-0001]", actions=actions)
    coverage = covered(tmp_path, origin, improvement)
    assert questioned(coverage)["7.5.3"] == ["IMP-0001"]
    assert "due on 2026-11-29 and 1 day late" in COVERAGE_REPORTERS["markdown"](coverage)
    in_time = (improvement[0], improvement[1].replace("2026-11-29", "2026-11-30"))
    assert not questioned(covered(tmp_path, origin, in_time))


def test_a_gap_that_an_open_analysis_names_questions(tmp_path: Path) -> None:
    results = '\n  - {clause: "6.4", state: in place}\n  - {clause: "7.2", state: missing}'
    found = questioned(covered(tmp_path, record("gap-analysis", "GAP-0001", results=results)))
    assert set(found) == {"7", "7.2"}


def test_a_level_that_is_not_in_place_questions_as_words_do(tmp_path: Path) -> None:
    results = '\n  - {clause: "6.4", level: 3}\n  - {clause: "7.2", level: 2}'
    found = questioned(covered(tmp_path, record("gap-analysis", "GAP-0001", results=results)))
    assert set(found) == {"7", "7.2"}


def test_another_standard_is_questioned_where_the_crosswalk_leads(tmp_path: Path) -> None:
    found = questioned(covered(tmp_path, ncr(1), standard="iso56002"))
    assert "7.5" in found
    assert not any(number.startswith(("4", "5", "6", "8")) for number in found)


def test_every_format_says_it(tmp_path: Path) -> None:
    coverage = covered(tmp_path, ncr(1))
    said = {name: tell(coverage) for name, tell in COVERAGE_REPORTERS.items()}
    clause = next(one for one in json.loads(said["json"])["clauses"] if one["number"] == "7.5.3")
    assert clause["questioned"][0]["id"] == "NCR-0001"
    assert "missing, questioned" in said["text"]
    assert "Questioned: NCR-0001" in said["text"]
    assert "3 of 66 clauses are questioned: 7, 7.5, 7.5.3." in said["text"]
    assert "0 missing, questioned" in said["markdown"]
    assert "NCR-0001 About NCR-0001: nonconformity" in said["csv"]


OWN_REGISTER = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "https://example.org/complaints",
    "title": "Complaints",
    "description": "Complaints of customers about how we work.",
    "$ref": "../register.schema.json",
    "properties": {
        "type": {"const": "complaints"},
        "entries": {
            "items": {
                "type": "object",
                "properties": {
                    "id": {"type": "string"},
                    "clause": {"$ref": "../common.schema.json#/$defs/clause"},
                    "status": {"enum": ["new", "answered"]},
                },
            }
        },
    },
    "unevaluatedProperties": False,
    "x-ims": {
        "kind": "register",
        "folder": "registers",
        "clauses": {"iso56001": ["4.2"]},
        "profiles": [],
        "columns": ["id"],
        "review_months": 12,
        "closed": ["answered"],
        "questions": [{"clauses": "clause", "until": "closed"}],
    },
}
ENTRIES = """type: complaints
title: Complaints
owner: boss
classification: internal
entries:
  - {id: CPL-0001, clause: "7.2", status: new}
  - {id: CPL-0002, clause: "7.3", status: answered}
"""


def test_a_type_of_ones_own_questions_as_its_schema_says(tmp_path: Path) -> None:
    own = ("schemas/registers/complaints.schema.json", json.dumps(OWN_REGISTER))
    found = questioned(covered(tmp_path, own, ("docs/registers/complaints.yaml", ENTRIES)))
    assert found == {"7": ["CPL-0001"], "7.2": ["CPL-0001"]}


@pytest.mark.parametrize(
    ("declared", "problem"),
    [
        ({"clauses": "clausse", "until": "closed"}, "no key 'clausse' is there"),
        ({"clauses": "clause", "until": "newer"}, "only a record has newer ones"),
        (
            {"clauses": "clause", "until": "closed", "when": {"mood": ["bad"]}},
            "no key 'mood' is beside 'clause'",
        ),
        ({"clauses": "clause"}, "until"),
        ({"until": "closed"}, "x-ims/questions/0"),
    ],
)
def test_a_declaration_that_cannot_work_is_a_defect(
    tmp_path: Path, declared: dict[str, object], problem: str
) -> None:
    schema = {**OWN_REGISTER, "x-ims": {**OWN_REGISTER["x-ims"], "questions": [declared]}}  # type: ignore[dict-item]
    (tmp_path / "schemas/registers").mkdir(parents=True)
    (tmp_path / "schemas/registers/complaints.schema.json").write_text(json.dumps(schema))
    (tmp_path / "ims.yml").write_text(SETTINGS)
    repository = load(LoadRequest(tree=WorkingTree(tmp_path), as_of=AS_OF))
    assert [problem in one.message for one in repository.defects] == [True], repository.defects
