"""The home page: how far the system is, then what the organisation says about it."""

from __future__ import annotations

from ims_docs.coverage import ClauseCoverage, Coverage
from ims_docs.findings import Severity
from ims_docs.model.page import Page
from ims_docs.publishing import markup, texts
from ims_docs.publishing.edition import FINDINGS_PAGE, Edition, clause_path, matrix_path

HOME = "index.md"


def page(edition: Edition) -> str:
    """The home page, built around docs/index.md where there is one."""
    own = next((one for one in edition.repository.pages if one.path == "docs/index.md"), None)
    heading, rest = texts.split_heading(
        texts.body(edition, own) if own else "", _title(edition, own)
    )
    blocks = [heading, _standing(edition)]
    if edition.primary:
        blocks.append(_ladder(edition.primary))
    return markup.page("Home", *blocks, rest, wide=True)


def _title(edition: Edition, own: Page | None) -> str:
    return (
        edition.titles[own.path]
        if own
        else f"Innovation management system of {edition.organisation}"
    )


def _standing(edition: Edition) -> str:
    report = edition.report
    counts = ", ".join(
        markup.count(report.counts.get(f"{kind}s", 0), kind)
        for kind in ("document", "register", "record")
    )
    found = ", ".join(
        markup.count(report.count(one), one.value, {"advice": "advice"}.get(one.value, ""))
        for one in Severity
    )
    changed = markup.count(len(edition.modified), "file differs", "files differ")
    rows = [
        ("Organisation", markup.inline(edition.organisation)),
        ("As of", report.as_of),
        (
            "Commit",
            f"{markup.code(edition.commit_label)}{f' · {changed} from it' if edition.modified else ''}",
        ),
        ("Content", counts),
        (
            "Findings",
            f"{markup.link(found, FINDINGS_PAGE, HOME)}{f', {len(report.waived)} waived' if report.waived else ''}",
        ),
        ("Next step", markup.sentence(report.next_step)),
    ]
    return markup.box("ims-control", "State of the system", markup.table(("State", ""), rows))


def _ladder(coverage: Coverage) -> str:
    """One row for each main clause: its rung, and a dot for each clause below it."""
    main = [one for one in coverage.clauses if one.text.clause.parent is None]
    rows = [
        (
            markup.link(
                markup.inline(f"{one.text.clause} {one.text.title}"),
                clause_path(one.text.clause),
                HOME,
            ),
            markup.badge(one.reach.rung if one.applicable else None),
            _dots(coverage, one),
        )
        for one in main
    ]
    text = (
        f"How far {markup.inline(coverage.standard.name)} is covered; a clause stands as high as its lowest part. "
        f"The {markup.link('coverage matrix', matrix_path(coverage), HOME)} gives the reasons."
    )
    return f"{text}\n\n{markup.table(('Clause', 'Rung', 'Each clause below it'), rows)}"


def _dots(coverage: Coverage, main: ClauseCoverage) -> str:
    parents = {one.text.clause.parent for one in coverage.clauses}
    leaves = [
        one
        for one in coverage.clauses
        if main.text.clause.contains(one.text.clause) and one.text.clause not in parents
    ]
    return " ".join(markup.link(_dot(one), clause_path(one.text.clause), HOME) for one in leaves)


def _dot(one: ClauseCoverage) -> str:
    name, word = (
        (str(int(one.reach.rung)), one.reach.rung.word)
        if one.applicable
        else ("na", "not applicable")
    )
    says = markup.inline(f"{one.text.clause} {one.text.title}: {word}")
    return f'<span class="ims-dot ims-rung-{name}" title="{says}">{one.text.clause}</span>'
