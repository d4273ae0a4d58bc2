"""Retention and disposal: until when each closed record is kept, what may go, and what is gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ims_docs.domain.removal import is_kept_still
from ims_docs.model.record import Record
from ims_docs.model.retention import kept_until
from ims_docs.site.pages import markup, paging, removed
from ims_docs.site.pages.content import SiteContent, record_index
from ims_docs.site.pages.naming import Naming
from ims_docs.site.pages.values import NOTHING

PAGE = "lists/retention.md"
_MOST = 2_000
_WORDS = (
    "A record is kept from the day on which it was closed, for as long as its type says. After that it may go, by a "
    "statement that says who removed it, when and why. Nothing goes by itself."
)
_MAY_GO = "time is over, may go"


def pages(content: SiteContent) -> Iterator[tuple[str, str]]:
    """One page, in parts where there are very many records."""
    closed = sorted(
        (one for one in content.repository.records if one.is_closed),
        key=lambda one: (_until(content, one) or date.max, one.id, one.path),
    )
    split = paging.parts(closed, _MOST)
    for number, some in enumerate(split, start=1):
        origin = paging.name(PAGE, number)
        yield (
            origin,
            markup.page(
                "Retention and disposal",
                "# Retention and disposal",
                _WORDS,
                _tally(content, closed, origin),
                *(_times(content, origin) if number == 1 else ()),
                "## Closed records by the end of their time",
                *paging.ways(PAGE, number, len(split)),
                markup.LANDSCAPE,
                _table(content, some, origin),
                wide=True,
                searched=False,
            ),
        )


def _until(content: SiteContent, one: Record) -> date | None:
    return kept_until(one, content.repository.types[one.type])


def _tally(content: SiteContent, closed: Sequence[Record], origin: str) -> str:
    may_go = sum(not is_kept_still(content.repository, one) for one in closed)
    still_open = sum(not one.is_closed for one in content.repository.records)
    text = (
        f"{markup.count(len(closed), 'closed record')}, of which {may_go:,} may go today; "
        f"{markup.count(still_open, 'record')} still open, for which the time has not begun."
    )
    if removed.is_needed(content):
        gone = markup.link("What is gone", removed.INDEX, origin)
        return f"{text} {gone} lists what was removed, when, by whom and why."
    return f"{text} Nothing was ever removed." if content.edition.is_whole else text


def _times(content: SiteContent, origin: str) -> Iterator[str]:
    """For how long each type in use is kept."""
    used = sorted({one.type for one in content.repository.records})
    rows = [
        (
            markup.link(markup.inline(content.type_title(name)), record_index(name), origin),
            markup.count(years, "year") if years else "no time is set",
            str(sum(one.type == name for one in content.repository.records)),
        )
        for name in used
        for years in (content.repository.types[name].retention_years,)
    ]
    if rows:
        listed = markup.table(("Type", "Kept for", "Records"), rows)
        yield markup.folded("abstract", "For how long each type is kept", listed)


def _table(content: SiteContent, some: Sequence[Record], origin: str) -> str:
    names = Naming(content, origin)
    rows = [
        (
            str(_until(content, one) or NOTHING),
            names.file(one.path, one.id),
            markup.inline(one.title),
            markup.link(
                markup.inline(content.type_title(one.type)), record_index(one.type), origin
            ),
            markup.inline(one.content.text("closed_on")) or NOTHING,
            _state(content, one),
        )
        for one in some
    ]
    head = ("Kept until", "Id", "Title", "Type", "Closed on", "Now")
    return markup.sortable(markup.table(head, rows)) if rows else "No record is closed yet."


def _state(content: SiteContent, one: Record) -> str:
    if is_kept_still(content.repository, one):
        return "kept" if _until(content, one) else "kept: the day of closing is not known"
    return f"{markup.late(_MAY_GO)}: {markup.code(f'ims remove {one.id}')}"
