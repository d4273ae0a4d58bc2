"""Audits by risk: told with their reasons, written into the programme once, nobody on own work."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

PROGRAMME = "docs/registers/audit-programme.yaml"


def entries(root: Path) -> dict[str, dict]:
    register = yaml.safe_load((root / PROGRAMME).read_text("utf-8"))
    return {one["id"]: one for one in register["entries"]}


def test_the_reasons_are_said_within_the_columns(nordwind, ims, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    told = ims("-C", nordwind, "audit", "plan")
    assert (told.code, told.err) == (0, "")
    assert max(map(len, told.out.splitlines())) <= 80
    words = " ".join(told.out.split())
    assert "6.6 Collaboration, high (5): never audited; evidence is begun (1)" in words
    assert "Not Birte Clausen (IAP-0001: submitted it for approval on 2026-05-22)" in words
    assert "AUP-0013 Development and deployment, planned on 2027-03-10" in words
    data = json.loads(ims("-C", nordwind, "audit", "plan", "--format", "json").out)
    clauses = {one["clause"]: one for one in data["clauses"]}
    assert (clauses["8.1"]["last_audited"], clauses["8.1"]["report"]) == ("2026-06-10", "AUR-0001")
    assert data["clauses"][0]["points"] == max(one["points"] for one in data["clauses"])
    for one in (*data["planned"], *data["proposed"]):
        assert one["lead"] not in {other["person"] for other in one["kept_out"]} or one["own_work"]


def test_what_is_missing_is_written_once_and_by_somebody_else(example, ims, git):
    path = example / PROGRAMME
    text = path.read_text("utf-8").replace("status: planned", "status: cancelled")
    path.write_text(text, "utf-8")
    git(example, "commit", "-qam", "Cancel what was planned")
    known = set(entries(example))
    done = ims("-C", example, "audit", "plan", "--record", "--commit")
    assert done.code == 0, done.err
    added = {name: one for name, one in entries(example).items() if name not in known}
    assert min(added) == "AUP-0014"  # a number that was given is given to nothing else
    assert git(example, "show", "--format=", "--name-only").stdout.split() == [PROGRAMME]
    covered = {number for one in added.values() for number in one["clauses"]}
    assert {"6.6", "7.2", "9.2.2", "10.2"} <= covered
    for one in added.values():
        assert one["status"] == "planned"
        assert "By risk on" in one["reason"]
        if "9.2.2" in one["clauses"] or "7.5.3" in one["clauses"]:
            assert "auditor_person" not in one  # the only auditor has own work in it
    assert any("auditor_person" in one for one in added.values())
    assert ims("-C", example, "check", PROGRAMME).code == 0
    before = path.read_bytes()
    again = ims("-C", example, "audit", "plan", "--record", "--commit")
    assert (again.code, path.read_bytes()) == (0, before)
    assert "The programme lacks no audit" in again.err


def test_whoever_leads_on_own_work_is_named(example, ims):
    path = example / PROGRAMME
    text = path.read_text("utf-8")
    head, mark, rest = text.partition("  - id: AUP-0005")
    rest = rest.replace("auditor: internal-auditor", "auditor: internal-auditor\n    auditor_person: PER-0005", 1)  # fmt: skip
    path.write_text(head + mark + rest, "utf-8")
    words = " ".join(ims("-C", example, "audit", "plan").out.split())
    assert "Birte Clausen would audit own work (IAP-0001: submitted it for approval" in words


def test_without_a_programme_it_says_how_to_begin(example, ims):
    (example / PROGRAMME).unlink()
    assert ims("-C", example, "audit", "plan").code == 0
    done = ims("-C", example, "audit", "plan", "--record")
    assert done.code == 1
    assert "The audit programme is not begun yet" in done.err


def test_a_programme_of_a_stranger_is_read_as_far_as_it_can_be(example, ims):
    (example / PROGRAMME).write_text(
        "type: audit-programme\ntitle: T\nowner: x\nentries:\n"
        "  - {title: [1], clauses: [x, 7, '99.1'], planned_on: 9999-99-99, status: 3}\n"
        "  - {id: 5, clauses: {a: b}, planned_on: '0001-01-01', auditor: [a], auditor_person: 7}\n"
        "  - just text\n",
        "utf-8",
    )
    told = ims("-C", example, "audit", "plan")
    assert told.code == 0, told.err
    assert ims("-C", example, "audit", "plan", "--format", "json").code == 0
    assert ims("-C", example, "audit", "plan", "--record").code == 1


def test_who_wrote_what_the_history_knows_leads_no_audit_of_it(nordwind, ims):
    words = " ".join(ims("-C", nordwind, "audit", "plan").out.split())
    assert "Birte Clausen would audit own work (changes: changed it on 2026-01-30)" in words
