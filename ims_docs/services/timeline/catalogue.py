"""The past of indicators and objectives, and measurements that were changed after they were closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from ims_docs.adapters.git import History
from ims_docs.adapters.git.lineage import revisions
from ims_docs.domain.indicators import Known, past_of
from ims_docs.formats import frontmatter
from ims_docs.formats.frontmatter import MalformedError
from ims_docs.model.content import Value
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.repository import Repository
from ims_docs.model.revision import Revision

_CATALOGUES = ("indicators", "objectives")
_FIGURES = ("indicator", "period", "value", "number", "unit", "target", "judgement", "measure", "counted", "out_of")  # fmt: skip
"""What of a closed measurement a reader relies on."""

_Read: TypeAlias = "Mapping[str, Mapping[str, Value]]"


def known_of(history: History, repository: Repository, log: Iterable[Revision]) -> Known:
    """What only the history knows of the figures of a state. `log` are the changes that led to it."""
    measurements = {one.path: one for one in repository.records if one.type == "measurement"}
    registers = [each for name in _CATALOGUES if (each := repository.register(name))]
    wanted = {*measurements, *(each.path for each in registers)}
    by_path: dict[str, list[Revision]] = {path: [] for path in wanted}
    for one in log:
        if one.current_path in by_path and one.blob:
            by_path[one.current_path].append(one)
    read = _read(history, [one for some in by_path.values() for one in some])
    past = {}
    for register in registers:
        states = _states(register, by_path[register.path], read, repository.as_of)
        past.update(past_of(states))
    altered = {
        path
        for path, record in measurements.items()
        if record.is_closed and _is_altered(repository, record, by_path[path], read)
    }
    return Known(past, frozenset(altered))


def revisions_to(history: History, commit: str) -> tuple[Revision, ...]:
    """Every change that led to a commit, newest first."""
    return tuple(revisions(history.log(commit)))


def _states(
    register: Register, some: Sequence[Revision], read: _Read, today: date
) -> Iterator[tuple[date, Mapping[str, Mapping[str, Value]]]]:
    """What the entries said at each change, oldest first, and what they say now."""
    for one in reversed(some):
        if one.blob in read:
            yield one.committed.date(), _entries(read[one.blob])
    yield today, {one.id: one.values for one in register.entries if one.id}


def _entries(values: Mapping[str, Value]) -> dict[str, Mapping[str, Value]]:
    entries = values.get("entries")
    return {
        str(one["id"]): one
        for one in (entries if isinstance(entries, list) else ())
        if isinstance(one, dict) and one.get("id")
    }


def _is_altered(
    repository: Repository, record: Record, some: Sequence[Revision], read: _Read
) -> bool:
    """Whether it says something else than when it was closed, and no correction of it says so."""
    life, now = repository.types[record.type].life, record.content.values
    for one in reversed(some):
        values = read.get(one.blob, {})
        state = life.state(values.get("status"))
        if state and state.closes:
            corrected = set(_corrected(now))
            return any(values.get(key) != now.get(key) for key in _FIGURES if key not in corrected)
    return False


def _corrected(values: Mapping[str, Value]) -> Iterator[str]:
    corrections = values.get("corrections")
    for one in corrections if isinstance(corrections, list) else ():
        changed = one.get("changed") if isinstance(one, dict) else None
        for each in changed if isinstance(changed, list) else ():
            if isinstance(each, dict):
                yield str(each.get("key"))


def _read(history: History, some: Sequence[Revision]) -> _Read:
    """The keys at each change by git's name for the bytes; what could not be read then is left out."""
    names = list(dict.fromkeys(one.blob for one in some))
    found = {}
    for name, data in zip(names, history.blobs(names), strict=True):
        try:
            found[name] = frontmatter.read_either(data or b"").values
        except MalformedError:
            continue
    return found
