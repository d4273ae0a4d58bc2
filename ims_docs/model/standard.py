"""A standard as data: clauses, documented information asked for, and the way between editions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ims_docs.model.clause import Clause


class Keep(StrEnum):
    """Our own division: living documents are maintained, evidence is retained."""

    MAINTAIN = "maintain"
    RETAIN = "retain"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseText:
    """One clause, in our own words."""

    clause: Clause
    title: str
    summary: str
    modality: str
    """shall (a requirement) or should (guidance)."""
    questions: tuple[str, ...]
    evidence: tuple[str, ...]
    number_confidence: str
    title_confidence: str
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One piece of documented information that a standard asks for or an auditor expects."""

    id: str
    clause: Clause
    also: tuple[Clause, ...]
    required: bool
    what: str
    keep: Keep
    types: tuple[str, ...]
    """Names of the types that satisfy it."""
    needs_all: bool
    """Whether every type is needed, or any of them will do."""
    confidence: str
    basis: tuple[str, ...]
    note: str

    def concerns(self, clause: Clause) -> bool:
        """Whether it is asked for by this clause or one below it."""
        return any(clause.contains(own) for own in (self.clause, *self.also))


class Fact(NamedTuple):
    """Something public around a standard that may have changed since somebody looked."""

    what: str
    clauses: tuple[Clause, ...]
    """Where it matters; none where it concerns the whole standard."""
    source: str
    """Key of a source of the standard."""
    checked_on: date
    check: str
    """What to look at again before relying on it; empty where it is settled."""

    def concerns(self, clause: Clause) -> bool:
        """Whether it matters for this clause or for one above it."""
        return any(one.contains(clause) for one in self.clauses)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """A standard: everything the product knows about it."""

    id: str
    number: str
    edition: str
    title: str
    kind: str
    note: str
    clauses: tuple[ClauseText, ...]
    items: tuple[Item, ...]
    sources: Mapping[str, str]
    confidence: Mapping[str, str]
    may_be_excluded: tuple[Clause, ...] = ()
    """Clauses that an organisation may declare not applicable, with all below them."""
    facts: tuple[Fact, ...] = ()

    @property
    def name(self) -> str:
        """Number and year, for example ISO 56001:2024."""
        return f"{self.number}:{self.edition}"

    def may_leave_out(self, clause: Clause) -> bool:
        """Whether a clause may be declared not applicable; a recommendation always may."""
        allowed = any(one.contains(clause) for one in self.may_be_excluded)
        return allowed or self.kind != "requirements"

    def children(self, clause: Clause) -> tuple[ClauseText, ...]:
        """The clauses one level below."""
        return tuple(text for text in self.clauses if text.clause.parts[:-1] == clause.parts)

    def find(self, clause: Clause) -> ClauseText | None:
        """The clause with this number."""
        return next((text for text in self.clauses if text.clause == clause), None)


class Crossing(NamedTuple):
    """Where a clause of one standard went in another, and what that adds."""

    origin: Clause | None
    """None for a clause without a parent."""
    targets: tuple[Clause, ...]
    change: str
    add: str
    confidence: str


class Crosswalk(NamedTuple):
    """The way from one standard to another."""

    origin: str
    target: str
    note: str
    crossings: tuple[Crossing, ...]
