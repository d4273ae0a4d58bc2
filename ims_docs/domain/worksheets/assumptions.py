"""Assumptions ranked by likelihood times impact: which to test next, and what an experiment tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ims_docs.domain.worksheets.sheet import Around, Sheet, groups, said, whole
from ims_docs.model.content import Value
from ims_docs.model.record import Record
from ims_docs.model.repository import Repository
from ims_docs.model.type import Type

ASSUMPTIONS, CONCEPT = "assumptions", "concept"
_HEAD = ("Assumption", "About", "Likelihood", "Impact", "Product", "State", "Tested by")
_UNTESTED = ("", "untested", "inconclusive")


class Assumption(NamedTuple):
    """One thing that has to be true."""

    place: int
    """Its number in the concept, from 1."""
    words: str
    about: str
    likelihood: int | None
    impact: int | None
    state: str
    tested_by: tuple[str, ...]

    @property
    def product(self) -> int | None:
        """Likelihood that it is wrong, times impact if it is; None while one is missing."""
        return self.likelihood * self.impact if self.likelihood and self.impact else None

    @property
    def row(self) -> tuple[Value, ...]:
        """Its line in the table."""
        return (
            f"{self.place}. {self.words}",
            self.about,
            self.likelihood,
            self.impact,
            self.product,
            self.state,
            ", ".join(self.tested_by),
        )


def assumptions(values: Mapping[str, Value]) -> Iterator[Assumption]:
    """Those of a concept, in the order in which they are written."""
    for place, one in groups(values, ASSUMPTIONS):
        tested = one.get("tested_by")
        yield Assumption(
            place=place + 1,
            words=said(one, "assumption"),
            about=said(one, "about"),
            likelihood=whole(one.get("likelihood"), 1, 5),
            impact=whole(one.get("impact"), 1, 5),
            state=said(one, "state"),
            tested_by=tuple(each for each in tested if isinstance(each, str))
            if isinstance(tested, list)
            else (),
        )


def ranked(some: Sequence[Assumption]) -> list[Assumption]:
    """The highest product first; what nobody ranked comes last."""
    return sorted(some, key=lambda one: (-(one.product or 0), one.place))


def tested(values: Mapping[str, Value], concept: Record) -> list[Assumption]:
    """The assumptions of a concept that an experiment tests: by their words, or as the concept says."""
    words, name = said(values, "assumption"), said(values, "id")
    return [
        one
        for one in assumptions(concept.content.values)
        if (words and one.words == words) or name in one.tested_by
    ]


def concept_of(repository: Repository, values: Mapping[str, Value]) -> Record | None:
    """The concept that a record names."""
    name = said(values, CONCEPT)
    return next((one for one in repository.records if name and one.id == name), None)


def sheets(around: Around, _: Type, values: Mapping[str, Value]) -> tuple[Sheet, ...]:
    """The map of a concept, or the card of an experiment."""
    found = ranked(list(assumptions(values)))
    if found:
        return (_map(found),)
    concept = concept_of(around.repository, values)
    tests = ranked(tested(values, concept)) if concept else []
    return (_card(concept, tests, values),) if concept and tests else ()


def _map(found: Sequence[Assumption]) -> Sheet:
    marks = [[str(one.place), one.likelihood, one.impact] for one in found if one.product]
    return Sheet(
        name="assumptions",
        title="Assumption map",
        head=_HEAD,
        rows=tuple(one.row for one in found),
        notes=tuple(_notes(found)),
        figures={"marks": [list(one) for one in marks]},
    )


def _notes(found: Sequence[Assumption]) -> Iterator[str]:
    left = [one for one in found if one.state in _UNTESTED]
    first = next((one for one in left if one.product), None)
    if first:
        yield f"Test next: {first.place}. {first.words}"
    elif not left:
        yield "No assumption is untested."
    if unranked := [str(one.place) for one in found if one.product is None]:
        yield f"Not ranked yet: {', '.join(unranked)}. Give likelihood and impact."
    yield (
        "Product is the likelihood that it is wrong times the impact if it is. What concerns safety, "
        "law or data of people is cleared first, whatever its product."
    )


def _card(concept: Record, tests: Sequence[Assumption], values: Mapping[str, Value]) -> Sheet:
    asked, observed = said(values, "threshold"), said(values, "observed")
    notes = [f"From {concept.id} {concept.title}."]
    if asked:
        notes.append(f"Threshold: {asked}. Observed: {observed or 'nothing yet'}.")
    result = said(values, "result")
    differ = [one for one in tests if result and one.state not in (result, "accepted untested")]
    if differ:
        told = ", ".join(f"{one.place} ({one.state or 'no state'})" for one in differ)
        notes.append(f"The result is {result}; the concept still says otherwise of: {told}.")
    return Sheet(
        name="assumptions",
        title="Assumption tested",
        head=_HEAD,
        rows=tuple(one.row for one in tests),
        notes=tuple(notes),
    )
