"""The order of the site: what stands under which heading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from ims_docs.domain.coverage import Coverage
from ims_docs.site.pages import (
    about,
    baseline,
    clauses,
    competence,
    distribution,
    edition,
    follow_up,
    guide,
    home,
    indicators,
    markup,
    master_list,
    matrix,
    people,
    pipeline,
    records,
    registers,
    removed,
    retention,
    trail,
)
from ims_docs.site.pages.content import (
    FINDINGS_PAGE,
    SiteContent,
    clause_path,
    matrix_path,
    record_index,
)

Heading: TypeAlias = "dict[str, str | Navigation]"
Navigation: TypeAlias = "list[str | Heading]"

THEMES = ("context", "leadership", "planning", "support", "operation", "performance", "improvement")
_OTHERWISE = ("index", "registers", "records")
"""Pages in these folders are listed under headings of their own."""


def navigation(content: SiteContent) -> Navigation:
    """Headings with the pages below them, as MkDocs wants them.

    Records are not listed one by one: there may be thousands, and their indexes lead to them.
    """
    listed: Navigation = [{"Home": home.HOME}]
    if content.primary:
        listed.append({"By clause": [clauses.INDEX, *_clauses(content.primary)]})
    matrices = [_entry(one.standard.name, matrix_path(one)) for one in content.coverages]
    listed.append({"Coverage": [matrix.INDEX, *matrices]})
    listed.extend(_themes(content))
    kept = [one.path for one in content.repository.registers]
    listed.append({"Registers": [registers.INDEX, *_titled(content, kept)]})
    used = [
        _entry(content.type_title(name), record_index(name)) for name in records.by_type(content)
    ]
    listed.append({"Records": [records.INDEX, *used]})
    listed.append({"Lists": list(_lists(content))})
    listed.append({"About this site": list(_about(content))})
    return listed


def _lists(content: SiteContent) -> Iterator[Heading]:
    yield {"Master list of documents": master_list.DOCUMENTS}
    yield {"All records": master_list.RECORDS}
    yield {"Actions": follow_up.PAGE}
    if indicators.is_needed(content):
        yield {"Indicators and objectives": indicators.PAGE}
    if pipeline.is_needed(content):
        yield {"Ideas and portfolio": pipeline.PAGE}
    if competence.is_needed(content):
        yield {"Competence": competence.PAGE}
    yield {"Distribution and awareness": distribution.PAGE}
    yield {"Retention and disposal": retention.PAGE}


def above(page: str) -> Iterator[str]:
    """Where a page that no heading lists may belong, the nearest place first.

    A former text, a draft and what changed belong to the page of their file; a record to the list of
    its type; everything else to an index above it.
    """
    kind, _, rest = page.partition("/")
    folder = page.rpartition("/")[0]
    if kind in ("changes", "drafts"):
        yield rest
    elif kind == "former":
        yield f"{rest.rpartition('/')[0]}.md"
    while folder:
        yield f"{folder}/index.md"
        yield f"{folder}.md"
        folder = folder.rpartition("/")[0]


def _about(content: SiteContent) -> Iterator[Heading]:
    yield {"How to read this site": guide.PAGE}
    yield {"Audit trail": trail.INDEX}
    if content.baselines:
        yield {"Baselines": baseline.INDEX}
    if removed.is_needed(content):
        yield {"What is gone": removed.INDEX}
    if any(content.repository.register(name) for name in ("people", "roles")):
        yield {"Who": people.PAGE}
    yield {"Findings": FINDINGS_PAGE}
    if not content.edition.is_whole:
        yield {"This edition": edition.PAGE}
    yield {"About": about.PAGE}


def _entry(title: str, below: str | Navigation) -> Heading:
    return {markup.page_title(title): below}


def _clauses(coverage: Coverage) -> Iterator[Heading]:
    """Main clauses with everything below them."""
    for main in (one.text for one in coverage.clauses if one.text.clause.parent is None):
        below: Navigation = [clause_path(main.clause)]
        for one in (one.text for one in coverage.clauses):
            if one is not main and main.clause.contains(one.clause):
                below.append(_entry(f"{one.clause} {one.title}", clause_path(one.clause)))
        yield _entry(f"{main.clause} {main.title}", below)


def _themes(content: SiteContent) -> Iterator[Heading]:
    """Documents by their folder: the known themes in their order, then others."""
    folders: dict[str, list[str]] = {theme: [] for theme in THEMES}
    documents = [one.path for one in content.repository.documents]
    for path in (*documents, *(one.path for one in content.repository.pages)):
        folder = path.removeprefix("docs/").partition("/")[0].removesuffix(".md")
        if folder not in _OTHERWISE:
            folders.setdefault(folder, []).append(path)
    for folder, paths in folders.items():
        if paths:
            yield _entry(folder.replace("-", " ").capitalize(), _titled(content, paths))


def _titled(content: SiteContent, paths: list[str]) -> Navigation:
    """Pages by title, a folder's own index first."""
    listed: Navigation = []
    for path in sorted(paths, key=lambda path: (content.titles[path].casefold(), path)):
        if path.endswith("/index.md") and path.count("/") == 2:
            listed.insert(0, content.place(path))
        else:
            listed.append(_entry(content.titles[path], content.place(path)))
    return listed
