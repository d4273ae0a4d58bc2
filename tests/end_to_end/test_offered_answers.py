"""What is offered for an answer: what the plan says, and nobody to themselves; a yes is said back in words."""

from __future__ import annotations

import sys
from io import StringIO

import pytest

PLAN = """\
---
id: APL-0001
type: audit-plan
title: Operation
date: 2026-10-20
owner: PER-0001
status: open
lead_auditor: PER-0001
scope: Ideas of the half year
clauses: ["8.2", "8.3.1"]
criteria: [ISO 56001:2024, Our own documents]
---

## Objective

To see whether authors get an answer.
"""
REPORT = "docs/records/internal-audit-report/AUR-0001.md"


class Typed(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def told(acme, ims, monkeypatch):
    """`told(lines, *command)`: run a command and answer its questions."""
    path = acme / "docs/records/audit-plan/APL-0001.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PLAN, "utf-8")

    def call(lines, *arguments):
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", Typed("".join(f"{line}\n" for line in lines)))
            return ims("-C", acme, *arguments)

    return call


def test_nobody_is_offered_to_themselves_as_auditor(told):
    done = told([""] * 20, "add", "audit-plan")
    assert done.code == 0, done.err
    assert "Lead auditor (empty: later)" in done.err
    assert "Owner (empty: PER-0001)" in done.err


def test_a_report_is_offered_what_its_plan_says_and_a_yes_is_said_back(told, acme, ims):
    given = ("--set", "title=October", "--set", "plan=APL-0001", "--set", "lead_auditor=PER-0001")
    assert ims("-C", acme, "add", "internal-audit-report", "--no-input", *given).code == 0
    lines = ["", "", "", "POL-0001", "none", "yes", "effective", "PER-0001", "2026-10-30"]
    done = told([*lines, *["Words."] * 8], "close", "AUR-0001")
    assert "Scope (Enter: as APL-0001 says, Ideas of the half year)" in done.err
    assert "Enter: as APL-0001 says, 8.2, 8.3.1" in done.err
    assert "  Understood: conforms\n" in done.err
    assert "Understood: effective" not in done.err
    assert done.code == 0, done.err
    text = (acme / REPORT).read_text("utf-8")
    assert "scope: Ideas of the half year\n" in text
    assert "conforms: conforms\n" in text
