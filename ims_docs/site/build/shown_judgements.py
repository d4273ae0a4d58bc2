"""What an edition may tell of judgements: findings, and how far each clause has come."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from ims_docs.domain.coverage import ClauseCoverage, Coverage, ItemCoverage, Question, Reach
from ims_docs.model.finding import Finding, Report
from ims_docs.site.build.editing import Cut
from ims_docs.site.pages import Edition, Integrity, Told
from ims_docs.site.pages.edition import NOT_SHOWN

_SOMETHING = f"something that is {NOT_SHOWN}"


def shown_report(report: Report, cut: Cut, counts: dict[str, int]) -> Report:
    """The findings about what is shown; those that name something else say so."""
    return replace(
        report,
        findings=tuple(
            _finding(one, cut.edition)
            for one in report.findings
            if cut.is_line_shown(one.where.path, one.where.line)
        ),
        waived=()
        if cut.hides_settings
        else tuple(
            replace(
                one,
                finding=_finding(one.finding, cut.edition),
                waiver=replace(one.waiver, reason=cut.edition.said(one.waiver.reason)),
            )
            for one in report.waived
            if cut.is_line_shown(one.finding.where.path, one.finding.where.line)
        ),
        counts={**report.counts, **counts},
        next_step="" if cut.hides_settings else cut.edition.said(report.next_step, ""),
    )


def _finding(one: Finding, edition: Edition) -> Finding:
    return replace(
        one,
        message=edition.said(one.message, f"It speaks of {_SOMETHING}"),
        hint=edition.said(one.hint, ""),
    )


def shown_coverage(coverage: Coverage, cut: Cut) -> Coverage:
    """Rungs as they are, with what may be told of why."""
    return replace(
        coverage,
        clauses=tuple(_clause(one, cut) for one in coverage.clauses),
        items=tuple(_item(one, cut) for one in coverage.items),
        exclusions=tuple(
            one._replace(justification=f"for a reason that is {NOT_SHOWN}", waiver=None, person="")
            if cut.hides_settings or cut.edition.names_hidden(one.told)
            else one
            for one in coverage.exclusions
        ),
    )


def _clause(one: ClauseCoverage, cut: Cut) -> ClauseCoverage:
    return replace(
        one,
        reach=_reach(one.reach, cut),
        items=tuple(_item(item, cut) for item in one.items),
        lower=tuple(_item(item, cut) for item in one.lower),
        questions=tuple(dict.fromkeys(_question(each, cut) for each in one.questions)),
        settled=tuple(dict.fromkeys(_question(each, cut) for each in one.settled)),
    )


def _item(one: ItemCoverage, cut: Cut) -> ItemCoverage:
    place = "" if cut.is_hidden(one.place) else one.place
    return replace(one, reach=_reach(one.reach, cut), place=place)


def _reach(one: Reach, cut: Cut) -> Reach:
    return replace(
        one,
        reason=cut.edition.said(one.reason, f"decided by {_SOMETHING}"),
        raise_by=cut.edition.said(one.raise_by, ""),
        evidence=tuple(path for path in one.evidence if not cut.is_hidden(path)),
        place="" if cut.is_hidden(one.place) else one.place,
    )


def _question(one: Question, cut: Cut) -> Question:
    """A clause stays questioned whoever looks; what says so may be left out."""
    if not (cut.is_hidden(one.path) or one.id in cut.edition.names):
        return one._replace(why=cut.edition.said(one.why))
    return one._replace(
        id="", type="", title="Something", state="", why=NOT_SHOWN, day=None, path="", line=0
    )


def shown_integrity(one: Integrity, cut: Cut, silent: Container[str]) -> Integrity:
    """The verdict as it is, with what may be told of why. `silent` are commits without their reason."""
    return replace(
        one,
        found=tuple(_told(each, cut, silent) for each in one.found),
        facts=()
        if cut.hides_settings
        else tuple((title, cut.edition.said(text)) for title, text in one.facts),
        missed=tuple(map(cut.edition.said, one.missed)),
        compared=() if cut.hides_settings else tuple(map(cut.edition.said, one.compared)),
    )


def _told(one: Told, cut: Cut, silent: Container[str]) -> Told:
    is_hidden = cut.is_hidden(one.path) or cut.edition.names_hidden(f"{one.path} {one.message}")
    is_quiet = is_hidden or one.commit in silent or cut.hides_people
    change = one.change
    if change and (cut.hides_settings or cut.edition.names_hidden("\n".join(change[:3]))):
        change = change._replace(what=NOT_SHOWN, before="", after="")
    return replace(
        one,
        message=f"It speaks of {_SOMETHING}" if is_hidden else one.message,
        hint="" if is_hidden else cut.edition.said(one.hint, ""),
        path="" if is_hidden else one.path,
        by="" if is_quiet or cut.edition.names_hidden(one.by) else one.by,
        gone="" if is_hidden or cut.edition.names_hidden(one.gone) else one.gone,
        waived=NOT_SHOWN if one.waived and cut.hides_settings else cut.edition.said(one.waived),
        change=change,
        effects=tuple(_told(each, cut, silent) for each in one.effects),
    )
