"""What serves a clause, file by file, and what was recorded in the audit period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from ims_docs.domain.coverage import Rung, audit_period, reaches
from ims_docs.model.document import Document
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.site.pages import markup
from ims_docs.site.pages.content import SiteContent, record_index
from ims_docs.site.pages.values import Values

Controlled: TypeAlias = "Document | Record | Register"

SHOWN = 25
"""How much evidence is listed before a count stands for the rest."""

_FEW = 3
"""So many records of one type are listed one by one."""


def table(content: SiteContent, paths: Iterable[str], origin: str) -> str:
    """Documents and registers with rung and reason; of records, how many stand on each rung."""
    found = [
        content.controlled[path] for path in dict.fromkeys(paths) if path in content.controlled
    ]
    if not found:
        return "Nothing in this repository serves this clause yet."
    kept = [one for one in found if not isinstance(one, Record)]
    rows = [*(_row(content, one, origin) for one in kept), *_records(content, found, origin)]
    more = f"\n\nand {len(rows) - SHOWN} more" if len(rows) > SHOWN else ""
    return f"{markup.table(('Evidence', 'Kind', 'Level', 'Why'), rows[:SHOWN])}{more}"


def in_period(content: SiteContent, paths: Iterable[str], origin: str) -> Iterator[str]:
    """The records among the evidence that speak of a day in the audit period, newest first."""
    start, end = audit_period(content.repository.settings, content.repository.as_of)
    found = [
        one
        for path in dict.fromkeys(paths)
        if isinstance(one := content.controlled.get(path), Record)
        and one.date
        and start <= one.date <= end
    ]
    yield "## Records in the audit period"
    period = f"{start.isoformat()} to {end.isoformat()}"
    if not found:
        yield f"There is none from {period}."
        return
    found.sort(key=lambda one: (one.content.text("date"), one.id, one.path), reverse=True)
    counted = markup.count(len(found), "record")
    shown = f", the newest {SHOWN} shown" if len(found) > SHOWN else ""
    yield f"{counted} from {period}{shown}. Only closed records count as evidence that the system runs."
    rows = [_period_row(content, one, origin) for one in found[:SHOWN]]
    yield markup.sortable(markup.table(("Id", "Title", "Type", "Date", "State", "Owner"), rows))


def links(content: SiteContent, paths: Iterable[str], origin: str) -> Iterator[str]:
    """A link for each file that serves as evidence; many records of one type share a link."""
    types: dict[str, list[str]] = {}
    for path in dict.fromkeys(paths):
        one = content.controlled.get(path)
        types.setdefault(one.type if isinstance(one, Record) else path, []).append(path)
    for name, found in types.items():
        if len(found) > _FEW:
            counted = markup.count(len(found), "record")
            title = f"{content.type_title(name)}, {counted}"
            yield markup.link(markup.inline(title), record_index(name), origin)
            continue
        for path in found:
            target = content.place(path)
            title = markup.inline(content.label(path))
            yield markup.link(title, target, origin) if target else title


def _row(content: SiteContent, item: Controlled, origin: str) -> tuple[str, str, str, str]:
    reach = reaches(content.repository).single(item)
    kind = "register" if isinstance(item, Register) else "document"
    named = markup.link(markup.inline(content.label(item.path)), content.place(item.path), origin)
    why = reach.reason.removeprefix(f"{item.path}: ")
    return named, kind, markup.badge(reach.rung), markup.message(content.edition.said(why))


def _records(
    content: SiteContent, found: Sequence[Controlled], origin: str
) -> Iterator[tuple[str, str, str, str]]:
    """One row for each type of record: the best rung, and how many stand on each."""
    types: dict[str, list[Record]] = {}
    for one in found:
        if isinstance(one, Record):
            types.setdefault(one.type, []).append(one)
    for name, records in types.items():
        rungs = Counter(reaches(content.repository).single(one).rung for one in records)
        title = markup.inline(content.type_title(name))
        spread = ", ".join(f"{rungs[rung]} {rung.word}" for rung in reversed(Rung) if rungs[rung])
        yield (
            markup.link(title, record_index(name), origin),
            markup.count(len(records), "record"),
            markup.badge(max(rungs)),
            spread,
        )


def _period_row(content: SiteContent, one: Record, origin: str) -> tuple[str, ...]:
    return (
        markup.link(markup.inline(one.id or one.path), content.place(one.path), origin),
        markup.inline(one.title),
        markup.inline(content.type_title(one.type)),
        markup.inline(one.content.text("date")),
        markup.inline(one.state) or "–",
        Values(content, origin, one.content).owner(one.content.text("owner")),
    )
