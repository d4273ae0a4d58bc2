"""Indexes of records: what was recorded, type by type."""

from __future__ import annotations

from collections.abc import Iterator

from ims_docs.model.record import Record
from ims_docs.site.pages import age, chart_choice, markup
from ims_docs.site.pages.content import SiteContent, record_index
from ims_docs.site.pages.values import Values

INDEX = "records/index.md"


def pages(content: SiteContent) -> Iterator[tuple[str, str]]:
    """An index of all types of records, and one for each type in use."""
    kept = by_type(content)
    yield INDEX, _overview(content, kept)
    for name, records in kept.items():
        yield record_index(name), _listing(content, name, records)


def by_type(content: SiteContent) -> dict[str, list[Record]]:
    """The records of each type in use, newest first."""
    kept: dict[str, list[Record]] = {}
    for record in content.repository.records:
        kept.setdefault(record.type, []).append(record)
    for records in kept.values():
        records.sort(key=lambda one: (one.content.text("date"), one.id, one.path), reverse=True)
    return dict(sorted(kept.items(), key=lambda pair: content.type_title(pair[0]).casefold()))


def _overview(content: SiteContent, kept: dict[str, list[Record]]) -> str:
    rows = [
        (
            markup.link(markup.inline(content.type_title(name)), record_index(name), INDEX),
            str(len(records)),
            str(sum(one.is_closed for one in records)),
            markup.inline(records[0].content.text("date")) or "–",
        )
        for name, records in kept.items()
    ]
    text = "Records show what was done, when and by whom. A closed record is not changed any more."
    listed = (
        markup.sortable(markup.table(("Type", "Records", "Closed", "Newest"), rows))
        if rows
        else "There is no record yet."
    )
    return markup.page("Records", "# Records", text, listed, wide=True)


def _listing(content: SiteContent, name: str, records: list[Record]) -> str:
    origin = record_index(name)
    known = content.repository.types.get(name)
    some_open = not all(one.is_closed for one in records)
    head = ("Id", "Title", "Date", "Owner", "State", *(["Unchanged for"] if some_open else []))
    rows = [
        (
            markup.link(markup.inline(one.id or one.path), content.place(one.path), origin),
            markup.inline(one.title),
            markup.inline(one.content.text("date")) or "–",
            Values(content, origin, one.content).owner(one.content.text("owner")),
            markup.inline(one.state) or "–",
            *([age.shown(content, one)] if some_open else []),
        )
        for one in records
    ]
    heading = f"# {markup.inline(content.type_title(name))}"
    text = markup.inline(known.description) if known else ""
    return markup.page(
        content.type_title(name),
        heading,
        text,
        *chart_choice.of_records(content, name, records, origin),
        markup.sortable(markup.table(head, rows)),
        wide=True,
    )
