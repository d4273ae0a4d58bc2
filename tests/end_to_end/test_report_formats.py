"""Every report for programs says first which form it has."""

from __future__ import annotations

import json

import pytest

REPORTS = (
    ("check",), ("coverage",), ("status",), ("list",), ("list", "risks"), ("table", "risks"),
    ("history",), ("history", "POL-0001"), ("show", "POL-0001"), ("diff", "POL-0001"),
    ("baseline", "list"), ("trust", "list"), ("verify",),
)  # fmt: skip


@pytest.mark.parametrize("words", REPORTS, ids=" ".join)
def test_a_report_begins_with_the_version_of_its_form(words, acme, ims):
    said = ims("-C", acme, *words, "--format", "json")
    assert said.code in (0, 1), said.err
    report = json.loads(said.out)
    assert next(iter(report)) == "schema_version"
    assert isinstance(report["schema_version"], int)
