"""What this site was made from, by what, and how to tell that it is whole."""

from __future__ import annotations

from ims_docs import __version__
from ims_docs.site.pages import markup
from ims_docs.site.pages.content import SiteContent, matrix_path

PAGE = "about.md"
_SHOWN = 500
_PROMISE = (
    "The same commit, read on the same day with the same version, gives the same bytes on every machine. "
    "The site loads nothing from anywhere else, stores nothing but the choice of colours, and needs no server."
)
_PARTS = (
    ("Material for MkDocs", "layout, navigation and search", "MIT"),
    ("Mermaid", "diagrams", "MIT"),
    ("iframe-worker", "search on file://", "MIT"),
)


def page(edition: SiteContent) -> str:
    """Tool, commit, day, modified files, standards, parts of others."""
    state = (
        markup.count(len(edition.modified), "file differs", "files differ")
        if edition.modified
        else "none: every page shows what the commit holds"
    )
    rows = [
        ("Organisation", markup.inline(edition.organisation)),
        ("Made by", f"ims-docs {__version__}"),
        ("As of", f"{edition.report.as_of}: the day on which all questions were asked"),
        ("Commit", markup.code(edition.commit or "none yet")),
        ("Files that differ from the commit", state),
        (
            "Findings of the check",
            f"{len(edition.report.findings)} open, {len(edition.report.waived)} waived",
        ),
        ("Saved changes", str(len({one.commit for one in edition.log}))),
    ]
    blocks = [
        "# About this site",
        markup.box("ims-control", "This edition", markup.table(("SiteContent", "Value"), rows)),
        _PROMISE,
    ]
    return markup.page("About", *blocks, *_modified(edition), *_standards(edition), *_parts())


def _modified(edition: SiteContent) -> list[str]:
    if not edition.modified:
        return []
    listed = [markup.code(path) for path in edition.modified[:_SHOWN]]
    more = len(edition.modified) - _SHOWN
    text = f"These files are not as commit {markup.code(edition.commit_label)} holds them."
    return [
        "## Built from modified files",
        text,
        markup.bullets([*listed, f"and {more} more"] if more > 0 else listed),
    ]


def _standards(edition: SiteContent) -> list[str]:
    rows = [
        (
            markup.link(markup.inline(one.standard.name), matrix_path(one), PAGE),
            markup.inline(one.standard.title),
            markup.inline(one.standard.note),
        )
        for one in edition.coverages
    ]
    if not rows:
        return []
    return [
        "## Standards",
        markup.table(("Standard", "Title", "What this site holds of it"), rows),
        f"*{markup.NOTE}*",
    ]


def _parts() -> list[str]:
    return [
        "## Parts of others",
        markup.table(("Part", "What it is for", "Licence"), _PARTS),
    ]
