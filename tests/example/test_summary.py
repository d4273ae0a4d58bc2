"""`ims summary` says what the other commands say, and names no person and no text."""

from __future__ import annotations

import json

import pytest
import yaml

from ims_docs.cli import run

DAY = "2026-11-23"


@pytest.fixture
def told(nordwind, capsys):
    def ask(*command):
        run(["-C", str(nordwind), *command, "--format", "json", "--as-of", DAY])
        return json.loads(capsys.readouterr().out)

    return ask


def test_it_counts_as_check_status_and_coverage_do(told):
    found, checked = told("summary"), told("check")["summary"]
    for name in ("documents", "records", "registers"):
        assert found["counts"][name] == checked[name]
    assert sum(found["findings"].values()) == len(told("check")["findings"])
    assert found["duties"] == told("status")["counts"]
    clauses = told("coverage")["clauses"]
    assert found["coverage"]["clauses"] == len(clauses)
    assert (found["schema_version"], found["as_of"], found["integrity"]) == (1, DAY, "not asked")
    assert found["baseline"]["counts"] is True


def test_it_names_no_person_and_no_text(told, nordwind):
    text = json.dumps({**told("summary"), "organisation": ""}).casefold()
    registers = nordwind / "docs/registers"
    people = yaml.safe_load((registers / "people.yaml").read_text("utf-8"))["entries"]
    risks = yaml.safe_load((registers / "risks.yaml").read_text("utf-8"))["entries"]
    for one in people:
        assert one["name"].casefold() not in text
        assert one["id"].casefold() not in text
    assert not [one for one in risks if one["title"].casefold() in text]
