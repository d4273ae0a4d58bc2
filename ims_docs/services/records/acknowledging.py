"""The record by which a person says that he or she has read texts in force."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ims_docs.domain.approval_state import Subject, people_of
from ims_docs.domain.views.reading import ACKNOWLEDGEMENT, Reading, readings
from ims_docs.errors import ConfigurationError, RefusedError
from ims_docs.model.content import Value
from ims_docs.model.naming import id_called
from ims_docs.model.repository import Repository
from ims_docs.services.records.add import add
from ims_docs.services.records.drafting import Draft, Drafting
from ims_docs.services.workspace.transaction import Transaction

SECTION = "What was read"
_TITLE = 120


class Reader(NamedTuple):
    """Who has read, who writes it down, and when."""

    person: str
    owner: str
    day: date


def texts_meant(repository: Repository, names: Sequence[str]) -> tuple[Reading, ...]:
    """The texts in force that are named. Raises ConfigurationError, RefusedError."""
    known = {one.name: one for one in readings(repository)}
    found = []
    for name in dict.fromkeys(id_called(repository, one) for one in names):
        if name not in known:
            subjects: tuple[Subject, ...] = (*repository.documents, *repository.registers)
            if name in {one.name for one in subjects}:
                raise RefusedError(
                    f"No version of {name} is in force",
                    hint=f"Only an approved text can be acknowledged. `ims show {name}` says where it stands.",
                )
            raise ConfigurationError(
                f"{name!r} is no document and no register",
                hint="`ims acknowledge` without an id lists what you have not read.",
            )
        found.append(known[name])
    return tuple(found)


def still_open(texts: Sequence[Reading], person: str) -> tuple[Reading, ...]:
    """Those of which this person has not said it yet, asked to or not."""
    return tuple(one for one in texts if person not in {each.person for each in one.read})


def keys_and_sections(
    repository: Repository, reader: Reader, texts: Sequence[Reading]
) -> tuple[Mapping[str, Value], Mapping[str, str]]:
    """The record, complete and closed."""
    day, name = reader.day.isoformat(), people_of(repository).name(reader.person)
    what = ", ".join(f"{one.name} {one.approved.version}" for one in texts)
    title = f"{name} has read {what}"
    named: list[Value] = [
        {"text": one.name, "version": one.approved.version, "digest": one.approved.digest}
        for one in texts
    ]
    keys: dict[str, Value] = {
        "title": title if len(title) <= _TITLE else f"{name} has read {len(texts)} texts"[:_TITLE],
        "date": day,
        "owner": reader.owner,
        "status": "closed",
        "closed_on": day,
        "person": reader.person,
        "texts": named,
    }
    lines = [f"- {one.name} {one.subject.title}, version {one.approved.version}." for one in texts]
    return keys, {SECTION: "\n".join(lines)}


def acknowledge(
    transaction: Transaction,
    reader: Reader,
    texts: Sequence[Reading],
    *,
    judge: Callable[[], None],
) -> tuple[Draft, str]:
    """Write the record; it and its title. Raises as `judge` does."""
    keys, sections = keys_and_sections(transaction.repository, reader, texts)
    drafting = Drafting(
        transaction=transaction,
        type=transaction.repository.types[ACKNOWLEDGEMENT],
        person=lambda _: reader.owner,
    )
    return add(drafting, keys, sections, judge=judge), str(keys["title"])
