"""A page for each clause: what it asks for in our words, what shows it, how far that has come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ims_docs.domain.coverage import ClauseCoverage, Coverage, ItemCoverage, Rung
from ims_docs.model.standard import ClauseText
from ims_docs.site.pages import audits, clause_records, evidence, markup
from ims_docs.site.pages.content import SiteContent, clause_path, matrix_path
from ims_docs.site.pages.naming import Naming

INDEX = "clauses/index.md"


def pages(content: SiteContent) -> Iterator[tuple[str, str]]:
    """A page for each clause of the primary standard, and one that lists the main clauses."""
    if content.primary is None:
        return
    yield INDEX, _index(content, content.primary)
    for one in content.primary.clauses:
        yield clause_path(one.text.clause), _page(content, content.primary, one)


def rung_of(one: ClauseCoverage) -> Rung | None:
    """Its rung, None when it does not apply."""
    return one.reach.rung if one.applicable else None


def badge_of(one: ClauseCoverage) -> str:
    """Its rung, and whether it is questioned."""
    return markup.badge(rung_of(one), questioned=bool(one.questions))


def _index(content: SiteContent, coverage: Coverage) -> str:
    rows = [
        (
            markup.link(
                f"{one.text.clause} {markup.inline(one.text.title)}",
                clause_path(one.text.clause),
                INDEX,
            ),
            markup.inline(one.text.summary),
            badge_of(one),
        )
        for one in coverage.clauses
        if one.text.clause.parent is None
    ]
    listed = markup.table(("Clause", "In our own words", "Level"), rows)
    return markup.page(
        "By clause",
        f"# {markup.inline(coverage.standard.name)} by clause",
        listed,
        *audits.sections(content, coverage, INDEX),
        _note(coverage, INDEX),
        wide=True,
    )


def _page(content: SiteContent, coverage: Coverage, one: ClauseCoverage) -> str:
    text, origin = one.text, clause_path(one.text.clause)
    title = f"{text.clause} {text.title}"
    blocks = [
        f"# {markup.inline(title)}",
        _standing(content, one),
        *_questioned(content, one, origin),
        "## What it asks for",
        markup.inline(text.summary),
        *_below(coverage, one, origin),
    ]
    if one.items:
        blocks += [
            "## Documented information",
            *(_item(content, item, origin) for item in one.items),
        ]
    blocks += ["## Evidence", evidence.table(content, one.reach.evidence, origin)]
    blocks += [
        "## Records that name it",
        clause_records.named(content, coverage, one, origin),
    ]
    blocks += evidence.in_period(content, one.reach.evidence, origin)
    for heading, lines in (
        ("What an auditor may ask", text.questions),
        ("Typical evidence", text.evidence),
    ):
        if lines:
            blocks += [f"## {heading}", markup.bullets(map(markup.inline, lines))]
    blocks += ["## How sure this page is", _confidence(coverage, text), _note(coverage, origin)]
    return markup.page(title, *blocks)


def _questioned(content: SiteContent, one: ClauseCoverage, origin: str) -> Iterator[str]:
    """What says that the clause is not met."""
    if one.questions:
        lines = [
            f"{markup.link(markup.inline(f'{said.id} {said.title}'.strip()), content.place(said.path), origin)}: "
            f"{markup.inline(said.why)}"
            + ("" if said.clause == one.text.clause else f", for clause {said.clause}")
            for said in one.questions
        ]
        yield markup.box("warning", "Questioned: it is said not to be met", markup.bullets(lines))


def _standing(content: SiteContent, one: ClauseCoverage) -> str:
    names = Naming(content, clause_path(one.text.clause))
    kind = {"shall": "requirement (shall)", "should": "guidance (should)"}.get(
        one.text.modality, one.text.modality
    )
    rows = [
        ("Kind", kind),
        ("Applies here", _applies(content, one)),
        ("Level", badge_of(one)),
        ("Why", names.sentence(one.reach.reason)),
    ]
    if one.reach.raise_by:
        rows.append(("What would raise it", names.sentence(one.reach.raise_by)))
    if one.lower:
        rows.append(("Expected items that stand lower", markup.inline(lower_items(one))))
    rows += clause_records.audits(content, one.text.clause, clause_path(one.text.clause))
    return markup.box(
        "ims-control", f"Clause {one.text.clause}", markup.table(("Clause", "Value"), rows)
    )


def _applies(content: SiteContent, one: ClauseCoverage) -> str:
    """Whether it applies, and that it was declared otherwise against the standard."""
    if not one.applicable:
        return "no"
    out = content.primary.exclusions if content.primary else ()
    said = next((e for e in out if not e.counts and e.clause.contains(one.text.clause)), None)
    return f"yes; declared not applicable: {markup.inline(said.told)}" if said else "yes"


def lower_items(one: ClauseCoverage) -> str:
    """The expected items that stand lower than the clause, each with its rung."""
    return ", ".join(
        f"{item.item.id} {item.item.what} ({item.reach.rung.word})" for item in one.lower
    )


def _below(coverage: Coverage, one: ClauseCoverage, origin: str) -> Iterator[str]:
    children = [child for child in coverage.clauses if child.text.clause.parent == one.text.clause]
    if children:
        rows = [
            (
                markup.link(
                    f"{child.text.clause} {markup.inline(child.text.title)}",
                    clause_path(child.text.clause),
                    origin,
                ),
                badge_of(child),
            )
            for child in children
        ]
        yield markup.table(("Clause", "Level"), rows)


def _item(content: SiteContent, one: ItemCoverage, origin: str) -> str:
    names = Naming(content, origin)
    asked = f"{'required' if one.item.required else 'expected'}, to {one.item.keep.value if one.item.keep.value != 'both' else 'maintain and retain'}"
    rows = [
        ("Asked", f"{asked}{f'; at least {one.asked.word}' if one.asked else ''}"),
        ("Level", markup.badge(one.reach.rung)),
        ("Why", names.sentence(one.reach.reason)),
        *(
            [("What would raise it", names.sentence(one.reach.raise_by))]
            if one.reach.raise_by
            else []
        ),
        ("Evidence", _inline_evidence(content, one.reach.evidence, origin)),
        ("How sure", markup.inline(_meaning(content.primary, one.item.confidence))),
    ]
    if one.item.note:
        rows.append(("Note", markup.inline(one.item.note)))
    return f"### {markup.inline(one.item.what)}\n\n{markup.box('ims-control', one.item.id, markup.table(('Item', 'Value'), rows))}"


def _inline_evidence(content: SiteContent, paths: Iterable[str], origin: str) -> str:
    links = list(evidence.links(content, paths, origin))
    more = [f"and {len(links) - evidence.SHOWN} more"] if len(links) > evidence.SHOWN else []
    return "<br>".join((*links[: evidence.SHOWN], *more)) or "none"


def _confidence(coverage: Coverage, text: ClauseText) -> str:
    known = {"Number": text.number_confidence, "Title": text.title_confidence}
    lines = [f"{what}: {markup.inline(_meaning(coverage, code))}" for what, code in known.items()]
    sources = "; ".join(
        markup.inline(coverage.standard.sources.get(code, code)) for code in text.basis
    )
    return markup.bullets((*lines, f"Sources: {sources}") if sources else lines)


def _meaning(coverage: Coverage | None, code: str) -> str:
    return coverage.standard.confidence.get(code, code) if coverage else code


def _note(coverage: Coverage, origin: str) -> str:
    more = markup.link("All clauses on one page", matrix_path(coverage), origin)
    return f"*{markup.NOTE}* {more}."
