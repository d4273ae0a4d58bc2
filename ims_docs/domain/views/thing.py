"""One document, record or register entry, and everything that names it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ims_docs.domain.citing import citations_of
from ims_docs.domain.views.names import title_of
from ims_docs.domain.views.state import state_of
from ims_docs.domain.views.table import column, names_in
from ims_docs.model.content import Content, Value
from ims_docs.model.document import Document
from ims_docs.model.moved_date import MovedDate
from ims_docs.model.page import Page
from ims_docs.model.record import Record
from ims_docs.model.register import Entry, Register
from ims_docs.model.repository import Repository
from ims_docs.model.type import Type

_IN_THE_HEAD = ("id", "type", "title", "name", "version", "status")


class Fact(NamedTuple):
    """A key, what it is called and what it says."""

    key: str
    title: str
    value: Value


class Thing(NamedTuple):
    """A document, record or entry of a register."""

    id: str
    title: str
    type: Type
    state: str
    """The state it is in, in words."""
    path: str
    line: int
    values: Mapping[str, Value]
    facts: tuple[Fact, ...]
    named: frozenset[str]
    """Texts in it that are ids of something else."""
    steps: tuple[tuple[str, str], ...] = ()
    """States that may follow, and the command that leads there."""


class Referrer(NamedTuple):
    """Something that names another thing."""

    id: str
    title: str
    path: str


class View(NamedTuple):
    """What has an id, and everything around it."""

    id: str
    things: tuple[Thing, ...]
    """More than one when the id is taken twice."""
    bodies: Mapping[str, str]
    """The Markdown below the keys, by path."""
    referrers: tuple[Referrer, ...]
    moved: tuple[MovedDate, ...] = ()
    """Its deadlines that were moved."""


def things(repository: Repository, identifier: str) -> tuple[Thing, ...]:
    """What has this id. More than one thing is a finding of `ims check`."""
    return tuple(_things(repository, identifier))


def referrers(repository: Repository, shown: Iterable[Thing]) -> tuple[Referrer, ...]:
    """Everything else that names one of these, in its keys or by a link, in order of id."""
    wanted = {one.id for one in shown}
    files = {one.path for one in shown if one.path.endswith(".md")}
    found = {
        one
        for one in (*_texts(repository, wanted, files), *_entries(repository, wanted))
        if one.id not in wanted
    }
    return tuple(sorted(found, key=lambda one: (not one.id, one.id, one.path)))


def _things(repository: Repository, identifier: str) -> Iterator[Thing]:
    items: tuple[Document | Record, ...] = (*repository.documents, *repository.records)
    for item in items:
        if item.id == identifier:
            yield _text(repository, item)
    for register in repository.registers:
        for entry in register.entries:
            if entry.id == identifier:
                yield _entry(register, entry, repository.types[register.type])


def _text(repository: Repository, item: Document | Record) -> Thing:
    type_ = repository.types[item.type]
    steps: tuple[tuple[str, str], ...] = ()
    if isinstance(item, Document):
        state = state_of(repository, item)
    else:
        state = item.state or "no state"
        if item.is_closed and state != "closed":
            state += " (closed)"
        steps = tuple(type_.life.steps(item.state, item.id))
    return Thing(
        id=item.id,
        title=item.title,
        type=type_,
        state=state,
        path=item.path,
        line=1,
        values=item.content.values,
        facts=_facts(item.content.values, type_),
        named=frozenset(names_in(item.content)),
        steps=steps,
    )


def _entry(register: Register, entry: Entry, type_: Type) -> Thing:
    status = entry.values.get("status")
    return Thing(
        id=entry.id,
        title=title_of(entry),
        type=type_,
        state=status if isinstance(status, str) else "",
        path=register.path,
        line=entry.position[0],
        values=entry.values,
        facts=_facts(entry.values, type_),
        named=frozenset(names_in(register.content)),
    )


def _facts(values: Mapping[str, Value], type_: Type) -> tuple[Fact, ...]:
    """The keys that say something, in the order of the type."""
    order = dict.fromkeys((*(one.name for one in type_.properties), *map(str, values)))
    return tuple(
        Fact(name, column(type_.property(name), name).title, values[name])
        for name in order
        if name not in _IN_THE_HEAD and values.get(name) not in (None, "", [], {})
    )


def _texts(repository: Repository, wanted: set[str], files: set[str]) -> Iterator[Referrer]:
    items: tuple[Document | Record, ...] = (*repository.documents, *repository.records)
    for item in items:
        names = any(name in wanted for name in names_in(item.content)) or _cites(item, wanted)
        if names or any(link.destination(item.path)[0] in files for link in item.body.links):
            yield Referrer(item.id, item.title, item.path)
    for page in repository.pages:
        if _cites(page, wanted):
            headings = page.body.headings
            yield Referrer("", headings[0].title if headings else "", page.path)


def _cites(item: Document | Record | Page, wanted: set[str]) -> bool:
    return any(name in wanted for citation in citations_of(item) for name in citation.ids)


def _entries(repository: Repository, wanted: set[str]) -> Iterator[Referrer]:
    for register in repository.registers:
        places = [place for name, place in _places(register.content) if name in wanted]
        if places:
            entries = sorted(register.entries, key=lambda one: one.position)
            starts = [one.position for one in entries]
            for place in places:
                at = bisect_right(starts, place) - 1
                if at < 0:  # a key of the register itself, such as its owner
                    yield Referrer("", register.title, register.path)
                else:
                    yield Referrer(entries[at].id, title_of(entries[at]), register.path)


def _places(content: Content) -> Iterator[tuple[str, tuple[int, int]]]:
    for one in content.references:
        if one.wanted != "clause":
            yield one.value, (one.line, one.column)
    for citation in content.citations:
        yield from ((name, (citation.line, citation.column)) for name in citation.ids)
