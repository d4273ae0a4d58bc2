"""The records that name a clause, or what serves it; and its internal audits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ims_docs.domain.coverage import ClauseCoverage, Coverage, touches
from ims_docs.model.clause import Clause
from ims_docs.model.content import Value
from ims_docs.model.record import Record
from ims_docs.model.register import Entry, Register
from ims_docs.site.pages import markup
from ims_docs.site.pages.content import SiteContent
from ims_docs.site.pages.values import Values

REPORT, _PROGRAMME = "internal-audit-report", "audit-programme"
_ENDED = ("carried out", "cancelled")
_EVERYWHERE = ("people", "roles")
"""Registers whose entries are named for who did something, not for what it is about."""
_ALSO = 50
"""So many records that name what serves the clause are listed; the newest first."""


class _Named(NamedTuple):
    """A record and what it names, in the order in which they are listed."""

    is_closed: bool
    by_way: bool
    newest: int
    path: str
    record: Record
    names: str


def named(content: SiteContent, coverage: Coverage, one: ClauseCoverage, origin: str) -> str:
    """Every record that names the clause, open ones first; then those that name what serves it."""
    clause = one.text.clause
    direct = {record.path: _clauses(record, clause) for record in content.repository.records}
    direct = {path: says for path, says in direct.items() if says}
    also = {
        path: says
        for path, says in _by_way(content, coverage, clause).items()
        if path not in direct and isinstance(content.controlled.get(path), Record)
    }
    found = sorted(
        _Named(record.is_closed, by_way, -_day(record), path, record, says)
        for by_way, some in ((False, direct), (True, also))
        for path, says in some.items()
        if isinstance(record := content.controlled[path], Record)
    )
    if not found:
        return "No record names this clause, or a document or entry that serves it."
    shown = [item for item in found if not item.by_way]
    rest = [item for item in found if item.by_way]
    rows = [_row(content, item, origin) for item in sorted((*shown, *rest[:_ALSO]))]
    listed = markup.sortable(
        markup.table(("Record", "Type", "Date", "State", "Names", "Owner"), rows)
    )
    left = len(rest) - _ALSO
    more = f"\n\nAnd {left} more that name what serves it." if left > 0 else ""
    open_ones = sum(not item.is_closed for item in found)
    return f"{markup.count(len(found), 'record')}, {open_ones} open.\n\n{listed}{more}"


def audits(content: SiteContent, clause: Clause, origin: str) -> Iterator[tuple[str, str]]:
    """The last internal audit of a clause and the next one."""
    reports = [
        one
        for one in content.repository.records
        if one.type == REPORT and one.date and _clauses(one, clause)
    ]
    last = max(reports, key=lambda one: (str(one.date), one.id), default=None)
    yield "Last internal audit", _report(content, last, origin) if last else "none is recorded"
    planned = next_audit(content, clause)
    yield (
        "Next internal audit",
        _planned(content, planned, origin) if planned else "none is planned",
    )


class Planned(NamedTuple):
    """An audit of the programme that has not ended yet."""

    day: str
    register: Register
    entry: Entry


def next_audit(content: SiteContent, clause: Clause | None = None) -> Planned | None:
    """The next internal audit of a clause, or of anything; None when none is planned."""
    register = content.repository.register(_PROGRAMME)
    ahead = [
        Planned(day, register, entry)
        for entry in (register.entries if register else ())
        if register
        and isinstance(day := entry.values.get("planned_on"), str)
        and entry.values.get("status") not in _ENDED
        and (clause is None or any(_is_of(clause, n) for n in _list(entry.values.get("clauses"))))
    ]
    return min(ahead, key=lambda one: (one.day, one.entry.id), default=None)


def _clauses(record: Record, clause: Clause) -> str:
    """The clauses that a record names and that this one holds, or that hold it, in words."""
    numbers = dict.fromkeys(
        one.value
        for one in record.content.references
        if one.wanted == "clause" and _is_of(clause, one.value)
    )
    return f"clause {', '.join(numbers)}" if numbers else ""


def _is_of(clause: Clause, number: object) -> bool:
    try:
        return touches(clause, Clause.parse(str(number)))
    except ValueError:
        return False


def _by_way(content: SiteContent, coverage: Coverage, clause: Clause) -> dict[str, str]:
    """By path of a file: the first document or entry that it names and that serves the clause."""
    found: dict[str, str] = {}
    for identifier in _serving(content, coverage, clause):
        for mention in content.mentions.get(identifier, ()):
            found.setdefault(mention.path, identifier)
    return found


def _serving(content: SiteContent, coverage: Coverage, clause: Clause) -> Iterator[str]:
    """The ids of documents, and of entries of registers, whose type serves the clause."""
    standard = coverage.standard.id
    types = content.repository.types
    for document in content.repository.documents:
        if document.id and types[document.type].serves(standard, clause):
            yield document.id
    for register in content.repository.registers:
        if register.type not in _EVERYWHERE and types[register.type].serves(standard, clause):
            yield from (entry.id for entry in register.entries if entry.id)


def _row(content: SiteContent, item: _Named, origin: str) -> tuple[str, ...]:
    record = item.record
    named = markup.inline(f"{record.id} {record.title}".strip())
    return (
        markup.link(named, content.place(record.path), origin),
        markup.inline(content.type_title(record.type)),
        markup.inline(record.content.text("date")),
        _state(record),
        markup.inline(item.names),
        Values(content, origin, record.content).owner(record.content.text("owner")),
    )


def _state(record: Record) -> str:
    state = markup.inline(record.state or "no state")
    return state if record.is_closed else f"**{state}**"


def _day(record: Record) -> int:
    return record.date.toordinal() if record.date else 0


def _report(content: SiteContent, one: Record, origin: str) -> str:
    named = markup.link(markup.inline(f"{one.id} {one.title}"), content.place(one.path), origin)
    verdict = one.content.text("conforms")
    told = f": {markup.inline(verdict)}" if verdict else ""
    return f"{one.date}, {named}{told}" + ("" if one.is_closed else " (open)")


def _planned(content: SiteContent, planned: Planned, origin: str) -> str:
    day, register, entry = planned
    title = entry.values.get("title")
    called = markup.inline(f"{entry.id} {title if isinstance(title, str) else ''}".strip())
    place = f"{content.place(register.path)}#{entry.id}"
    late = " **late**" if day < content.repository.as_of.isoformat() else ""
    return f"{markup.inline(day)}{late}, {markup.link(called, place, origin)}"


def _list(value: Value) -> list[Value]:
    return value if isinstance(value, list) else []
