"""Reports to render: one of every kind of finding, a clean one, and one that means harm."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema_rs
import pytest

from ims_docs.adapters.resources import resource
from ims_docs.model.finding import (
    Finding,
    Location,
    Outcome,
    Report,
    RuleOutcome,
    Severity,
    WaivedFinding,
)
from ims_docs.model.waiver import Waiver

OFFICIAL = Path(__file__).parent / "official"
POLICY = "docs/leadership/innovation-policy.md"

RULES = (
    ("CLS001", "Every clause has evidence", Severity.ADVICE, Outcome.FINDINGS, 1),
    ("DOC001", "The front matter fits its schema", Severity.ERROR, Outcome.CONFORMING, 0),
    ("DOC002", "Every section has text", Severity.ERROR, Outcome.FINDINGS, 2),
    ("DOC003", "No placeholder is left", Severity.WARNING, Outcome.FINDINGS, 1),
    ("DOC004", "A document is reviewed in time", Severity.WARNING, Outcome.WAIVED, 0),
    ("HIS001", "History is not rewritten", Severity.ERROR, Outcome.NOT_APPLICABLE, 0),
)

HOSTILE = (
    "<&>\"'",
    "a\nb\r\nc",
    "\x1b]0;x\a",
    "\u202egnp.exe",
    "name-\udcff\ud800",
    "😀",
    "]]>",
    "100%, a:b",
    "::error file=x::y",
    "  ::add-mask::y",
    "##[add-path]/tmp",
    "##vso[task.complete]",
    "\ufffe\uffff\x00\x85\u2028",
)


def make_finding(code, severity, where, message, hint="Put it right."):
    return Finding(
        code=code, severity=severity, where=where, message=message, hint=hint, clause="7.5.3"
    )


@pytest.fixture(scope="session")
def clean():
    """Nothing found; every rule conforms."""
    code, title, severity, _, _ = RULES[1]
    rule = RuleOutcome(code=code, title=title, severity=severity, outcome=Outcome.CONFORMING)
    return Report(
        repository="Acme",
        judged="the files on disk",
        as_of="2026-03-01",
        findings=(),
        waived=(),
        rules=(rule,),
        counts={"documents": 1, "records": 0, "registers": 18},
    )


@pytest.fixture(scope="session")
def report(clean):
    """Each severity, each outcome, a repeated hint, a file as a whole, a waiver."""
    section, text = "Write what belongs there.", "has no text of its own"
    waiver = Waiver(
        code="DOC004",
        path="",
        reason="The new owner starts in May",
        person="a-smith",
        until=date(2026, 5, 31),
        line=7,
    )
    late = make_finding("DOC004", Severity.WARNING, Location("docs/plan.md", 4, 1), "Review is due")
    return replace(
        clean,
        findings=(
            make_finding(
                "DOC002", Severity.ERROR, Location(POLICY, 12, 1), f'"Scope" {text}', section
            ),
            make_finding(
                "DOC002", Severity.ERROR, Location(POLICY, 18, 1), f'"Aim" {text}', section
            ),
            make_finding(
                "DOC003", Severity.WARNING, Location(POLICY, 20, 3), "A placeholder is left"
            ),
            make_finding("CLS001", Severity.ADVICE, Location("ims.yml"), "Nothing serves clause 6"),
        ),
        waived=(WaivedFinding(finding=late, waiver=waiver),),
        rules=tuple(
            RuleOutcome(code=code, title=title, severity=severity, outcome=outcome, findings=found)
            for code, title, severity, outcome, found in RULES
        ),
        counts={"documents": 47, "records": 0, "registers": 18},
        next_step=f"complete {POLICY}.",
    )


@pytest.fixture(scope="session")
def spoilt(report):
    """Makes a report with one text in every place that a repository can fill."""

    def make(text, line=3):
        severities = (Severity.ERROR, Severity.WARNING, Severity.ADVICE)
        codes = ("DOC002", "DOC003", "CLS001")
        findings = tuple(
            make_finding(code, severity, Location(text, line, line), text, text)
            for code, severity in zip(codes, severities, strict=True)
        )
        (waived,) = report.waived
        waiver = replace(waived.waiver, reason=text, person=text)
        return replace(
            report,
            repository=text,
            judged=text,
            findings=findings,
            waived=(WaivedFinding(finding=replace(findings[0], code="DOC004"), waiver=waiver),),
            rules=tuple(replace(rule, title=text) for rule in report.rules),
            next_step=text,
        )

    return make


@pytest.fixture(params=HOSTILE, ids=ascii)
def hostile(request, spoilt):
    """A report that tries to break out of its format."""
    return spoilt(request.param)


@pytest.fixture(scope="session")
def report_schema():
    """Our own schema of the JSON report."""
    return validator(resource("schemas") / "report.schema.json")


@pytest.fixture(scope="session")
def sarif_schema():
    """The official schema of SARIF 2.1.0."""
    return validator(OFFICIAL / "sarif-2.1.0.schema.json")


def validator(path):
    schema = json.loads(path.read_text(encoding="utf-8-sig"))
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
