"""The ladder as a picture that is a table: a cell for each clause, and how the items are spread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container

from ims_docs.domain.coverage import (
    RUNG_OF_A_CLAUSE,
    ClauseCoverage,
    Coverage,
    ItemCoverage,
    Rung,
    questioned,
)
from ims_docs.model.clause import Clause
from ims_docs.site.pages import charts, concern, markup
from ims_docs.site.pages.content import SiteContent, clause_path, matrix_path

_FULL, _EMPTY = "■", "□"


def ladder(content: SiteContent, coverage: Coverage, origin: str) -> str:
    """A row for each main clause: its rung, and a cell for each clause below it."""
    broken = concern.shaken(content)
    rows = [
        (
            markup.link(
                markup.inline(f"{one.text.clause} {one.text.title}"),
                clause_path(one.text.clause),
                origin,
            ),
            markup.badge(
                one.reach.rung if one.applicable else None, questioned=bool(one.questions)
            ),
            _cells(coverage, one, origin, broken),
        )
        for one in coverage.clauses
        if one.text.clause.parent is None
    ]
    return markup.table(("Clause", "Level", "Each clause below it"), rows)


def asked(content: SiteContent, coverage: Coverage, origin: str) -> str:
    """What says that clauses are not met, each once with the clause that it names."""
    said = dict.fromkeys(one for clause in questioned(coverage) for one in clause.questions)
    if not said:
        return ""
    lines = [
        f"{markup.link(markup.inline(f'{one.id} {one.title}'.strip()), content.place(one.path), origin)}: "
        f"{markup.inline(one.why)}, for clause {_named(content, one.clause, origin)}"
        for one in said
    ]
    title = f"{markup.count(len(questioned(coverage)), 'clause is', 'clauses are')} questioned"
    return markup.box("warning", title, markup.bullets(lines))


def _named(content: SiteContent, clause: Clause, origin: str) -> str:
    target = content.clause_page(str(clause))
    return markup.link(str(clause), target, origin) if target else str(clause)


def items(coverage: Coverage, origin: str) -> str:
    """How many required and expected items stand on each rung: bars, and the same as a table."""
    required = _spread(coverage, required=True)
    expected = _spread(coverage, required=False)
    bars = [charts.Bar(rung.word, required[rung], kind=f"rung-{int(rung)}") for rung in Rung]
    rows = [
        (
            f"{_FULL * int(rung)}{_EMPTY * (5 - int(rung))} {markup.badge(rung)}",
            str(required[rung]),
            str(expected[rung]),
        )
        for rung in reversed(Rung)
    ]
    below = [one for one in coverage.items if one.applicable and one.reach.rung < one.asked]
    missed = ""
    if below:
        lines = (
            f"{markup.link(str(one.item.clause), clause_path(one.item.clause), origin)} {markup.inline(one.item.what)}"
            for one in below
        )
        missed = f"\n\nBelow the level that is asked for:\n\n{markup.bullets(lines)}"
    return (
        f"{charts.bars('Required items of documented information by level', bars)}\n\n"
        f"{markup.table(('Level', 'Required items', 'Expected items'), rows)}{missed}"
    )


def reasons(coverage: Coverage, origin: str) -> str:
    """Where the reasons stand."""
    return (
        f"How far {markup.inline(coverage.standard.name)} is covered. {RUNG_OF_A_CLAUSE} "
        f"The {markup.link('coverage matrix', matrix_path(coverage), origin)} gives the reasons."
    )


def _spread(coverage: Coverage, *, required: bool) -> Counter[Rung]:
    counted: list[ItemCoverage] = [one for one in coverage.items if one.applicable]
    return Counter(one.reach.rung for one in counted if one.item.required is required)


def _cells(coverage: Coverage, main: ClauseCoverage, origin: str, broken: Container[str]) -> str:
    parents = {one.text.clause.parent for one in coverage.clauses}
    leaves = [
        one
        for one in coverage.clauses
        if main.text.clause.contains(one.text.clause) and one.text.clause not in parents
    ]
    cells = (_cell(one, is_broken=clause_path(one.text.clause) in broken) for one in leaves)
    return " ".join(
        markup.link(cell, clause_path(one.text.clause), origin)
        for one, cell in zip(leaves, cells, strict=True)
    )


def _cell(one: ClauseCoverage, *, is_broken: bool) -> str:
    name, word = (
        (str(int(one.reach.rung)), one.reach.rung.word) if one.applicable else ("na", "n/a")
    )
    asked = ", questioned" if one.questions else ""
    asked += ", rests on what is not intact" if is_broken else ""
    says = markup.inline(f"{one.text.clause} {one.text.title}: {word}{asked}")
    mark = f" {markup.QUESTIONED}" if one.questions else ""
    mark += ' <span class="ims-questioned ims-broken">not intact</span>' if is_broken else ""
    return f'<span class="ims-cell ims-rung-{name}" title="{says}">{one.text.clause} <span class="ims-word">{word}</span>{mark}</span>'
