"""A report for programs, as schemas/report.schema.json describes it."""

from __future__ import annotations

from ims_docs import __version__
from ims_docs.model.finding import Finding, Report, RuleOutcome, Severity, WaivedFinding
from ims_docs.reporters.printable import Json, report_text
from ims_docs.reporters.summary import files, read


def render(report: Report) -> str:
    """The whole report, with texts as they stand in the repository."""
    return report_text(
        {
            "findings": [_finding(finding) for finding in report.findings],
            "waived": [_waived(one) for one in report.waived],
            "rules": [_rule(rule) for rule in report.rules],
            "summary": _summary(report),
            "tool": {"name": "ims-docs", "version": __version__},
        }
    )


def _finding(finding: Finding) -> dict[str, Json]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "path": finding.where.path,
        "line": finding.where.line,
        "column": finding.where.column,
        "message": finding.message,
        "hint": finding.hint,
        "clause": finding.clause,
    }


def _waived(one: WaivedFinding) -> dict[str, Json]:
    return {
        **_finding(one.finding),
        "reason": one.waiver.reason,
        "person": one.waiver.person,
        "until": one.waiver.until.isoformat(),
    }


def _rule(rule: RuleOutcome) -> dict[str, Json]:
    return {
        "code": rule.code,
        "title": rule.title,
        "severity": rule.severity.value,
        "outcome": rule.outcome.value,
        "findings": rule.findings,
    }


def _summary(report: Report) -> dict[str, Json]:
    return {
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "advice": report.count(Severity.ADVICE),
        "files": files(report),
        **read(report),
        "judged": report.judged,
        "as_of": report.as_of,
        "next_step": report.next_step,
    }
