"""What the check found, in one table, and what was waived."""

from __future__ import annotations

from collections.abc import Sequence

from ims_docs.model.finding import Finding, Location, Severity
from ims_docs.site.pages import markup, next_step
from ims_docs.site.pages.content import FINDINGS_PAGE, SiteContent
from ims_docs.site.pages.naming import Naming

_SHOWN = 2_000
"""More would make a page that no browser likes; the rest is counted."""
_ORDER = {severity: place for place, severity in enumerate(Severity)}


def page(content: SiteContent) -> str:
    """The findings that are open."""
    report = content.report
    counts = ", ".join(
        markup.count(report.count(one), one.value, {"advice": "advice"}.get(one.value, ""))
        for one in Severity
    )
    text = (
        f"Found by {markup.count(len(report.rules), 'rule')} on {report.as_of}: {counts}. "
        f"Every rule that is not named below found nothing."
    )
    names = Naming(content, FINDINGS_PAGE)
    blocks = ["# Findings", text]
    if report.next_step:
        blocks.append(markup.box("tip", "Next step", next_step.said(content, FINDINGS_PAGE)))
    if len(report.findings) > _SHOWN:
        blocks.append(
            f"The first {_SHOWN:,} of {len(report.findings):,} are shown; {markup.code('ims check')} lists all."
        )
    return markup.page(
        "Findings",
        *blocks,
        markup.LANDSCAPE,
        _table(names, report.findings[:_SHOWN]),
        *_waived(content, names),
        wide=True,
        searched=False,
    )


def _table(names: Naming, findings: Sequence[Finding]) -> str:
    """All findings, the worst first."""
    if not findings:
        return "Nothing is open."
    rows = [
        (
            _severity(one),
            one.code,
            _place(names, one.where),
            names.sentence(one.message),
            names.sentence(one.hint),
        )
        for one in sorted(findings, key=lambda one: _ORDER[one.severity])
    ]
    head = ("Severity", "Rule", "Where", "What", "How to put it right")
    return markup.sortable(markup.table(head, rows))


def _severity(one: Finding) -> str:
    name = one.severity.value
    return f'<span class="ims-severity ims-{name} ims-order-{_ORDER[one.severity]}">{name}</span>'


def _place(names: Naming, where: Location) -> str:
    """The file by its title, and the line in it."""
    line = f"<br><small>line {where.line}</small>" if where.line else ""
    return f"{names.file(where.path)}{line}"


def _waived(content: SiteContent, names: Naming) -> list[str]:
    if not content.report.waived:
        return []
    rows = [
        (
            one.finding.code,
            _place(names, one.finding.where),
            names.sentence(one.finding.message),
            markup.inline(one.waiver.reason),
            names.who(one.waiver.person),
            one.waiver.until.isoformat(),
        )
        for one in content.report.waived
    ]
    head = ("Rule", "Where", "What", "Reason", "Person", "Until")
    return [
        "## Waived",
        "Somebody decided not to apply these rules here; `ims.yml` holds the decisions.",
        markup.sortable(markup.table(head, rows)),
    ]
