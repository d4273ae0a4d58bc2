"""Who has read which text in force: what each person said, and what is open. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ims_docs.domain.approval_state import ApprovedVersion, Subject, people_of, standings
from ims_docs.model.directory import directory
from ims_docs.model.record import Record
from ims_docs.model.repository import Repository

ACKNOWLEDGEMENT = "acknowledgement"


class Read(NamedTuple):
    """What one person said of one version of a text."""

    record: Record
    place: int
    """Which of the texts of the record it is."""
    person: str
    text: str
    version: str
    digest: str

    @property
    def day(self) -> date | None:
        """The day on which it was said."""
        return self.record.date

    @property
    def is_by_another(self) -> bool:
        """Whether somebody else wrote it down."""
        return self.record.content.text("owner") != self.person


class Reading(NamedTuple):
    """A text in force, who has read exactly this version, and who has not."""

    subject: Subject
    approved: ApprovedVersion
    read: tuple[Read, ...]
    asked: tuple[str, ...]
    """Ids of the people whom its front matter asks to read it."""

    @property
    def name(self) -> str:
        """What the text is called by."""
        return self.subject.name

    @property
    def open(self) -> tuple[str, ...]:
        """Those who are asked and have not said so."""
        done = {one.person for one in self.read}
        return tuple(one for one in self.asked if one not in done)


def said(repository: Repository) -> Iterator[Read]:
    """Everything that people said, in the order of the records."""
    for record in sorted(repository.records, key=lambda one: one.id):
        if record.type != ACKNOWLEDGEMENT:
            continue
        texts = record.content.values.get("texts")
        for place, one in enumerate(texts if isinstance(texts, list) else ()):
            if isinstance(one, dict):
                words = (str(one.get(key, "")) for key in ("text", "version", "digest"))
                yield Read(record, place, record.content.text("person"), *words)


def readings(repository: Repository) -> tuple[Reading, ...]:
    """Every text in force, by its name. An acknowledgement counts when its record is closed."""
    known: dict[tuple[str, str, str], list[Read]] = {}
    for one in said(repository):
        if one.record.is_closed:
            known.setdefault((one.text, one.version, one.digest), []).append(one)
    subjects: tuple[Subject, ...] = (*repository.documents, *repository.registers)
    found = []
    for subject in subjects:
        approved = standings(repository).of(subject).in_force
        if approved is None:
            continue
        exact = (subject.name, approved.version, approved.digest)
        read = tuple(known.get(exact, ()))
        found.append(Reading(subject, approved, read, asked(repository, subject)))
    return tuple(sorted(found, key=lambda one: one.name))


def asked(repository: Repository, subject: Subject) -> tuple[str, ...]:
    """The people who are to read it and have not left, in the order of the register of people."""
    people, who = people_of(repository), directory(repository)
    there = [one for one in people.names if one not in people.left]
    if subject.content.values.get("everybody_reads") is True:
        return tuple(there)
    roles = subject.content.values.get("readers")
    named = [one for one in roles if isinstance(one, str)] if isinstance(roles, list) else []
    meant = {person for role in named for person in who.persons(role)}
    return tuple(one for one in there if one in meant)


def unread_by(repository: Repository, person: str) -> tuple[Reading, ...]:
    """The texts in force that this person is asked to read and has not."""
    return tuple(one for one in readings(repository) if person in one.open)
