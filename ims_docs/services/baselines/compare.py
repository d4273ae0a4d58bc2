"""What changed between two states: documents, records, registers, and how far each clause had come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from ims_docs.adapters.git import History
from ims_docs.domain.approval_state import State, Subject, standings
from ims_docs.domain.coverage import Coverage, Rung, cover
from ims_docs.formats.diff import Comparison as Changes
from ims_docs.formats.diff import compare as compare_texts
from ims_docs.model.clause import Clause
from ims_docs.model.document import Document
from ims_docs.model.repository import Repository
from ims_docs.model.settings import LEADING
from ims_docs.model.standard import Standard

_ENDED = (State.WITHDRAWN, State.SUPERSEDED)


class ComparedState(NamedTuple):
    """One of the two states."""

    repository: Repository
    digests: Mapping[str, str]
    """Path of each file to the SHA-256 of its bytes."""


class Moved(NamedTuple):
    """A document, register or record that is not what it was."""

    id: str
    title: str
    path: str
    former_path: str
    """Where it lay then; empty when it was not there."""
    before: str
    """Its version and state then; empty when it was not there."""
    after: str
    """Its version and state now; empty when it is not there any more."""
    changes: Changes | None = None
    """What changed in its text, where that was asked for and anything did."""


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
    records_added: tuple[Moved, ...]
    records_changed: tuple[Moved, ...]
    records_removed: tuple[Moved, ...]
    standard: Standard
    """The one whose clauses are compared."""
    coverage: Mapping[Rung, tuple[int, int]]
    """By rung: how many clauses stood there then and stand there now."""
    steps: tuple[Step, ...]


class _Held(NamedTuple):
    """A document, register or record on one side."""

    title: str
    path: str
    digest: str
    state: str
    is_ended: bool = False


def compare(before: ComparedState, after: ComparedState) -> Comparison:
    """Compare two readings."""
    then, now = _subjects(before), _subjects(after)
    moved = _moved(then, now)
    ended = {
        name
        for name, one in then.items()
        if not one.is_ended and (name not in now or now[name].is_ended)
    }
    old, new = _records(before), _records(after)
    records = _moved(old, new)
    standard = _in_both(before.repository, after.repository)
    ladders = [cover(one.repository, one.repository.standards[standard]) for one in (before, after)]
    return Comparison(
        added=tuple(one for one in moved if one.id not in then),
        changed=tuple(one for one in moved if one.id in then and one.id in now.keys() - ended),
        withdrawn=tuple(one for one in moved if one.id in ended),
        records=(len(before.repository.records), len(after.repository.records)),
        records_added=tuple(one for one in records if one.id not in old),
        records_changed=tuple(one for one in records if one.id in old and one.id in new),
        records_removed=tuple(one for one in records if one.id not in new),
        standard=ladders[1].standard,
        coverage={
            rung: (_standing(ladders[0], rung), _standing(ladders[1], rung)) for rung in Rung
        },
        steps=_steps(*ladders),
    )


def with_redlines(found: Comparison, history: History, before: str, after: str) -> Comparison:
    """The same, with what changed in each text from one commit to the other."""

    def redlined(moved: tuple[Moved, ...]) -> tuple[Moved, ...]:
        old = history.blobs(f"{before}:{one.former_path}" for one in moved)
        new = history.blobs(f"{after}:{one.path}" for one in moved)
        redlines = [
            compare_texts(then, now, one.path)
            for one, then, now in zip(moved, old, new, strict=True)
        ]
        return tuple(
            one._replace(changes=None if redline.is_same else redline)
            for one, redline in zip(moved, redlines, strict=True)
        )

    return replace(
        found, changed=redlined(found.changed), records_changed=redlined(found.records_changed)
    )


def _in_both(before: Repository, after: Repository) -> str:
    """The standard that leads now, or else the next in use that both states know."""
    used = (*after.settings.standards, *before.settings.standards, LEADING)
    return next(one for one in used if one in before.standards and one in after.standards)


def _subjects(side: ComparedState) -> dict[str, _Held]:
    known = standings(side.repository)
    found: dict[str, Subject] = {one.type: one for one in side.repository.registers}
    found.update({one.id: one for one in side.repository.documents if one.id})
    held = {}
    for name, one in found.items():
        standing = known.of(one)
        version = one.version if isinstance(one, Document) else standing.version
        state = f"version {version}, {standing.state}" if version else str(standing.state)
        digest = side.digests.get(one.path, "")
        held[name] = _Held(one.title, one.path, digest, state, standing.state in _ENDED)
    return held


def _records(side: ComparedState) -> dict[str, _Held]:
    return {
        one.id: _Held(
            one.title, one.path, side.digests.get(one.path, ""), one.state or "without a state"
        )
        for one in side.repository.records
        if one.id
    }


def _moved(then: Mapping[str, _Held], now: Mapping[str, _Held]) -> tuple[Moved, ...]:
    """Everything that came, went, or is not what it was; in order of id."""
    found = []
    for name in sorted({*then, *now}):
        old, new = then.get(name), now.get(name)
        one = new or old
        if one is not None and old != new:
            found.append(
                Moved(
                    id=name,
                    title=one.title,
                    path=one.path,
                    former_path=old.path if old else "",
                    before=old.state if old else "",
                    after=new.state if new else "",
                )
            )
    return tuple(found)


def _standing(coverage: Coverage, rung: Rung) -> int:
    return sum(one.applicable and one.reach.rung is rung for one in coverage.clauses)


def _steps(before: Coverage, after: Coverage) -> tuple[Step, ...]:
    then = {one.text.clause: one for one in before.clauses}
    return tuple(
        Step(one.text.clause, one.text.title, then[one.text.clause].reach.rung, one.reach.rung)
        for one in after.clauses
        if one.text.clause in then and then[one.text.clause].reach.rung != one.reach.rung
    )
