"""The coverage matrix of a standard: every clause with its rung and the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ims_docs.domain.coverage import ClauseCoverage, Coverage, Rung, questioned
from ims_docs.site.pages import markup
from ims_docs.site.pages.clauses import badge_of, lower_items, rung_of
from ims_docs.site.pages.content import SiteContent, matrix_path
from ims_docs.site.pages.naming import Naming

INDEX = "coverage/index.md"


def pages(content: SiteContent) -> Iterator[tuple[str, str]]:
    """A matrix for each standard in use, and a page that explains the ladder."""
    yield INDEX, _index(content)
    for coverage in content.coverages:
        yield matrix_path(coverage), _page(content, coverage)


def _index(content: SiteContent) -> str:
    rows = [
        (markup.link(markup.inline(one.standard.name), matrix_path(one), INDEX), _tally(one))
        for one in content.coverages
    ]
    return markup.page(
        "Coverage",
        "# Coverage",
        "How far each clause and each item of documented information has come.",
        markup.table(("Standard", "Clauses on each level"), rows),
        "## Levels of evidence",
        legend(),
        f"*{markup.NOTE}*",
        wide=True,
    )


def _page(content: SiteContent, coverage: Coverage) -> str:
    origin = matrix_path(coverage)
    names = Naming(content, origin)
    rows = [_row(content, one, origin, names) for one in coverage.clauses]
    title = f"Coverage of {coverage.standard.name}"
    items = [
        (
            one.item.id,
            str(one.item.clause),
            markup.inline(one.item.what),
            "required" if one.item.required else "expected",
            markup.badge(one.reach.rung),
            names.sentence(one.reach.reason),
        )
        for one in coverage.items
    ]
    return markup.page(
        title,
        f"# {markup.inline(title)}",
        f"{markup.inline(coverage.standard.title)}. As of {coverage.as_of.isoformat()}: {_tally(coverage)}",
        *(f"Declared not applicable: {markup.inline(one.told)}." for one in coverage.exclusions),
        markup.sortable(markup.table(("Clause", "Title", "Level", "Why"), rows)),
        "## Documented information",
        markup.sortable(markup.table(("Item", "Clause", "What", "Asked", "Level", "Why"), items))
        if items
        else "None.",
        f"*{markup.NOTE}*",
        wide=True,
    )


def _row(
    content: SiteContent, one: ClauseCoverage, origin: str, names: Naming
) -> tuple[str, str, str, str]:
    number, title = str(one.text.clause), markup.inline(one.text.title)
    if content.primary and origin == matrix_path(content.primary):
        title = markup.link(title, content.clause_page(number), origin)
    if one.text.clause.parent is None:
        number, title = f"**{number}**", f"**{title}**"
    return number, title, badge_of(one), _why(names, one)


def _why(names: Naming, one: ClauseCoverage) -> str:
    """What decided its rung; beside it what stands lower, and what questions it."""
    lines = [names.sentence(one.reach.reason)]
    if one.lower:
        lines.append(f"Expected items that stand lower: {names.sentence(lower_items(one))}")
    lines += (f"Questioned: {names.sentence(said.told)}" for said in one.questions)
    return "<br>".join(lines)


def _tally(coverage: Coverage) -> str:
    found = Counter(rung_of(one) for one in coverage.clauses)
    ordered = [*(rung for rung in Rung if found[rung]), *([None] if found[None] else [])]
    asked = [f"{markup.QUESTIONED} {len(some)}"] if (some := questioned(coverage)) else []
    return ", ".join((*(f"{markup.badge(rung)} {found[rung]}" for rung in ordered), *asked))


def legend() -> str:
    """Each rung and what it means."""
    means = {
        Rung.MISSING: "no document, register or record serves it",
        Rung.SCAFFOLDED: "there, with template text left",
        Rung.COMPLETED: "no template text left, keys valid, sections filled, links lead somewhere",
        Rung.APPROVED: "approved, exactly as it stands, by the role that may approve it",
        Rung.CURRENT: "approved, in force and not past its review date",
        Rung.EVIDENCED: "dated, closed records inside the audit period show that it runs",
    }
    rows = [(markup.badge(rung), text) for rung, text in means.items()]
    return markup.table(
        ("Level", "Means"),
        [
            *rows,
            (markup.badge(None), "declared not applicable, with a justification"),
            (
                markup.QUESTIONED,
                "beside any level: an open nonconformity or finding, an overdue action or a failed evaluation names it",
            ),
        ],
    )
