"""What changed between two states: documents, records, registers, and how far each clause had come. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ims_docs.approvals import State, Subject, standings
from ims_docs.clauses import Clause
from ims_docs.coverage import Coverage, Rung, cover
from ims_docs.model.document import Document
from ims_docs.model.repository import Repository


class Moved(NamedTuple):
    """A document or register that is not what it was."""

    id: str
    title: str
    path: str
    before: str
    """Its version and state then; empty when it was not there."""
    after: str
    """Its version and state now; empty when it is not there any more."""


class Step(NamedTuple):
    """A clause whose rung is another one."""

    clause: Clause
    title: str
    before: Rung
    after: Rung


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two states side by side."""

    added: tuple[Moved, ...]
    changed: tuple[Moved, ...]
    withdrawn: tuple[Moved, ...]
    """Withdrawn, or not there any more."""
    records: tuple[int, int]
    """How many there were then and are now."""
    coverage: Mapping[Rung, tuple[int, int]]
    """By rung: how many clauses stood there then and stand there now."""
    steps: tuple[Step, ...]


def compare(
    before: Repository, after: Repository, changed_paths: frozenset[str], standard: str
) -> Comparison:
    """Compare two readings. `changed_paths` are the files of the later one whose bytes are others."""
    then, now = _subjects(before), _subjects(after)
    moved = {
        name: Moved(
            name,
            (now.get(name) or then[name]).title,
            (now.get(name) or then[name]).path,
            _shown(before, then.get(name)),
            _shown(after, now.get(name)),
        )
        for name in sorted({*then, *now})
    }
    gone = {name for name in then if _is_gone(after, now.get(name))}
    gone -= {name for name in then if _is_gone(before, then[name])}
    changed = [
        name
        for name in then
        if name in now
        and name not in gone
        and (now[name].path in changed_paths or moved[name].before != moved[name].after)
    ]
    ladders = cover(before, before.standards[standard]), cover(after, after.standards[standard])
    return Comparison(
        added=tuple(moved[name] for name in sorted(now) if name not in then),
        changed=tuple(moved[name] for name in sorted(changed)),
        withdrawn=tuple(moved[name] for name in sorted(gone)),
        records=(len(before.records), len(after.records)),
        coverage={
            rung: (_standing(ladders[0], rung), _standing(ladders[1], rung)) for rung in Rung
        },
        steps=_steps(*ladders),
    )


def _subjects(repository: Repository) -> dict[str, Subject]:
    found: dict[str, Subject] = {one.type: one for one in repository.registers}
    found.update({one.id: one for one in repository.documents if one.id})
    return found


def _shown(repository: Repository, subject: Subject | None) -> str:
    if subject is None:
        return ""
    standing = standings(repository).of(subject)
    version = subject.version if isinstance(subject, Document) else standing.version
    return f"version {version}, {standing.state}" if version else str(standing.state)


def _is_gone(repository: Repository, subject: Subject | None) -> bool:
    ended = (State.WITHDRAWN, State.SUPERSEDED)
    return subject is None or standings(repository).of(subject).state in ended


def _standing(coverage: Coverage, rung: Rung) -> int:
    return sum(one.applicable and one.reach.rung is rung for one in coverage.clauses)


def _steps(before: Coverage, after: Coverage) -> tuple[Step, ...]:
    then = {one.text.clause: one for one in before.clauses}
    return tuple(
        Step(one.text.clause, one.text.title, then[one.text.clause].reach.rung, one.reach.rung)
        for one in after.clauses
        if one.text.clause in then and then[one.text.clause].reach.rung != one.reach.rung
    )
