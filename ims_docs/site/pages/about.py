"""What this site was made from, by what, and how to tell that it is whole."""

from __future__ import annotations

from ims_docs import __version__
from ims_docs.site.pages import markup, report, verdict
from ims_docs.site.pages.content import SiteContent, matrix_path

PAGE = verdict.REPORT
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


def page(content: SiteContent) -> str:
    """Tool, commit, day, modified files, standards, parts of others."""
    state = (
        markup.count(len(content.modified), "file differs", "files differ")
        if content.modified
        else "none: every page shows what the commit holds"
    )
    rows = [
        ("Organisation", markup.inline(content.organisation)),
        ("Integrity", markup.inline(verdict.line(content))),
        ("Made by", f"ims-docs {__version__}"),
        ("As of", f"{content.report.as_of}: the day on which all questions were asked"),
        ("Commit", markup.code(content.commit or "none yet")),
        ("Files that differ from the commit", state),
        (
            "Findings of the check",
            f"{len(content.report.findings)} open, {len(content.report.waived)} waived",
        ),
        ("Saved changes", str(len({one.commit for one in content.log}))),
    ]
    blocks = [
        "# About this site",
        markup.box("ims-control", "This site", markup.table(("Property", "Value"), rows)),
        _PROMISE,
        *report.section(content, PAGE),
    ]
    return markup.page("About", *blocks, *_modified(content), *_standards(content), *_parts())


def _modified(content: SiteContent) -> list[str]:
    if not content.modified:
        return []
    listed = [markup.code(path) for path in content.modified[:_SHOWN]]
    more = len(content.modified) - _SHOWN
    text = f"These files are not as commit {markup.code(content.commit_label)} holds them."
    return [
        "## Built from modified files",
        text,
        markup.bullets([*listed, f"and {more} more"] if more > 0 else listed),
    ]


def _standards(content: SiteContent) -> list[str]:
    rows = [
        (
            markup.link(markup.inline(one.standard.name), matrix_path(one), PAGE),
            markup.inline(one.standard.title),
            markup.inline(one.standard.note),
        )
        for one in content.coverages
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
