"""A group as its portal shows it: a row for each entity, and totals over all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from ims_docs.domain.approval_state import standings
from ims_docs.domain.duties import Urgency
from ims_docs.model.clause import Clause
from ims_docs.model.document import Document
from ims_docs.model.finding import Severity
from ims_docs.model.register import Register
from ims_docs.reporters.printable import Json
from ims_docs.reporters.state_summary import as_data
from ims_docs.services.summing import Look, Standing, Summed


class ClauseRow(NamedTuple):
    """One clause of one entity."""

    clause: Clause
    title: str
    rung: int | None
    """None where the entity declared it not applicable."""
    is_questioned: bool


class Row(NamedTuple):
    """What the portal keeps of the summary of one entity."""

    data: Mapping[str, Json]
    """The summary as `ims summary --format json` gives it."""
    organisation: str
    saved: str
    """The day of the newest commit, as its clock said."""
    errors: int
    overdue: int
    in_force: int
    alarms: int
    baseline: str
    """The name of the newest one that counts; empty without any."""
    standard: str
    clauses: tuple[ClauseRow, ...]

    @property
    def missing(self) -> int:
        """Clauses with no evidence at all."""
        return sum(one.rung == 0 for one in self.clauses)

    @property
    def questioned(self) -> int:
        """Clauses that something questions."""
        return sum(one.is_questioned for one in self.clauses)


def row_of(summed: Summed) -> Row:
    """What stays of a summary."""
    repository, found, coverage = summed.repository, summed.baseline, summed.coverage
    standing = standings(repository)
    subjects: list[Document | Register] = [*repository.documents, *repository.registers]
    return Row(
        data=as_data(summed),
        organisation=repository.settings.organisation,
        saved=summed.saved[:10],
        errors=summed.report.count(Severity.ERROR),
        overdue=len(summed.duties.of(Urgency.OVERDUE)),
        in_force=sum(standing.of(one).is_in_force for one in subjects),
        alarms=len(summed.figures.alarms),
        baseline=found.baseline.name if found and found.baseline and not found.refused else "",
        standard=coverage.standard.name if coverage else "",
        clauses=tuple(
            ClauseRow(
                one.text.clause,
                one.text.title,
                int(one.reach.rung) if one.applicable else None,
                bool(one.questions),
            )
            for one in (coverage.clauses if coverage else ())
        ),
    )


class ClauseTotal(NamedTuple):
    """One clause over all entities that follow its standard."""

    clause: Clause
    title: str
    rungs: Counter[int]
    """Entities by rung."""
    not_applicable: int
    questioned: int
    lowest: tuple[str, ...]
    """The entities that stand lowest, by name."""


@dataclass(frozen=True)
class Group:
    """Everything that the pages of a portal show."""

    title: str
    as_of: date
    silent_after: int
    is_verified: bool
    looks: tuple[Look[Row], ...]

    @cached_property
    def rows(self) -> tuple[tuple[Look[Row], Row], ...]:
        """The entities that could be read."""
        return tuple((one, one.kept) for one in self.looks if one.kept is not None)

    def standing(self, *wanted: Standing) -> int:
        """How many entities stand so."""
        return sum(one.standing in wanted for one in self.looks)

    @cached_property
    def clauses(self) -> Mapping[str, tuple[ClauseTotal, ...]]:
        """By name of a standard: its clauses in order."""
        names = dict.fromkeys(row.standard for _, row in self.rows if row.standard)
        return {name: tuple(self._totals(name)) for name in names}

    def _totals(self, standard: str) -> Iterator[ClauseTotal]:
        by_clause: dict[Clause, list[tuple[str, ClauseRow]]] = {}
        for look, row in self.rows:
            for one in row.clauses if row.standard == standard else ():
                by_clause.setdefault(one.clause, []).append((look.entity.name, one))
        for clause in sorted(by_clause):
            found = by_clause[clause]
            rungs = Counter(one.rung for _, one in found if one.rung is not None)
            low = min(rungs, default=None)
            yield ClauseTotal(
                clause=clause,
                title=found[0][1].title,
                rungs=rungs,
                not_applicable=sum(one.rung is None for _, one in found),
                questioned=sum(one.is_questioned for _, one in found),
                lowest=tuple(name for name, one in found if one.rung == low and low is not None),
            )
