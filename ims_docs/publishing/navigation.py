"""The order of the site: what stands under which heading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from ims_docs.coverage import Coverage
from ims_docs.publishing import clauses, home, markup, matrix, records, registers
from ims_docs.publishing.edition import (
    FINDINGS_PAGE,
    Edition,
    clause_path,
    matrix_path,
    record_index,
)

Heading: TypeAlias = "dict[str, str | Navigation]"
Navigation: TypeAlias = "list[str | Heading]"

THEMES = ("context", "leadership", "planning", "support", "operation", "performance", "improvement")


def navigation(edition: Edition) -> Navigation:
    """Headings with the pages below them, as MkDocs wants them.

    Records are not listed one by one: there may be thousands, and their indexes lead to them.
    """
    listed: Navigation = [{"Home": home.HOME}]
    if edition.primary:
        listed.append({"By clause": [clauses.INDEX, *_clauses(edition.primary)]})
    listed.append(
        {
            "Coverage": [
                matrix.INDEX,
                *(
                    {markup.page_title(one.standard.name): matrix_path(one)}
                    for one in edition.coverages
                ),
            ]
        }
    )
    listed.extend(_themes(edition))
    listed.append(
        {
            "Registers": [
                registers.INDEX,
                *_titled(edition, [one.path for one in edition.repository.registers]),
            ]
        }
    )
    listed.append({"Records": [records.INDEX, *_record_types(edition)]})
    listed.append({"Findings": FINDINGS_PAGE})
    return listed


def _clauses(coverage: Coverage) -> Iterator[Heading]:
    for main in coverage.clauses:
        if main.text.clause.parent is None:
            below: Navigation = [clause_path(main.text.clause)]
            for one in coverage.clauses:
                if main.text.clause.contains(one.text.clause) and one is not main:
                    below.append(
                        {
                            markup.page_title(f"{one.text.clause} {one.text.title}"): clause_path(
                                one.text.clause
                            )
                        }
                    )
            yield {markup.page_title(f"{main.text.clause} {main.text.title}"): below}


def _themes(edition: Edition) -> Iterator[Heading]:
    """Documents by their folder: the known themes in their order, then others."""
    folders: dict[str, list[str]] = {theme: [] for theme in THEMES}
    listed = {one.path for one in edition.repository.registers} | {
        one.path for one in edition.repository.records
    }
    for path in edition.titles:
        folder = path.removeprefix("docs/").partition("/")[0]
        if path not in listed and folder not in ("index.md", "registers", "records"):
            folders.setdefault(folder.removesuffix(".md"), []).append(path)
    for folder, paths in folders.items():
        if paths:
            yield {
                markup.page_title(folder.replace("-", " ").capitalize()): _titled(edition, paths)
            }


def _titled(edition: Edition, paths: list[str]) -> Navigation:
    indexes = [path for path in paths if path.count("/") == 2 and path.endswith("/index.md")]
    ordered = sorted(
        (path for path in paths if path not in indexes),
        key=lambda path: (edition.titles[path].casefold(), path),
    )
    return [
        *map(edition.place, indexes),
        *({markup.page_title(edition.titles[path]): edition.place(path)} for path in ordered),
    ]


def _record_types(edition: Edition) -> Iterator[Heading]:
    for name in records.by_type(edition):
        yield {markup.page_title(records.title(edition, name)): record_index(name)}
