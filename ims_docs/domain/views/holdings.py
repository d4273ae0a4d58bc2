"""What a repository holds: how many of each type, and in which states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ims_docs.domain.approval_state import standings
from ims_docs.model.repository import Repository
from ims_docs.model.type import Kind, Type

_ORDER = (Kind.DOCUMENT, Kind.REGISTER, Kind.RECORD)


class Holding(NamedTuple):
    """All documents, records or entries of one type."""

    type: Type
    number: int
    states: Mapping[str, int]
    """How many are in each state; of documents and their approvals."""


def holdings(repository: Repository) -> tuple[Holding, ...]:
    """Every type that has something: documents, registers, records, each in order of name."""
    counted: dict[str, Counter[str]] = {one.type: Counter() for one in repository.registers}
    for (name, state), number in Counter(_states(repository)).items():
        counted.setdefault(name, Counter())[state] = number
    types = sorted(
        (repository.types[name] for name in counted),
        key=lambda one: (_ORDER.index(one.kind), one.name),
    )
    return tuple(
        Holding(one, counted[one.name].total(), _in_order(one, counted[one.name])) for one in types
    )


def _states(repository: Repository) -> Iterator[tuple[str, str]]:
    for document in repository.documents:
        yield document.type, standings(repository).of(document).state.value
    for record in repository.records:
        yield record.type, record.state
    for register in repository.registers:
        for entry in register.entries:
            state = entry.values.get("status")
            yield register.type, state if isinstance(state, str) else ""


def _in_order(type_: Type, counted: Mapping[str, int]) -> Mapping[str, int]:
    """The states that something is in, as the type orders them; unknown ones come last."""
    status = type_.property("status")
    known = (*type_.life.names, *(status.choices if status else ()), *sorted(counted))
    return {state: counted[state] for state in dict.fromkeys(known) if state and state in counted}
