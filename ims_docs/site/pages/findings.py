"""What the check found, file by file, and what was waived."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ims_docs.model.finding import Finding, Severity
from ims_docs.site.pages import markup
from ims_docs.site.pages.content import FINDINGS_PAGE, SiteContent

_SHOWN = 2_000
"""More would make a page that no browser likes; the rest is counted."""


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
    blocks = ["# Findings", text]
    if report.next_step:
        blocks.append(markup.box("tip", "Next step", markup.sentence(report.next_step)))
    if len(report.findings) > _SHOWN:
        blocks.append(
            f"The first {_SHOWN:,} of {len(report.findings):,} are shown; {markup.code('ims check')} lists all."
        )
    if not report.findings:
        blocks.append("Nothing is open.")
    return markup.page(
        "Findings",
        *blocks,
        *_by_file(content, report.findings[:_SHOWN]),
        *_waived(content),
        wide=True,
        searched=False,
    )


def _by_file(content: SiteContent, findings: Sequence[Finding]) -> Iterator[str]:
    files: dict[str, list[Finding]] = {}
    for one in findings:
        files.setdefault(one.where.path, []).append(one)
    for path, found in files.items():
        target = content.place(path)
        title = markup.inline(content.titles.get(path, path))
        yield f"## {markup.link(title, target, FINDINGS_PAGE) if target else title}"
        yield markup.code(path)
        yield markup.table(
            ("Line", "Severity", "Rule", "What", "How to put it right"), map(_row, found)
        )


def _row(one: Finding) -> tuple[str, str, str, str, str]:
    line = str(one.where.line) if one.where.line else "–"
    severity = f'<span class="ims-severity ims-{one.severity.value}">{one.severity.value}</span>'
    return line, severity, one.code, markup.message(one.message), markup.message(one.hint)


def _waived(content: SiteContent) -> Iterator[str]:
    if content.report.waived:
        yield "## Waived"
        yield "Somebody decided not to apply these rules here; `ims.yml` holds the decisions."
        rows = [
            (
                markup.code(str(one.finding.where)),
                one.finding.code,
                markup.message(one.finding.message),
                markup.inline(one.waiver.reason),
                markup.inline(content.name(one.waiver.person)),
                one.waiver.until.isoformat(),
            )
            for one in content.report.waived
        ]
        yield markup.table(("Place", "Rule", "What", "Reason", "Person", "Until"), rows)
