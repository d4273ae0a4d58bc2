"""The audit trail: every saved change of the system, with who, when, what and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ims_docs.site.pages import markup, paging
from ims_docs.site.pages.content import SiteContent
from ims_docs.site.pages.saved_changes import Change, TrailPage
from ims_docs.site.pages.touched import Touched, kinds
from ims_docs.site.pages.values import NOTHING

INDEX = "trail.md"
_NEWEST = 100
_FILES = 6
_LONGEST = 2_000
"""Characters of a reason."""
_WORDS = (
    "Every saved change of the system, newest first. Dates and names are those that the author's "
    "computer gave; the commit names the exact content."
)


def pages(content: SiteContent) -> Iterator[tuple[str, str]]:
    """The newest changes, and a page for each month with every change and all that it touched."""
    yield INDEX, _index(content)
    for page in content.saved.pages:
        yield page.path, _month(content, page)


def latest(content: SiteContent, number: int, origin: str) -> str:
    """The newest changes of documents, registers and records as a table."""
    touched = Touched(content, origin)
    rows = [
        (
            one.day,
            markup.inline(one.author) or NOTHING,
            markup.inline(one.subject),
            touched.first(one, _FILES),
        )
        for one in content.saved.all[:number]
    ]
    return markup.table(("Date", "Person", "Reason", "What"), rows) if rows else ""


def commit(content: SiteContent, name: str, origin: str) -> str:
    """The short name of a commit, with a link to where the trail tells all of it."""
    return markup.link(markup.code(name[:10]), content.saved.place(name), origin)


def _index(content: SiteContent) -> str:
    found, months = content.saved.all, content.saved.pages
    if not found:
        return markup.page("Audit trail", "# Audit trail", _WORDS, "Nothing is saved yet.")
    touched = Touched(content, INDEX)
    newest = found[:_NEWEST]
    rows = [
        (*_told(one), touched.first(one, _FILES), commit(content, one.commit, INDEX))
        for one in newest
    ]
    counted = f"{markup.count(len(found), 'saved change')}, on {markup.count(len(months), 'page')}."
    return markup.page(
        "Audit trail",
        "# Audit trail",
        f"{_WORDS} {counted}",
        _calendar(months),
        "## The newest" if len(found) > _NEWEST else "",
        markup.LANDSCAPE,
        markup.sortable(markup.table(("Date", "Person", "Kind", "Reason", "What", "Commit"), rows)),
        wide=True,
        searched=False,
    )


def _calendar(months: Sequence[TrailPage]) -> str:
    """Links to all pages: a line for each year, with its months and how many changes each has."""
    years: dict[str, list[str]] = {}
    for one in months:
        name = one.period[5:] or one.period
        part = f", part {one.part}" if one.parts > 1 else ""
        link = markup.link(f"{name}{part}", one.path, INDEX)
        years.setdefault(one.period[:4], []).append(f"{link} ({len(one.changes)})")
    rows = [(f"**{year}**", " · ".join(some)) for year, some in years.items()]
    return markup.table(("Year", "Months, and how many changes"), rows)


def _month(content: SiteContent, page: TrailPage) -> str:
    touched = Touched(content, page.path)
    rows = [
        (
            *_told(one),
            touched.whole(one),
            f'<span id="{one.anchor}" class="ims-whole">{markup.code(one.commit[:10])}</span>',
        )
        for one in page.changes
    ]
    title = f"Audit trail {page.period}"
    return markup.page(
        title,
        f"# {title}",
        f"{markup.count(len(page.changes), 'saved change')}, newest first. "
        f"{markup.link('All months', INDEX, page.path)}.",
        *paging.ways(f"trail/{page.period}.md", page.part, page.parts),
        markup.LANDSCAPE,
        markup.sortable(markup.table(("Date", "Person", "Kind", "Reason", "What", "Commit"), rows)),
        wide=True,
        searched=False,
    )


def _told(one: Change) -> tuple[str, str, str, str]:
    """When, who, what kind, and why in full."""
    rest = one.body[:_LONGEST] + ("…" if len(one.body) > _LONGEST else "")
    more = f"<br><small>{markup.inline(rest)}</small>" if rest.strip() else ""
    return (
        one.day,
        markup.inline(one.author) or NOTHING,
        ", ".join(kinds(one)),
        f"{markup.inline(one.subject)}{more}",
    )
