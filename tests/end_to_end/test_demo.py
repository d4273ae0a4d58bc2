"""`ims demo`: the example organisation is on its way, and says so truthfully."""

from __future__ import annotations

import json

import pytest


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    from ims_docs.scaffolding.demo import create_demo

    return create_demo(tmp_path_factory.mktemp("demo") / "nordwind").root


def test_it_has_no_error_but_what_is_still_to_complete(demo, ims):
    report = json.loads(ims("-C", demo, "check", "--format", "json", "--as-of", "2026-11-23").out)
    assert {one["code"] for one in report["findings"] if one["severity"] == "error"} <= {"CLS001"}


def test_it_shows_every_rung_that_can_be_reached(demo, ims):
    coverage = json.loads(
        ims("-C", demo, "coverage", "--format", "json", "--as-of", "2026-11-23").out
    )
    leaves = {clause["rung"] for clause in coverage["clauses"]}
    assert {1, 2, 5} <= leaves
    policy = next(one for one in coverage["clauses"] if one["number"] == "5.2")
    assert policy["rung"] == 2


def test_records_stop_counting_when_the_audit_period_has_passed(demo, ims):
    later = json.loads(ims("-C", demo, "coverage", "--format", "json", "--as-of", "2030-01-01").out)
    assert max(clause["rung"] for clause in later["clauses"]) == 2


def test_the_command_ends_with_the_repository_and_the_next_step(ims, tmp_path):
    result = ims("demo", tmp_path / "example")
    assert result.code == 0
    assert result.out.startswith("ISO 56001:2024 on the evidence ladder")
    assert "\nNext: " in result.out
    assert (tmp_path / "example" / "ims.yml").is_file()
    assert ims("demo", tmp_path / "example").code == 2
