"""What somebody promised to do by a day: actions, next looks, reviews of registers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from ims_docs.model.content import Value
from ims_docs.model.months import days_later
from ims_docs.model.register import Register
from ims_docs.site.pages import markup
from ims_docs.site.pages.content import SiteContent
from ims_docs.site.pages.control import review_day

_AHEAD = 30
_ENDED = frozenset(("closed", "stopped", "retired", "done", "reached"))


class Duty(NamedTuple):
    """One thing to do."""

    day: date
    what: str
    target: str
    """The place on the site, with its anchor."""
    source: str
    who: str


def duties(edition: SiteContent) -> list[Duty]:
    """Everything that is late or due within a month, the oldest first."""
    last = days_later(edition.repository.as_of, _AHEAD)
    return sorted(one for one in _all(edition) if one.day <= last)


def table(edition: SiteContent, found: list[Duty], origin: str) -> str:
    """Duties with their day, who answers for them, and whether they are late."""
    rows = [
        (
            f"{one.day.isoformat()}{' **late**' if one.day < edition.repository.as_of else ''}",
            markup.inline(one.what),
            markup.link(markup.inline(one.source), one.target, origin),
            markup.inline(edition.name(one.who)) if one.who else "–",
        )
        for one in found
    ]
    return markup.table(("Due", "What", "Where", "Who"), rows)


def _all(edition: SiteContent) -> Iterator[Duty]:
    for record in edition.repository.records:
        if not record.is_closed:
            place = edition.place(record.path)
            yield from _actions(record.content.values, place, record.id or record.path)
    for register in edition.repository.registers:
        yield from _entries(edition, register)


def _entries(edition: SiteContent, register: Register) -> Iterator[Duty]:
    place = edition.place(register.path)
    known = edition.repository.types.get(register.type)
    if day := review_day(register.content, known.review_months if known else 0):
        owner = register.content.text("owner")
        yield Duty(day, "Review the register", place, register.title, owner)
    for entry in register.entries:
        if entry.values.get("status") in _ENDED:
            continue
        target = f"{place}#{entry.id}" if entry.id else place
        yield from _actions(entry.values, target, entry.id or register.title)
        if day := _day(entry.values.get("review_on")):
            title = entry.values.get("title")
            what = f"Look at it again: {title}" if isinstance(title, str) else "Look at it again"
            named = entry.values.get("owner")
            who = named if isinstance(named, str) else ""
            yield Duty(day, what, target, entry.id or register.title, who)


def _actions(values: Mapping[str, Value], target: str, source: str) -> Iterator[Duty]:
    """Actions in any list of it that have a day and are not done."""
    for value in values.values():
        for one in value if isinstance(value, list) else ():
            if not isinstance(one, dict) or one.get("done_on"):
                continue
            day, what, who = _day(one.get("due")), one.get("what"), one.get("who")
            if day and isinstance(what, str):
                yield Duty(day, what, target, source, who if isinstance(who, str) else "")


def _day(value: Value) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
