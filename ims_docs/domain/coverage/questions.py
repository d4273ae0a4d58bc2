"""Which clauses are questioned: something that is kept says that they are not met. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from ims_docs.domain.analysis import derived
from ims_docs.domain.coverage.questioners import Questioner, Said, questioners, said
from ims_docs.domain.duties import Urgency, deadlines
from ims_docs.model.clause import Clause
from ims_docs.model.objection import Objection
from ims_docs.model.repository import Repository
from ims_docs.model.standard import Standard

_CLAUSE = attrgetter("clause")


class Question(NamedTuple):
    """Something that says, or once said, that a clause is not met."""

    clause: Clause
    """The clause that it names."""
    id: str
    type: str
    title: str
    state: str
    why: str
    """What it is, how it stands and what is late, as a part of a sentence."""
    day: date | None
    path: str
    line: int
    stands: bool
    """Whether it still says so; what was closed since is settled."""

    @property
    def told(self) -> str:
        """All of it in one sentence."""
        return f"{self.id or self.path} {self.title}: {self.why}"


class Questions:
    """All that questions a clause in one repository."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._questioners = tuple(questioners(repository))
        self._by_id = {one.id: one for one in self._questioners if one.id}
        self._late = _overdue(repository)
        self._closed = _newest_closed(self._questioners)
        self.every = tuple(sorted(set(self._found()), key=_order))

    def of(self, standard: Standard) -> Callable[[Clause], tuple[Question, ...]]:
        """What questions each clause of a standard.

        A clause is no better than its parts, so what names a part questions the whole. Where the
        whole is named nobody can say which part is meant, so it questions every part.
        """
        here = tuple(self._carried(standard))

        def found(clause: Clause) -> tuple[Question, ...]:
            some = (one for named, group in here if touches(named, clause) for one in group)
            return tuple({id(one): one for one in some}.values())

        return found

    def _carried(self, standard: Standard) -> Iterator[tuple[Clause, tuple[Question, ...]]]:
        """The questions under the number that their clause has in this standard.

        Records name clauses of the leading standard; a crosswalk leads to those of another one.
        """
        leading = self._repository.settings.leading
        named = [(clause, tuple(some)) for clause, some in groupby(self.every, _CLAUSE)]
        if standard.id == leading:
            yield from named
            return
        for theirs, ours in _crossings(self._repository, standard.id, leading):
            yield from ((theirs, some) for clause, some in named if touches(clause, ours))

    def _found(self) -> Iterator[Question]:
        for one in self._questioners:
            for objection in one.type.objections:
                for place in said(one.values, objection.keys):
                    yield from self._questions(one, objection, place)

    def _questions(self, one: Questioner, objection: Objection, place: Said) -> Iterator[Question]:
        if not _objects(objection, place.beside):
            return
        late = self._late.get((one.path, one.id), ())
        if objection.late and not late:
            return
        for clause in self._clauses(objection, place.value):
            how = self._stands(one, objection, place.beside, clause)
            yield Question(
                clause=clause,
                id=one.id,
                type=one.type.name,
                title=one.title,
                state=one.state,
                why=", ".join(filter(None, (one.what, how, *late))),
                day=one.day,
                path=one.path,
                line=one.content.position(*one.pointer, *place.pointer)[0],
                stands=how is not None,
            )

    def _clauses(self, objection: Objection, value: str) -> Iterator[Clause]:
        if not objection.through:
            yield from _parsed(value)
            return
        other = self._by_id.get(value)
        for reference in other.clauses if other else ():
            yield from _parsed(reference)

    def _stands(
        self, one: Questioner, objection: Objection, beside: Mapping[str, object], clause: Clause
    ) -> str | None:
        """What keeps it standing, in words; None when it does not stand any more."""
        if objection.until_newer:
            newest = self._closed.get((one.type.name, str(clause)))
            return None if newest and one.order < newest else ""
        if not one.is_closed:
            return ""
        name = beside.get(objection.dealt_with_in) if objection.dealt_with_in else None
        if not isinstance(name, str) or not name or name.startswith("[TODO:"):
            return None
        return self._followed(name)

    def _followed(self, name: str) -> str | None:
        """How far that has come which deals with it; what is gone has dealt with nothing."""
        other = self._by_id.get(name)
        if other is None:
            there = name in self._repository.holders or name in self._repository.unread
            return None if there else f"dealt with in {name}, which is not there"
        ends = other.type.life.states or other.type.closed
        if other.is_closed or not ends:
            return None
        return f"dealt with in {name}, which is not closed ({other.state or 'no state'})"


@derived
def questions(repository: Repository) -> Questions:
    """What questions the clauses, worked out once."""
    return Questions(repository)


def _order(one: Question) -> tuple[Clause, str, str, int]:
    return one.clause, one.day.isoformat() if one.day else "", one.path, one.line


def _crossings(
    repository: Repository, standard: str, leading: str
) -> Iterator[tuple[Clause, Clause]]:
    """Each clause of a standard with one of the leading standard that it corresponds to."""
    for walk in repository.crosswalks:
        for crossing in walk.crossings:
            if crossing.origin is None:
                continue
            for target in crossing.targets:
                if (walk.origin, walk.target) == (standard, leading):
                    yield crossing.origin, target
                elif (walk.origin, walk.target) == (leading, standard):
                    yield target, crossing.origin


def touches(one: Clause, other: Clause) -> bool:
    """Whether they are one clause, or one lies below the other."""
    return one.contains(other) or other.contains(one)


def _objects(objection: Objection, beside: Mapping[str, object]) -> bool:
    if any(beside.get(key) in values for key, values in objection.unless.items()):
        return False
    when = objection.when.items()
    return not when or any(beside.get(key) in values for key, values in when)


def _overdue(repository: Repository) -> dict[tuple[str, str], tuple[str, ...]]:
    """By file and id: each of its deadlines that has passed, in words."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for duty in deadlines(repository):
        if duty.urgency is Urgency.OVERDUE and duty.day and duty.day < repository.as_of:
            days = (repository.as_of - duty.day).days
            late = f"due on {duty.day} and {days} day{'s' * (days != 1)} late"
            key = duty.path, duty.id
            found[key] = (*found.get(key, ()), late)
    return found


def _newest_closed(some: Iterable[Questioner]) -> dict[tuple[str, str], tuple[str, str]]:
    """By type and clause: the order of the newest closed record that names the clause."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for one in some:
        if one.is_closed and any(way.until_newer for way in one.type.objections):
            for clause in one.clauses:
                key = one.type.name, clause
                found[key] = max(found.get(key, one.order), one.order)
    return found


def _parsed(number: str) -> Iterator[Clause]:
    try:
        yield Clause.parse(number)
    except ValueError:
        return
