"""Internal audits as an auditor asks for them: who audited what and how impartially, and each clause's last and next."""

from __future__ import annotations

from collections.abc import Iterator

from ims_docs.domain.coverage import Coverage
from ims_docs.model.record import Record
from ims_docs.site.pages import clause_records, markup
from ims_docs.site.pages.content import SiteContent, clause_path
from ims_docs.site.pages.values import NOTHING, Values

_IMPARTIAL = "WHO001"
"""The rule that asks whether an auditor audited own work."""
HEADING = "internal-audits"


def sections(content: SiteContent, coverage: Coverage, origin: str) -> Iterator[str]:
    """Audits that were held, and all clauses with their last and next one."""
    held = sorted(
        (one for one in content.repository.records if one.type == clause_records.REPORT),
        key=lambda one: (str(one.date), one.id),
        reverse=True,
    )
    yield "## Internal audits"
    rows = [_row(content, one, origin) for one in held]
    yield (
        markup.sortable(
            markup.table(
                ("Audit", "Date", "Auditors", "Clauses", "Result", "Findings", "Impartiality"), rows
            )
        )
        if rows
        else "No internal audit is recorded."
    )
    yield "## Audits of each clause"
    yield markup.sortable(
        markup.table(
            ("Clause", "Title", "Last internal audit", "Next internal audit"),
            _clauses(content, coverage, origin),
        )
    )


def _row(content: SiteContent, one: Record, origin: str) -> tuple[str, ...]:
    values = Values(content, origin, one.content)
    return (
        markup.link(markup.inline(f"{one.id} {one.title}"), content.place(one.path), origin),
        markup.inline(one.content.text("date")),
        "<br>".join(
            values.show(said)
            for key in ("lead_auditor", "auditors")
            if (said := one.content.values.get(key))
        )
        or NOTHING,
        values.show(one.content.values.get("clauses")),
        markup.inline(one.content.text("conforms")) or markup.inline(one.state),
        values.show(one.content.values.get("findings")),
        _impartiality(content, one),
    )


def _impartiality(content: SiteContent, one: Record) -> str:
    """What the check found about auditors and their own work."""
    said = [
        markup.message(finding.message)
        for finding in content.report.findings
        if finding.code == _IMPARTIAL and finding.where.path == one.path
    ]
    return "<br>".join(f"**{each}**" for each in said) or "nobody audited own work"


def _clauses(
    content: SiteContent, coverage: Coverage, origin: str
) -> Iterator[tuple[str, str, str, str]]:
    """Every clause that has none below it."""
    parents = {one.text.clause.parent for one in coverage.clauses}
    for one in coverage.clauses:
        if one.text.clause not in parents:
            (_, last), (_, ahead) = clause_records.audits(content, one.text.clause, origin)
            number = markup.link(str(one.text.clause), clause_path(one.text.clause), origin)
            yield number, markup.inline(one.text.title), last, ahead
