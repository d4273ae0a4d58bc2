"""A survey: shares from counts, by statement and topic, and against the survey before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ims_docs.domain.worksheets.sheet import Around, Sheet, groups, said, whole
from ims_docs.model.content import Value
from ims_docs.model.repository import Repository
from ims_docs.model.type import Type

STATEMENTS, PREVIOUS = "results", "previous"
MOST = 1_000_000
_FEWEST = 5
"""With fewer answers a person can be recognised."""


class Answers(NamedTuple):
    """What was answered to one statement."""

    place: int
    topic: str
    statement: str
    counts: tuple[int | None, int | None, int | None]
    """Agree, neither, disagree; None where nothing was counted."""
    written: int | None
    """The share that is written, in per cent."""
    before: int | None

    @property
    def base(self) -> int:
        """How many answered it."""
        return sum(one or 0 for one in self.counts)

    @property
    def share(self) -> int | None:
        """How many of a hundred agree, a half rounded up; None where nobody counted."""
        return _share(self.counts[0], self.base)

    @property
    def known(self) -> int | None:
        """The share, counted or written."""
        return self.written if self.share is None else self.share


def answers(values: Mapping[str, Value]) -> Iterator[Answers]:
    """Every statement, in the order in which they are written."""
    for place, one in groups(values, STATEMENTS):
        agree, neutral, disagree = (
            whole(one.get(key), 0, MOST) for key in ("agree", "neutral", "disagree")
        )
        yield Answers(
            place=place,
            topic=said(one, "topic"),
            statement=said(one, "statement"),
            counts=(agree, neutral, disagree),
            written=whole(one.get("agree_percent"), 0, 100),
            before=whole(one.get("before_percent"), 0, 100),
        )


def sheets(around: Around, _: Type, values: Mapping[str, Value]) -> tuple[Sheet, ...]:
    """By statement, and by topic where topics are named."""
    every = list(answers(values))
    if not any(one.known is not None for one in every):
        return ()
    former = _former(around.repository, said(values, PREVIOUS))
    return (_by_statement(every, former, values), *_by_topic(every))


def _by_statement(
    every: Sequence[Answers], former: Mapping[str, int], values: Mapping[str, Value]
) -> Sheet:
    rows = []
    for one in every:
        before = former.get(one.statement, one.before)
        change = one.known - before if one.known is not None and before is not None else None
        moved = None if change is None else f"{change:+}"
        rows.append((one.statement, *one.counts, one.known, before, moved))
    return Sheet(
        name="survey",
        title="Answers by statement",
        head=("Statement", "Agree", "Neither", "Disagree", "Agree, %", "Before, %", "Change"),
        rows=tuple(rows),
        notes=tuple(_notes(every, values)),
        figures={one.statement: one.known for one in every if one.known is not None},
    )


def _by_topic(every: Sequence[Answers]) -> Iterator[Sheet]:
    topics = list(dict.fromkeys(one.topic for one in every if one.topic and one.base))
    rows = []
    for topic in topics:
        some = [one for one in every if one.topic == topic]
        base = sum(one.base for one in some)
        rows.append((topic, len(some), _share(sum(one.counts[0] or 0 for one in some), base)))
    if rows:
        rows.sort(key=lambda row: (row[2] or 0, row[0]))
        yield Sheet(
            name="survey",
            title="Answers by topic, the weakest first",
            head=("Topic", "Statements", "Agree, %"),
            rows=tuple(rows),
            figures={topic: share for topic, _, share in rows},
        )


def _notes(every: Sequence[Answers], values: Mapping[str, Value]) -> Iterator[str]:
    invited, answered = (whole(values.get(key), 0, MOST) for key in ("invited", "answered"))
    if invited and answered is not None:
        yield f"{answered} of {invited} people answered, {_share(answered, invited)} per cent."
    if answered is not None and answered < _FEWEST:
        yield f"Fewer than {_FEWEST} people answered: show this to nobody who could recognise one."
    shares = {one.statement: one.known for one in every if one.known is not None}
    weakest = min(shares, key=lambda name: shares[name])
    yield f"Least agreement: {weakest} ({shares[weakest]} per cent)."
    if left := sum(one.known is None for one in every):
        yield f"{left} of {len(every)} statements have no answers yet."


def _former(repository: Repository, name: str) -> dict[str, int]:
    """By statement: the share of the survey before."""
    before = next((one for one in repository.records if name and one.id == name), None)
    return {
        one.statement: one.known
        for one in (answers(before.content.values) if before else ())
        if one.known is not None
    }


def _share(part: int | None, base: int) -> int | None:
    return None if part is None or not base else (200 * part + base) // (2 * base)
