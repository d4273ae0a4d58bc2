"""How much speaks for auditing a clause soon: points, each with its reason in words. On plain values.

The points put clauses in an order and nothing more. Nobody is told that a clause is safe.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from ims_docs.model.clause import Clause
from ims_docs.model.months import later

HIGH, MEDIUM, LOW = "high", "medium", "low"
MONTHS = {HIGH: 12, MEDIUM: 24, LOW: 36}
"""So many months after an audit of a clause the next one is due, by its risk."""
_BOUNDS = ((5, HIGH), (3, MEDIUM), (0, LOW))
_APPROVED = 3
"""The rung from which evidence adds no risk."""
_MANY = 3
"""So many texts that changed weigh twice."""
_NAMED = 3


class Facts(NamedTuple):
    """What is known of one clause."""

    clause: Clause
    title: str
    rung: int
    rung_word: str
    audited: date | None = None
    """When it was audited last."""
    report: str = ""
    """The report of that audit."""
    changed: tuple[str, ...] = ()
    """The documents and registers behind it that changed since; none where it was never audited."""
    questions: tuple[str, ...] = ()
    """What is open and says that it is not met."""


class Reason(NamedTuple):
    """One thing that speaks for an audit, or nothing (no points), as a part of a sentence."""

    points: int
    words: str


class Risk(NamedTuple):
    """A clause with what speaks for auditing it."""

    facts: Facts
    reasons: tuple[Reason, ...]

    @property
    def clause(self) -> Clause:
        """Its number."""
        return self.facts.clause

    @property
    def points(self) -> int:
        """All points together."""
        return sum(one.points for one in self.reasons)

    @property
    def level(self) -> str:
        """High, medium or low."""
        return next(level for least, level in _BOUNDS if self.points >= least)

    @property
    def months(self) -> int:
        """So many months after an audit the next one is due."""
        return MONTHS[self.level]

    @property
    def words(self) -> str:
        """The reasons as a part of a sentence; those that add nothing stay out."""
        told = [one.words for one in self.reasons if one.points]
        return "; ".join(told or ["nothing speaks for an early audit"])


def risk_of(facts: Facts, today: date) -> Risk:
    """What speaks for auditing a clause soon."""
    return Risk(facts, tuple(_reasons(facts, today)))


def ranked(risks: Iterable[Risk]) -> tuple[Risk, ...]:
    """The clauses for which most speaks first; the longer ago of two that are alike."""
    return tuple(
        sorted(risks, key=lambda one: (-one.points, one.facts.audited or date.min, one.clause))
    )


def _reasons(facts: Facts, today: date) -> Iterator[Reason]:
    yield _last(facts, today)
    yield Reason(max(0, _APPROVED - facts.rung), f"evidence is {facts.rung_word} ({facts.rung})")
    if facts.changed:
        points = 2 if len(facts.changed) >= _MANY else 1
        yield Reason(points, f"changed since: {some(facts.changed)}")
    if facts.questions:
        points = 2 if len(facts.questions) == 1 else 3
        yield Reason(points, f"open: {some(facts.questions)}")


def _last(facts: Facts, today: date) -> Reason:
    if facts.audited is None:
        return Reason(3, "never audited")
    said = f"last audited on {facts.audited}" + (f" ({facts.report})" if facts.report else "")
    long_ago = [months for months in (12, 24) if later(facts.audited, months) < today]
    return Reason(len(long_ago), said)


def some(names: tuple[str, ...]) -> str:
    """The first of many names, and how many more there are."""
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
