"""From one standard to another: what is new, what moved and what stayed, beside evidence and judgement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ims_docs.domain.coverage import ClauseCoverage, cover
from ims_docs.domain.worksheets.gap import Judgement, judgements
from ims_docs.domain.worksheets.sheet import Sheet, said
from ims_docs.model.clause import Clause
from ims_docs.model.content import Value
from ims_docs.model.repository import Repository
from ims_docs.model.standard import Crosswalk

NEW, MOVED, KEPT = "To be added", "Moved", "Kept"
_HEAD = ("Clause", "Before", "What to add", "Evidence", "Judged", "Owner", "Due")


class _Way(NamedTuple):
    """A clause of the new standard, and what leads to it."""

    clause: Clause
    origins: tuple[Clause, ...]
    add: str
    is_new: bool
    """Whether the crosswalk says so, whatever else leads to it."""

    @property
    def kind(self) -> str:
        """Whether it is new, has another number, or stayed."""
        if self.is_new or not self.origins:
            return NEW
        return KEPT if self.clause in self.origins else MOVED


def transition(
    repository: Repository, walk: Crosswalk, judged: Mapping[str, Value]
) -> tuple[Sheet, ...]:
    """A sheet for each of the three; `judged` are the keys of the newest gap analysis."""
    standard = repository.standards[walk.target]
    covered = {one.text.clause: one for one in cover(repository, standard).clauses}
    rows: dict[Clause, list[Judgement]] = {}
    for one in judgements(judged):
        rows.setdefault(one.clause, []).append(one)
    ways = list(_ways(walk, covered))
    return tuple(_sheet(kind, ways, covered, rows) for kind in (NEW, MOVED, KEPT))


def _ways(walk: Crosswalk, covered: Mapping[Clause, ClauseCoverage]) -> Iterator[_Way]:
    for clause, known in covered.items():
        leading = [one for one in walk.crossings if clause in one.targets]
        is_leaf = not any(one.parent == clause for one in covered)
        if is_leaf and known.applicable:
            origins = tuple(one.origin for one in leading if one.origin)
            add = " ".join(dict.fromkeys(one.add for one in leading))
            yield _Way(clause, origins, add, any(one.origin is None for one in leading))


def _sheet(
    kind: str,
    ways: Sequence[_Way],
    covered: Mapping[Clause, ClauseCoverage],
    rows: Mapping[Clause, Sequence[Judgement]],
) -> Sheet:
    found = [one for one in ways if one.kind == kind]
    found.sort(key=lambda one: (covered[one.clause].reach.rung, one.clause))
    return Sheet(
        name="transition",
        title=kind,
        head=_HEAD,
        rows=tuple(_row(one, covered[one.clause], rows.get(one.clause, ())) for one in found),
        notes=(f"{len(found)} of {len(ways)} clauses, the lowest evidence first.",),
        figures={"clauses": len(found)},
    )


def _row(way: _Way, known: ClauseCoverage, rows: Sequence[Judgement]) -> tuple[Value, ...]:
    levels = [one.level for one in rows if one.level is not None]
    first = max(rows, key=lambda one: one.urgency, default=None)
    owned = [said(first.values, key) if first and first.gap else "" for key in ("owner", "due")]
    return (
        f"{way.clause} {known.text.title}",
        ", ".join(map(str, way.origins)),
        way.add,
        f"{int(known.reach.rung)} {known.reach.rung.word}",
        min(levels, default=None),
        *owned,
    )
