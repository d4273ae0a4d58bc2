"""A report as JUnit XML: one test case per rule, so that a clean run lists what it looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from xml.etree import ElementTree as ET

from ims_docs.model.finding import Finding, Outcome, Report, Severity, WaivedFinding
from ims_docs.reporters.printable import place, printable


def render(report: Report) -> str:
    """One suite. Errors fail a case; warnings and advice are its output; waived ones skip it."""
    suite = ET.Element("testsuite", name="ims check")
    properties = ET.SubElement(suite, "properties")
    for name, value in (("judged", report.judged), ("as_of", report.as_of)):
        ET.SubElement(properties, "property", name=name, value=printable(value))
    for code, name, outcome in _cases(report):
        family = code.rstrip("0123456789")
        case = ET.SubElement(suite, "testcase", classname=family, name=printable(name))
        _fill(case, code, outcome, report)
    root = ET.Element("testsuites", name="ims check")
    root.append(suite)
    for element in (root, suite):
        element.set("tests", str(len(suite.findall("testcase"))))
        element.set("failures", str(len(suite.findall("testcase/failure"))))
        element.set("errors", "0")
        element.set("skipped", str(len(suite.findall("testcase/skipped"))))
    ET.indent(root)
    # ASCII with character references reads the same whatever encoding a console writes.
    xml: bytes = ET.tostring(root, encoding="us-ascii", xml_declaration=True)
    return xml.decode("ascii") + "\n"


def _cases(report: Report) -> Iterator[tuple[str, str, Outcome]]:
    """Every rule that ran, and any code of a finding that none of them has: nothing is lost."""
    for rule in report.rules:
        yield rule.code, f"{rule.code} {rule.title}", rule.outcome
    known = {rule.code for rule in report.rules}
    for code in sorted({finding.code for finding in report.findings} - known):
        yield code, code, Outcome.FINDINGS


def _fill(case: ET.Element, code: str, outcome: Outcome, report: Report) -> None:
    found = [finding for finding in report.findings if finding.code == code]
    errors = [finding for finding in found if finding.severity is Severity.ERROR]
    others = [finding for finding in found if finding.severity is not Severity.ERROR]
    waived = list(_waived(one for one in report.waived if one.finding.code == code))
    if errors:
        message = f"{len(errors)} finding{'' if len(errors) == 1 else 's'}"
        failure = ET.SubElement(case, "failure", message=message, type=Severity.ERROR.value)
        failure.text = "\n".join(_listed(errors))
    elif outcome is Outcome.NOT_APPLICABLE:
        ET.SubElement(case, "skipped", message=outcome.value)
    elif waived and not others:
        skipped = ET.SubElement(case, "skipped", message=Outcome.WAIVED.value)
        skipped.text = "\n".join(waived)
        return
    output = [*_listed(others), *waived]
    if output:
        ET.SubElement(case, "system-out").text = "\n".join(output)


def _listed(findings: Iterable[Finding]) -> Iterator[str]:
    """A line per finding; a hint once under those that share it."""
    for hint, alike in groupby(findings, key=lambda finding: finding.hint):
        for finding in alike:
            kind = "" if finding.severity is Severity.ERROR else f"{finding.severity.value}: "
            yield f"{place(finding.where)} {kind}{printable(finding.message)}"
        if hint:
            yield f"    → {printable(hint)}"


def _waived(waived: Iterable[WaivedFinding]) -> Iterator[str]:
    for one in waived:
        yield f"{place(one.finding.where)} {printable(one.finding.message)}"
        decided = f"waived by {one.waiver.person} until {one.waiver.until}: {one.waiver.reason}"
        yield f"    {printable(decided)}"
