"""`ims coverage` as its users read it: table, JSON, CSV, Markdown."""

from __future__ import annotations

import csv
import io
import json

import pytest


def test_nothing_is_green_that_nobody_touched(acme, ims):
    value = json.loads(ims("-C", acme, "coverage", "--format", "json").out)
    assert {clause["rung"] for clause in value["clauses"]} <= {0, 1}
    items = {item["id"]: item for clause in value["clauses"] for item in clause["items"]}
    assert sum(item["required"] for item in items.values()) == 14
    assert sum(not item["required"] for item in items.values()) == 39


def test_the_keys_are_the_documented_ones(acme, ims):
    value = json.loads(ims("-C", acme, "coverage", "--format", "json").out)
    assert {"standard", "date", "clauses"} <= set(value)
    clause = next(one for one in value["clauses"] if one["number"] == "5.2")
    assert {"number", "title", "modality", "applicable", "rung", "reason", "raise", "items"} <= set(
        clause
    )
    assert {"id", "required", "what", "rung", "reason", "raise", "evidence"} <= set(
        clause["items"][0]
    )


def test_clauses_are_in_the_order_of_their_numbers(acme, ims):
    value = json.loads(ims("-C", acme, "coverage", "--format", "json").out)
    numbers = [tuple(map(int, one["number"].split("."))) for one in value["clauses"]]
    assert numbers == sorted(numbers)
    assert numbers[-1] == (10, 2)


def test_the_table_fits_eighty_columns(acme, ims, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    out = ims("-C", acme, "coverage").out
    assert max(map(len, out.splitlines())) <= 80
    assert "Check it against your licensed copy" in " ".join(out.split())


def test_the_guidance_standard_is_covered_too(acme, ims):
    out = ims("-C", acme, "coverage", "--standard", "iso56002").out
    assert out.startswith("ISO 56002:2019")
    assert "\n10.3 " in out


def test_csv_holds_every_clause_and_no_formula(acme, ims):
    rows = list(csv.DictReader(io.StringIO(ims("-C", acme, "coverage", "--format", "csv").out)))
    assert rows[0]["number"] == "4"
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_markdown_is_a_table(acme, ims):
    lines = ims("-C", acme, "coverage", "--format", "markdown").out.splitlines()
    assert lines[2].startswith("| Clause |")
    assert sum(line.startswith("| ") for line in lines) == 67


def test_a_past_revision_is_covered_as_it_was(acme, ims, git):
    git(acme, "rm", "-q", "docs/leadership/innovation-policy.md")
    git(acme, "commit", "-qm", "remove it", "--no-verify")

    def rung(*options: str) -> int:
        value = json.loads(ims("-C", acme, "coverage", "--format", "json", *options).out)
        return next(one["rung"] for one in value["clauses"] if one["number"] == "5.2")

    assert rung() == 0
    assert rung("--at", "HEAD~1") == 1


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--standard", "iso99999"], 2, "There is no standard 'iso99999'"),
        (["--as-of", "2026-02-30"], 2, "is not a calendar date"),
        (["--at", "nowhere"], 3, "There is no revision 'nowhere'"),
        (["--at", "--output=/tmp/x"], 3, "is not a revision"),
    ],
)
def test_wrong_use_is_told(acme, ims, arguments, code, words):
    result = ims("-C", acme, "coverage", *arguments)
    assert result.code == code
    assert words in result.err


def test_a_report_goes_into_a_file_whole(acme, ims, tmp_path):
    file = tmp_path / "coverage.csv"
    result = ims("-C", acme, "coverage", "--format", "csv", "--output", file)
    assert result.out == ""
    assert file.read_text("utf-8").startswith("standard,number")
