"""`ims demo`: the example organisation has a history, is on its way, and says so truthfully."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from signers import second_opinion

from ims_docs.adapters import resources
from ims_docs.errors import TemplateError
from ims_docs.formats.signatures import BASELINES
from ims_docs.model.approval import Statement
from ims_docs.model.baseline import Baseline
from ims_docs.services.scaffold import demo as building

TODAY = "2026-11-23"
DEMO = resources.resource("template") / "demo"


@pytest.fixture(scope="module")
def demo(nordwind):
    return nordwind


@pytest.fixture(scope="module")
def git(demo):
    def run(*arguments):
        command = ["git", "-C", str(demo), *arguments]
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout

    return run


def coverage(ims, demo, day):
    return json.loads(ims("-C", demo, "coverage", "--format", "json", "--as-of", day).out)


def test_it_finds_the_planted_imperfections_and_nothing_else(demo, ims):
    report = json.loads(ims("-C", demo, "check", "--format", "json", "--as-of", TODAY).out)
    planted = (DEMO / "imperfections.txt").read_text(encoding="utf-8").splitlines()
    assert sorted(f"{one['path']} {one['code']}" for one in report["findings"]) == planted


def test_the_missing_number_is_explained_in_the_change_log(demo, git):
    assert "IDE-0010 was deleted" in (demo / "docs/registers/changes.yaml").read_text()
    deleted = git("log", "--diff-filter=D", "--format=%s", "--", "docs/records/idea/IDE-0010.md")
    assert deleted.strip() == "fix: delete IDE-0010"


def test_what_was_deleted_has_its_statement_in_the_same_commit(demo, git):
    changed = git("log", "--format=%s", "--name-status", "--", "approvals/IDE-0010/removed.txt")
    assert changed.split("\n")[::2] == ["fix: delete IDE-0010", "A\tapprovals/IDE-0010/removed.txt"]


def test_every_required_item_is_at_the_highest_rung_it_can_reach(demo, ims):
    clauses = coverage(ims, demo, TODAY)["clauses"]
    rungs = {
        item["id"]: (item["rung"], item["reason"])
        for clause in clauses
        for item in clause["items"]
        if item["required"]
    }
    assert len(rungs) == 14
    for rung, reason in rungs.values():
        assert (rung, "closed, dated" in reason) == (5, True) or (
            rung == 4 and "by Henrike Lorenzen, next review by 20" in reason
        )


def test_the_ladder_climbs_from_date_to_date(demo, ims, git):
    steps = {"2025-12-02": 2, "2025-12-05": 4, "2026-11-23": 4, "2027-11-01": 3}
    for day, rung in steps.items():
        commit = git("rev-list", "-1", f"--before={day}T12:00:00Z", "HEAD").strip()
        arguments = ("--format", "json", "--at", commit, "--as-of", day)
        clauses = json.loads(ims("-C", demo, "coverage", *arguments).out)["clauses"]
        found = next(one for one in clauses if one["number"] == "5.2")
        assert found["rung"] == rung, (day, found["reason"])


def test_what_builds_on_the_new_scope_was_looked_at_three_days_later(demo, ims):
    found = {}
    for day in ("2026-10-25", "2026-10-28", "2026-10-29"):
        arguments = ("--select", "APR007", "--format", "json", "--as-of", day)
        findings = json.loads(ims("-C", demo, "check", *arguments).out)["findings"]
        assert all(
            "was approved as version 1.1 on 2026-10-26" in one["message"] for one in findings
        )
        found[day] = len(findings)
    assert found == {"2026-10-25": 0, "2026-10-28": 4, "2026-10-29": 0}


def test_a_few_documents_wait_for_their_approval(demo, ims):
    clauses = coverage(ims, demo, TODAY)["clauses"]
    waiting = {one["number"] for one in clauses if "not approved" in one["reason"]}
    assert {"10.1", "9.3.1"} <= waiting


def test_ssh_keygen_accepts_every_signature_of_the_example(demo):
    statements = sorted((demo / "approvals").rglob("v*/*.txt"))
    assert len(statements) > 60
    for path in statements:
        statement = Statement.parse(path.read_bytes())
        signers = (demo / "trust/allowed_signers").read_text()
        signature = path.with_name(f"{path.name}.sig").read_bytes()
        assert second_opinion(
            demo.parent,
            signers,
            statement.signer,
            path.read_bytes(),
            signature,
            statement.signed_at,
        ), path


def test_the_keys_of_the_example_say_that_they_are_worth_nothing(demo):
    text = (demo / "trust/allowed_signers").read_text()
    assert "prove nothing" in text
    assert text.count("example key") == 5


def test_a_few_expected_items_still_wait_for_an_imperfection(demo, ims):
    clauses = coverage(ims, demo, TODAY)["clauses"]
    low = {item["id"] for one in clauses for item in one["items"] if item["rung"] < 2}
    assert low == {"EX-13"}


def test_records_stop_counting_when_the_audit_period_has_passed(demo, ims):
    later = coverage(ims, demo, "2030-01-01")
    assert max(clause["rung"] for clause in later["clauses"]) == 3


def test_the_ladder_climbs_over_three_days(demo, ims):
    """What an auditor asks first: were you there already when you said you were?"""
    climbed = []
    for day in ("2025-06-01", "2025-12-31", TODAY):
        value = coverage(ims, demo, day)
        assert value["date"] == day
        climbed.append([clause["rung"] for clause in value["clauses"]])
    first, second, third = climbed
    assert max(first) <= 1
    assert sum(first) < sum(second) < sum(third)
    assert (max(second), max(third)) == (4, 5)
    result = ims("-C", demo, "coverage", "--as-of", "2025-05-11")
    assert result.code == 3
    assert "the first state is of 2025-05-12" in result.err


def test_it_has_records_of_every_type(demo):
    kept = {path.name for path in (demo / "docs/records").iterdir() if any(path.glob("*.md"))}
    types = (resources.resource("schemas") / "records").glob("*.schema.json")
    drawn = {"audit-sample"}  # a record of it needs the code of a baseline of this repository
    asked = {"acknowledgement"}  # no document of the example asks anybody to read it
    assert kept | drawn | asked == {path.name.removesuffix(".schema.json") for path in types}


def test_five_people_worked_on_it_for_eighteen_months(demo, git):
    log = [line.split("|") for line in git("log", "--reverse", "--format=%an|%aI|%cI").split("\n")]
    rows = [row for row in log if row != [""]]
    assert len({name for name, _, _ in rows}) == 5
    assert all(written == committed for _, written, committed in rows)
    days = [date.fromisoformat(written[:10]) for _, written, _ in rows]
    assert days == sorted(days)
    assert (days[-1] - days[0]).days > 17 * 30
    assert git("status", "--porcelain") == ""


def test_no_record_changes_after_it_was_closed(demo, git):
    for path in (demo / "docs/records").rglob("*.md"):
        name = path.relative_to(demo).as_posix()
        commits = git("log", "--reverse", "--format=%H", "--", name).split()
        states = ["status: closed" in git("show", f"{one}:{name}") for one in commits]
        assert not any(before for before, _ in pairwise(states)), name


def test_no_record_was_committed_before_it_happened(demo, git):
    for path in (demo / "docs/records").rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        closed = re.search(r"^closed_on: (.*)$", text, re.MULTILINE)
        name = path.relative_to(demo).as_posix()
        last = git("log", "-1", "--format=%cs", "--", name).strip()
        assert not closed or closed[1] <= last, name


@pytest.mark.parametrize("back", [45, 30, 20, 10])
def test_earlier_states_have_no_error_but_what_is_still_missing(demo, ims, git, back):
    day = git("show", "--no-patch", "--format=%cs", f"HEAD~{back}").strip()
    result = ims("-C", demo, "check", "--at", f"HEAD~{back}", "--as-of", day, "--format", "json")
    findings = json.loads(result.out)["findings"]
    assert {one["code"] for one in findings if one["severity"] == "error"} <= {"CLS001"}


def test_the_same_day_gives_the_same_commits(demo, git, tmp_path):
    again = building.create_demo(tmp_path / "again")
    assert again.commit == git("rev-parse", "HEAD").strip()
    command = ["git", "-C", str(again.root), "for-each-ref"]
    refs = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    assert refs == git("for-each-ref")


def test_two_baselines_follow_each_other_and_their_tags_lead_to_their_commits(demo, ims, git):
    found = json.loads(ims("-C", demo, "baseline", "list", "--format", "json").out)["baselines"]
    first, second = found
    assert [one["name"] for one in found] == ["2026-management-review", "2026-audit-readiness"]
    assert [one["refused"] for one in found] == ["", ""]
    assert first["previous"] == "none"
    made = Baseline.parse((demo / first["path"]).read_bytes())
    assert second["previous"] == made.sha256
    for one in found:
        assert git("cat-file", "-t", f"baseline/{one['name']}") == "tag\n"
        assert git("rev-parse", f"baseline/{one['name']}^{{commit}}").strip() == one["commit"]
    subject = git("log", "-1", "--format=%s", first["commit"]).strip()
    assert subject == "docs: approve the objectives and confirm the innovation policy"


def test_ssh_keygen_accepts_the_baselines_of_the_example(demo, tmp_path):
    for path in (demo / "baselines").glob("*.txt"):
        made = Baseline.parse(path.read_bytes())
        signers = (demo / "trust/allowed_signers").read_text()
        signature = path.with_name(f"{path.name}.sig").read_bytes()
        files = tmp_path, signers, made.made_by, path.read_bytes(), signature, made.made_at
        assert second_opinion(*files, namespace=BASELINES), path
        assert not second_opinion(*files), path


def test_what_changed_since_the_review_is_shown_with_redlines(demo, ims):
    arguments = ("2026-management-review", "2026-audit-readiness", "--format", "json")
    found = json.loads(ims("-C", demo, "baseline", "compare", *arguments).out)
    scope = next(one for one in found["changed"] if one["id"] == "SCP-0001")
    assert (scope["before"], scope["after"]) == ("version 1.0, current", "version 1.1, current")
    came = [run for one in scope["changes"]["text"] for run in one.get("runs", ())]
    assert any("Flensburg" in run["text"] for run in came if run["kind"] == "added")
    then, now = found["coverage"]["current"]
    assert then < now


def test_the_command_ends_with_the_repository_and_the_next_step(ims, tmp_path):
    result = ims("demo", tmp_path / "example")
    assert result.code == 0
    assert result.out.startswith("ISO 56001:2024 on the evidence ladder")
    assert "\nNext: " in result.out
    assert (tmp_path / "example" / "ims.yml").is_file()
    assert ims("demo", tmp_path / "example").code == 2


def test_a_broken_step_leaves_nothing_behind(tmp_path, monkeypatch):
    template = tmp_path / "template"
    shutil.copytree(resources.resource("template"), template)
    (tmp_path / "schemas").symlink_to(resources.resource("schemas"))  # the template asks them
    (template / "demo/fills/glossary.yaml").unlink()
    real = resources.resource
    monkeypatch.setattr(
        resources, "resource", lambda name: template if name == "template" else real(name)
    )
    (tmp_path / "made").mkdir()
    with pytest.raises(TemplateError, match="glossary"):
        building.create_demo(tmp_path / "made" / "nordwind")
    assert list((tmp_path / "made").iterdir()) == []


def test_files_get_a_time_of_their_own_so_that_git_sees_each_version(demo):
    for made in (DEMO / "files").rglob("*.yaml"):
        copied = demo / Path(*made.relative_to(DEMO / "files").parts[1:])
        if copied.is_file():
            assert copied.stat().st_mtime_ns != made.stat().st_mtime_ns, copied
