"""The few numbers that sum a report up, in words."""

from __future__ import annotations

from ims_docs.model.finding import Outcome, Report, Severity

COUNTED = ("documents", "records", "registers")


def files(report: Report) -> int:
    """How many files have findings."""
    return len({finding.where.path for finding in report.findings})


def read(report: Report) -> dict[str, int]:
    """How much was read, with nothing left out because it is zero."""
    return {**dict.fromkeys(COUNTED, 0), **report.counts}


def summary(report: Report) -> tuple[str, ...]:
    """Findings, what was read, which rules ran, what is waived: one phrase each."""
    found = ", ".join(
        (
            _number(report.count(Severity.ERROR), "errors"),
            _number(report.count(Severity.WARNING), "warnings"),
            f"{report.count(Severity.ADVICE)} advice",
        )
    )
    if report.findings:
        found += f" in {_number(files(report), 'files')}"
    phrases = [
        found,
        ", ".join(_number(count, word) for word, count in read(report).items()),
        f"{_number(len(report.rules), 'rules')} ran",
    ]
    if report.waived:
        phrases.append(f"{len(report.waived)} waived")
    return tuple(phrases)


def verdict(report: Report) -> str:
    """For a report without findings: what was judged, and what that says."""
    outcomes = {rule.outcome for rule in report.rules}
    if not outcomes:
        # Silence is not conformity: nothing may look fine that nothing has looked at.
        result = "no rule ran, so nothing is known"
    elif Outcome.WAIVED in outcomes or report.waived:
        result = "every rule conforms or is waived"
    elif Outcome.NOT_APPLICABLE in outcomes:
        result = "every rule that applies conforms"
    else:
        result = "every rule conforms"
    return f"Judged: {report.judged} as of {report.as_of}. Result: {result}."


def _number(count: int, plural: str) -> str:
    return f"{count} {plural.removesuffix('s') if count == 1 else plural}"
