"""Competence as a grid: who needs what on which level, has it, and for how long it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ims_docs.model.content import Value
from ims_docs.model.directory import Directory, directory
from ims_docs.model.record import Record
from ims_docs.model.register import Entry
from ims_docs.model.repository import Repository

_MATRIX, _EVIDENCE = "competences", "competence-evidence"
_FAILED = "not effective"


class Fit(StrEnum):
    """How a person stands to a competence."""

    MET = "met"
    GAP = "gap"
    """The level is lower than what is needed."""
    NOT_ASSESSED = "not assessed"
    """The person holds the role that needs it, and nobody has said the level."""
    EXPIRED = "expired"
    """What showed it is no longer valid."""
    UNJUDGED = "not judged yet"
    """There is a record, and nobody has judged the competence yet."""


class Level(NamedTuple):
    """One person and one competence."""

    fit: Fit
    level: int
    """0 where nobody said it."""
    assessed_on: str
    evidence: tuple[Record, ...]
    """The records that show it, the newest first."""
    valid_until: date | None
    """Until when the newest of them is valid; None when that does not end."""


class Competence(NamedTuple):
    """One competence, as the matrix names it, or as records do where there is no entry."""

    id: str
    title: str
    role: str
    """Who needs it."""
    needed: int
    """The level, 0 where none is named."""
    people: Mapping[str, Level]
    action: str
    due: str


class Grid(NamedTuple):
    """All of it."""

    people: tuple[str, ...]
    competences: tuple[Competence, ...]


def competence(repository: Repository) -> Grid:
    """The grid of the matrix and of the records; empty when there is neither."""
    who = directory(repository)
    records = [one for one in repository.records if one.type == _EVIDENCE]
    matrix = repository.register(_MATRIX)
    entries = [one for one in matrix.entries if one.id] if matrix else []
    rows = [_entry(repository, who, one, records) for one in entries]
    known = {one.id for one in entries}
    loose = [one for one in records if one.content.text("matrix_entry") not in known]
    rows += _without_entry(repository, loose)
    named = {person for row in rows for person in row.people}
    people = (*(one for one in who.people if one in named), *sorted(named - set(who.people)))
    return Grid(people, tuple(rows))


def _entry(
    repository: Repository, who: Directory, entry: Entry, records: list[Record]
) -> Competence:
    needed = _number(entry.values.get("required_level"))
    role = _text(entry.values.get("role"))
    people = {}
    listed = entry.values.get("people")
    for one in listed if isinstance(listed, list) else ():
        person = _text(one.get("person")) if isinstance(one, dict) else ""
        if isinstance(one, dict) and person:
            level, day = _number(one.get("level")), _text(one.get("assessed_on"))
            named = _text(one.get("evidence"))
            shown = [each for each in records if _shows(each, entry.id, person, named)]
            people[person] = _level(repository, shown, level=level, needed=needed, day=day)
    for person in who.persons(role) if role in who.roles else ():
        if person not in people:
            shown = [each for each in records if _shows(each, entry.id, person, "")]
            people[person] = _level(repository, shown, level=0, needed=needed, day="")
    return Competence(
        id=entry.id,
        title=_text(entry.values.get("title")) or entry.id,
        role=role,
        needed=needed,
        people=people,
        action=_text(entry.values.get("action")),
        due="" if _text(entry.values.get("done_on")) else _text(entry.values.get("due")),
    )


def _without_entry(repository: Repository, records: list[Record]) -> list[Competence]:
    """What records show that the matrix does not name, by what they call it."""
    found: dict[str, dict[str, list[Record]]] = {}
    for one in records:
        called, person = one.content.text("competence"), one.content.text("person")
        if called and person:
            found.setdefault(called, {}).setdefault(person, []).append(one)
    return [
        Competence(
            id="",
            title=called,
            role="",
            needed=0,
            people={
                person: _level(repository, shown, level=0, needed=0, day="")
                for person, shown in people.items()
            },
            action="",
            due="",
        )
        for called, people in sorted(found.items())
    ]


def _shows(record: Record, entry: str, person: str, named: str) -> bool:
    """Whether a record speaks of this person and this entry of the matrix."""
    if record.content.text("person") != person:
        return False
    return record.content.text("matrix_entry") == entry or bool(named and record.id == named)


def _level(
    repository: Repository, shown: list[Record], *, level: int, needed: int, day: str
) -> Level:
    shown = sorted(shown, key=lambda one: (one.content.text("date"), one.id), reverse=True)
    until = _valid_until(shown)
    return Level(
        _fit(repository.as_of, shown, level, needed, until), level, day, tuple(shown), until
    )


def _fit(today: date, shown: list[Record], level: int, needed: int, until: date | None) -> Fit:
    if until and until < today:
        return Fit.EXPIRED
    if (level and level < needed) or (shown and shown[0].content.text("effective") == _FAILED):
        return Fit.GAP
    if not level and needed:
        return Fit.NOT_ASSESSED
    return Fit.UNJUDGED if shown and not level and not shown[0].is_closed else Fit.MET


def _valid_until(shown: list[Record]) -> date | None:
    """Until when the newest record is valid; None when it says no day."""
    try:
        return date.fromisoformat(shown[0].content.text("valid_until")) if shown else None
    except ValueError:
        return None


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _number(value: Value) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
