"""What the tool, the site and the example's own reports state is what a count of the files gives."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import recount as counting
import yaml

from ims_docs.cli import run
from ims_docs.services.workspace import Workspace
from ims_docs.site.build.reading import read
from ims_docs.site.pages import pages

DAY = "2026-11-23"


@pytest.fixture(scope="module")
def counted(nordwind):
    """By the script alone, in a program of its own."""
    script = Path(counting.__file__)
    command = [sys.executable, "-I", str(script), str(nordwind), DAY]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.fixture
def told(nordwind, capsys):
    """What a command says, as data."""

    def ask(*command):
        run(["-C", str(nordwind), *command, "--format", "json", "--as-of", DAY])
        return json.loads(capsys.readouterr().out)

    return ask


def text(root, name):
    folder = "registers" if name.endswith(".yaml") else "records/*"
    (path,) = (root / "docs").glob(f"{folder}/{name}")
    return path.read_text("utf-8")


def test_the_script_imports_nothing_of_ims_and_counts_thirty_numbers(counted):
    source = Path(counting.__file__).read_text("utf-8")
    assert not re.search(r"^\s*(?:import|from) ims", source, re.MULTILINE)
    assert len([one for one in source.splitlines() if one.strip()]) <= 80
    assert len(counted) >= 30


def test_check_and_coverage_count_the_same(counted, told):
    summary = told("check")["summary"]
    for name in ("documents", "records", "registers"):
        assert summary[name] == counted[name], name
    clauses = told("coverage")["clauses"]
    named = {one["number"]: one for one in clauses}
    questioned = [one["id"] for one in named["10.2"]["items"] if one["id"] in ("DI-13", "DI-14")]
    assert len(questioned) == 2
    evidence = {path for one in named["10.2"]["items"] for path in one["evidence"]}
    faults = [path for path in evidence if "/nonconformity/" in path]
    assert len(faults) == counted["nonconformities_open"] + counted["nonconformities_closed"]


@pytest.mark.parametrize(
    ("type_", "number"),
    [
        ("idea", "ideas"), ("experiment", "experiments"), ("measurement", "measurements"),
        ("people", "people"), ("roles", "roles"),
    ],
)  # fmt: skip
def test_lists_are_as_long(type_, number, counted, told):
    found = told("list", type_)
    assert len(found["rows"]) == counted[number]


def test_status_counts_what_is_late(counted, told):
    assert told("status")["counts"]["overdue"] == counted["actions_late"]


def test_the_home_page_counts_the_same(counted, nordwind):
    content = read(Workspace(root=nordwind), as_of=date.fromisoformat(DAY))
    home = re.sub(r"<[^>]+>|[*_|]|\[|\]\([^)]*\)", " ", dict(pages(content))["index.md"])
    said = " ".join(home.split())
    found = {
        "not approved": re.search(r"(\d+)\S* Not approved of (\d+) documents and registers", said),
        "open": re.search(r"(\d+) Open nonconformities", said),
        "overdue": re.search(r"(\d+) Overdue", said),
    }
    assert all(found.values()), said[:900]
    whole = counted["documents"] + counted["registers"]
    approved = counted["documents_approved"] + counted["registers_approved"]
    assert found["not approved"].groups() == (str(whole - approved), str(whole))
    assert int(found["open"][1]) == counted["nonconformities_open"]
    assert int(found["overdue"][1]) == counted["actions_late"]


def test_the_reports_of_the_example_state_what_is_counted(counted, nordwind):
    half = counted["ideas_q1"] + counted["ideas_q2"]
    half_in_time = counted["ideas_q1_in_time"] + counted["ideas_q2_in_time"]
    third, third_in_time = counted["ideas_q3"], counted["ideas_q3_in_time"]
    review = text(nordwind, "MRV-0001.md")
    assert f"{half_in_time} of {half} in the first half year" in review
    assert f"{third_in_time} of {third} in the third quarter" in review
    report = text(nordwind, "EVR-0002.md")
    everything, in_time = half + third, half_in_time + third_in_time
    assert f"we {in_time * 100 / everything:.0f}, {in_time} of {everything} since January" in report
    indicators = text(nordwind, "indicators.yaml")
    assert f"{half} ideas in the first half of 2026, {third} in the third quarter" in indicators
    found = [path.read_text("utf-8") for path in nordwind.glob("docs/*/confidence-statement.md")]
    assert f"{in_time} of {everything} ideas within 10 working days" in found[0]
    objectives = text(nordwind, "objectives.yaml")
    assert f"eleven of {counted['documents']} documents approved" in objectives
    assert counted["documents_approved_by_review"] == 11
    left = counted["documents"] - counted["documents_approved_by_review"]
    assert f"Owners read and correct {left} documents" in text(nordwind, "changes.yaml")
    assert "six decisions" in text(nordwind, "COE-0003.md")
    assert counted["decisions_of_the_review"] == 6
    assert "Five parts of the first year" in text(nordwind, "GAP-0002.md")
    assert counted["audits_of_first_year_left"] == 5


def test_measurements_follow_from_the_counts(counted, nordwind):
    values = {}
    for path in (nordwind / "docs/records/measurement").glob("*.md"):
        keys = yaml.safe_load(path.read_text("utf-8").split("---\n")[1])
        if keys["indicator"] == "IND-0007":
            values[keys["period"]] = float(keys["value"])
    assert values == {
        f"2026-Q{n}": 100 * counted[f"ideas_q{n}_in_time"] / counted[f"ideas_q{n}"]
        for n in (1, 2, 3)
    }


def test_the_page_on_the_example_counts_what_is_not_approved(counted):
    page = Path(__file__).parents[2] / "docs/explanation/the-example.md"
    assert counted["documents"] - counted["documents_approved"] == 16
    assert "sixteen documents are" in page.read_text("utf-8")


def test_lists_and_findings_tell_the_same_states(counted, told):
    rows = [one["values"] for one in told("list", "records")["rows"]]
    assert sum(bool(one["closed_on"]) for one in rows) == counted["records_closed"]
    assert sum(not one["closed_on"] for one in rows) == counted["records_open"]
    taken_up = told("list", "idea", "--where", "status=taken up")["rows"]
    assert len(taken_up) == counted["ideas_taken_up"]
    kinds = told("list")["types"]
    entries = sum(one["count"] for one in kinds if one["kind"] == "register")
    assert entries == counted["entries"]
    held = [one for one in told("check")["findings"] if one["code"] == "REG005"]
    assert len(held) == counted["roles_without_holder"]
    programme = told("list", "audit-programme", "--where", "status=carried out")["rows"]
    assert len(programme) == counted["audits_carried_out"]
