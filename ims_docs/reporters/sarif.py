"""A report as SARIF 2.1.0, which code scanning services and editors read."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from urllib.parse import quote

from ims_docs import __version__
from ims_docs.model.finding import Finding, Location, Report, RuleOutcome, Severity
from ims_docs.model.waiver import Waiver
from ims_docs.reporters.printable import Json, json_text, printable

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_HOME = "https://ims-docs.dev"
_ROOT = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}


def render(report: Report) -> str:
    """One run: every rule that ran, every finding, and the waived ones as suppressed."""
    index = {rule.code: number for number, rule in enumerate(report.rules)}
    fingerprints: Counter[str] = Counter()
    every: list[tuple[Finding, Waiver | None]] = [(finding, None) for finding in report.findings]
    every += [(one.finding, one.waiver) for one in report.waived]
    run: dict[str, Json] = {
        "tool": {"driver": _driver(report)},
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, waiver, index, fingerprints) for finding, waiver in every],
        "properties": {"judged": report.judged, "asOf": report.as_of},
    }
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _driver(report: Report) -> dict[str, Json]:
    return {
        "name": "ims-docs",
        "informationUri": _HOME,
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(rule) for rule in report.rules],
    }


def _rule(rule: RuleOutcome) -> dict[str, Json]:
    return {
        "id": rule.code,
        "shortDescription": {"text": _sentence(rule.title)},
        "help": {"text": f"`ims explain {rule.code}` says why it matters and how to conform."},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(
    finding: Finding, waiver: Waiver | None, index: Mapping[str, int], fingerprints: Counter[str]
) -> dict[str, Json]:
    result: dict[str, Json] = {"ruleId": finding.code}
    if finding.code in index:
        result["ruleIndex"] = index[finding.code]
    result["level"] = _LEVELS[finding.severity]
    result["message"] = {"text": f"{_sentence(finding.message)} {printable(finding.hint)}".strip()}
    if finding.where.path:
        result["locations"] = [{"physicalLocation": _physical(finding.where)}]
    result["partialFingerprints"] = {"finding/v1": _fingerprint(finding, fingerprints)}
    if waiver:
        result["suppressions"] = [_suppression(waiver)]
    return result


def _physical(where: Location) -> dict[str, Json]:
    uri = quote(_as_bytes(where.path), safe="/")
    physical: dict[str, Json] = {"artifactLocation": {"uri": uri, "uriBaseId": _ROOT}}
    if where.line:
        region = {"startLine": where.line}
        if where.column:
            region["startColumn"] = where.column
        physical["region"] = region
    return physical


def _fingerprint(finding: Finding, seen: Counter[str]) -> str:
    """The same as long as code, file and message are; lines may move. Repeats are numbered."""
    text = f"{finding.code}\0{finding.where.path}\0{finding.message}"
    digest = hashlib.sha256(_as_bytes(text)).hexdigest()[:32]
    seen[digest] += 1
    return f"{digest}:{seen[digest]}"


def _suppression(waiver: Waiver) -> dict[str, Json]:
    decided = f"{waiver.reason} (waived in ims.yml by {waiver.person} until {waiver.until})"
    return {"kind": "external", "status": "accepted", "justification": printable(decided)}


def _sentence(text: str) -> str:
    shown = printable(text)
    return shown if shown.endswith((".", "!", "?")) else f"{shown}."


def _as_bytes(text: str) -> bytes:
    """The bytes of a file name that need not be UTF-8."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
