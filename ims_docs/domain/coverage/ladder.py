"""The rungs of the ladder, and what stands on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from ims_docs.domain.coverage.exclusions import Exclusion
from ims_docs.domain.coverage.questions import Question
from ims_docs.model.standard import ClauseText, Item, Standard
from ims_docs.model.trust import Level


class Rung(IntEnum):
    """What the evidence amounts to."""

    MISSING = 0
    SCAFFOLDED = 1
    COMPLETED = 2
    APPROVED = 3
    CURRENT = 4
    EVIDENCED = 5

    @property
    def word(self) -> str:
        """The rung as one word, as people read it."""
        return "begun" if self is Rung.SCAFFOLDED else self.key

    @property
    def key(self) -> str:
        """The rung as scripts read it."""
        return self.name.lower()


RUNG_OF_A_CLAUSE = (
    "A clause has the lowest level of its required items and of the clauses below it; expected items that "
    "are lower are named beside it. Where no item is required, the expected ones decide. No clause is above "
    "completed while a document that says how it is done is not approved. Questioned, beside any level, means that "
    "an open nonconformity or finding, an overdue action or a failed evaluation names the clause, a part of it or "
    "the whole that it belongs to."
)
"""The rung of a clause in words, said the same wherever it is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far something has come, why no further, and what would raise it."""

    rung: Rung
    reason: str
    raise_by: str
    evidence: tuple[str, ...] = ()
    place: str = ""
    """The file that decided, empty when there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCoverage:
    """One item of documented information on the ladder."""

    item: Item
    reach: Reach
    asked: Rung
    place: str
    """The file or folder where work is needed."""
    applicable: bool = True
    """Whether its clause applies here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseCoverage:
    """One clause on the ladder."""

    text: ClauseText
    applicable: bool
    reach: Reach
    items: tuple[ItemCoverage, ...]
    lower: tuple[ItemCoverage, ...] = ()
    """Expected items of it, or of clauses below it, that stand lower than it does."""
    questions: tuple[Question, ...] = ()
    """What says that it is not met. Beside any rung, it makes the clause questioned."""
    settled: tuple[Question, ...] = ()
    """What said so before, and was closed since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """A whole standard on the ladder."""

    standard: Standard
    as_of: date
    level: Level = Level.SIGNED
    """How much stands behind the approvals that are counted."""
    clauses: tuple[ClauseCoverage, ...]
    items: tuple[ItemCoverage, ...]
    exclusions: tuple[Exclusion, ...] = ()
    """What ims.yml declares not applicable, whether it counts or not."""


def questioned(coverage: Coverage) -> tuple[ClauseCoverage, ...]:
    """The clauses that are questioned, wholes and parts."""
    return tuple(one for one in coverage.clauses if one.questions)
