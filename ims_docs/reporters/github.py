"""A report as GitHub workflow commands, which become annotations on a pull request."""

from __future__ import annotations

from ims_docs.model.finding import Finding, Report, Severity
from ims_docs.reporters.printable import printable
from ims_docs.reporters.summary import summary, verdict

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}


def render(report: Report) -> str:
    """A command per finding, then the numbers in plain text."""
    lines = [_command(finding) for finding in report.findings]
    if not report.findings:
        lines.append(printable(verdict(report)))
    lines.append(printable(" · ".join(summary(report))))
    return "\n".join(lines) + "\n"


def _command(finding: Finding) -> str:
    where = finding.where
    properties = {"file": where.path, "line": where.line, "col": where.column}
    given = {name: str(value) for name, value in properties.items() if value}
    given["title"] = finding.code
    listed = ",".join(f"{name}={_property(value)}" for name, value in given.items())
    text = printable(finding.message)
    if finding.hint:
        text += f"\n→ {printable(finding.hint)}"
    return f"::{_COMMANDS[finding.severity]} {listed}::{_data(text)}"


def _data(text: str) -> str:
    # % first, or it would encode what the others put in.
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(printable(text)).replace(":", "%3A").replace(",", "%2C")
