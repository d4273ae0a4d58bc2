import json
import os
import shlex
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from ims_docs import __version__
from ims_docs.model.finding import Location
from ims_docs.reporters import REPORTERS, sarif

MULTITOOL = Path(__file__).parent / "official" / "node_modules" / ".bin"


def run_of(report):
    (run,) = json.loads(sarif.render(report))["runs"]
    return run


def test_report(report, sarif_schema):
    sarif_schema.validate(json.loads(REPORTERS["sarif"](report)))
    run = run_of(report)
    driver = run["tool"]["driver"]
    assert driver["informationUri"].startswith("https://")
    assert driver["version"] == __version__
    assert driver["rules"][0] == {
        "id": "CLS001",
        "shortDescription": {"text": "Every clause has evidence."},
        "help": {"text": "`ims explain CLS001` says why it matters and how to conform."},
        "defaultConfiguration": {"level": "note"},
    }
    first = run["results"][0]
    fingerprint = first.pop("partialFingerprints")
    assert fingerprint["finding/v1"].endswith(":1")
    assert first == {
        "ruleId": "DOC002",
        "ruleIndex": 2,
        "level": "error",
        "message": {"text": '"Scope" has no text of its own. Write what belongs there.'},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {
                        "uri": "docs/leadership/innovation-policy.md",
                        "uriBaseId": "%SRCROOT%",
                    },
                    "region": {"startLine": 12, "startColumn": 1},
                }
            }
        ],
    }


def test_the_official_schema_takes_nothing_else(report, sarif_schema):
    log = json.loads(sarif.render(report))
    log["runs"][0]["results"][0]["extra"] = 1
    assert not sarif_schema.is_valid(log)


def test_levels_and_rule_indexes(report):
    run = run_of(report)
    rules = run["tool"]["driver"]["rules"]
    assert [one["level"] for one in run["results"]] == [
        "error",
        "error",
        "warning",
        "note",
        "warning",
    ]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])


def test_a_finding_of_no_rule_that_ran_has_no_index(report, sarif_schema):
    alone = replace(report, rules=())
    sarif_schema.validate(json.loads(sarif.render(alone)))
    assert all("ruleIndex" not in one for one in run_of(alone)["results"])


def test_only_waived_findings_are_suppressed(report):
    *found, waived = run_of(report)["results"]
    assert all("suppressions" not in one for one in found)
    assert waived["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "The new owner starts in May"
            " (waived in ims.yml by a-smith until 2026-05-31)",
        }
    ]


@pytest.mark.parametrize(
    ("where", "physical"),
    [
        (Location("ims.yml"), {"uri": "ims.yml"}),
        (Location("a b/ü:%?#.md", 2), {"uri": "a%20b/%C3%BC%3A%25%3F%23.md", "startLine": 2}),
        (Location("c:/x.md", 2, 5), {"uri": "c%3A/x.md", "startLine": 2, "startColumn": 5}),
        (Location("n\udcff.md"), {"uri": "n%FF.md"}),
        (Location("n\ud800.md"), {"uri": "n%ED%A0%80.md"}),
    ],
)
def test_places(report, where, physical):
    finding = replace(report.findings[0], where=where)
    result = run_of(replace(report, findings=(finding,)))["results"][0]
    found = result["locations"][0]["physicalLocation"]
    assert {"uri": found["artifactLocation"]["uri"], **found.get("region", {})} == physical


def test_the_repository_as_a_whole_has_no_location(report, sarif_schema):
    finding = replace(report.findings[0], where=Location(""))
    whole = replace(report, findings=(finding,))
    sarif_schema.validate(json.loads(sarif.render(whole)))
    assert "locations" not in run_of(whole)["results"][0]


def fingerprints(report):
    return [one["partialFingerprints"]["finding/v1"] for one in run_of(report)["results"]]


def test_fingerprints_stay_when_lines_move(report):
    moved = tuple(
        replace(one, where=Location(one.where.path, one.where.line + 7)) for one in report.findings
    )
    assert fingerprints(replace(report, findings=moved)) == fingerprints(report)


def test_fingerprints_of_different_findings_differ(report):
    (first, *_) = report.findings
    changed = (
        first,
        first,
        replace(first, code="DOC003"),
        replace(first, message="Another"),
        replace(first, where=Location("other.md")),
    )
    found = fingerprints(replace(report, findings=changed, waived=()))
    assert len(set(found)) == len(changed)


def test_hostile_text_stays_text(hostile, sarif_schema):
    written = sarif.render(hostile)
    assert written.isascii()
    assert "##" not in written
    sarif_schema.validate(json.loads(written))
    assert all(one["message"]["text"].isprintable() for one in run_of(hostile)["results"])


def test_every_finding_has_its_code_file_and_line(report, sarif_schema):
    sarif_schema.validate(json.loads(sarif.render(report)))
    results = run_of(report)["results"]
    assert [one["ruleId"] for one in results] == [
        "DOC002",
        "DOC002",
        "DOC003",
        "CLS001",
        "DOC004",
    ]
    (place,) = (one["physicalLocation"] for one in results[0]["locations"])
    assert place["artifactLocation"]["uri"] == "docs/leadership/innovation-policy.md"
    assert place["region"]["startLine"] == 12


@pytest.fixture(scope="module")
def multitool():
    folders = os.pathsep.join([str(MULTITOOL), os.environ["PATH"]])
    found = shutil.which("sarif-multitool", path=folders)
    if not found or not shutil.which("node"):
        pytest.skip(
            "Microsoft's SARIF validator is not installed:"
            " npm ci --prefix tests/unit/reporters/official"
        )
    return found


def test_microsoft_finds_nothing_to_say(report, clean, spoilt, multitool, tmp_path):
    reports = {"report": report, "clean": clean, "spoilt": spoilt("<&>\"' \x1b \u202e 😀 100%")}
    for name, one in reports.items():
        (tmp_path / f"{name}.sarif").write_text(sarif.render(one), encoding="utf-8")
    command = [multitool, "validate", *(f"{name}.sarif" for name in reports)]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
    )
    assert "3 files scanned" in done.stdout, done.stdout + done.stderr
    said = [line for line in done.stdout.splitlines() if ": error " in line or ": warning " in line]
    # SARIF2017 asks for a region everywhere; a finding about a file as a whole has none.
    assert [line for line in said if "SARIF2017" not in line] == []


def test_microsoft_reads_every_finding_with_its_level_code_file_and_line(
    report, multitool, tmp_path
):
    (tmp_path / "report.sarif").write_text(sarif.render(report), encoding="utf-8")
    everything = shlex.quote("RuleId != 'none'")  # the wrapper of npm calls a shell
    command = [multitool, "query", "report.sarif", "-e", everything, "--write-to-console"]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
    )
    policy = "docs/leadership/innovation-policy.md"
    assert done.stdout.splitlines()[:-1] == [
        f'{policy}(12): error DOC002: "Scope" has no text of its own. Write what belongs there.',
        f'{policy}(18): error DOC002: "Aim" has no text of its own. Write what belongs there.',
        f"{policy}(20,3): warning DOC003: A placeholder is left. Put it right.",
        "ims.yml: note CLS001: Nothing serves clause 6. Put it right.",
        "docs/plan.md(4): warning DOC004: Review is due. Put it right.",
    ]
    assert "Found 5 of 5 results matched" in done.stdout
