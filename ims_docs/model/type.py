"""A type of documented information, as its schema describes it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from ims_docs.model.clause import Clause
from ims_docs.model.content import Value
from ims_docs.model.deadline import Deadline
from ims_docs.model.life import Life
from ims_docs.model.objection import Objection


class Kind(StrEnum):
    """The three shapes of documented information."""

    DOCUMENT = "document"
    RECORD = "record"
    REGISTER = "register"


ENTRY = "entry"
"""Stands for the entries of a register where a type says what may be removed."""
DRAFT, WITHDRAWN, SUPERSEDED = TEXT_STATES = ("draft", "withdrawn", "superseded")
"""States in which a document or register is not in force."""


QUESTIONS = "questions"
"""In place of rows: one for each question of the standard that leads, clause by clause."""


class Property(NamedTuple):
    """One key that front matter or an entry may have, as a person is asked for it."""

    name: str
    title: str
    description: str
    form: str
    """text, date, choice, number, list, person, role, id …: how the answer is read."""
    choices: tuple[str, ...] = ()
    required: bool = False
    required_in: tuple[str, ...] = ()
    """The states of a record that ask for it."""
    parts: tuple[Property, ...] = ()
    """The keys of a group, or of each group of a list."""
    each: tuple[Property, ...] = ()
    """What each of a list is, where it is no group: one property, or none."""
    names: str = ""
    """The type that the value has to name: "people", "idea", "any", "clause" …"""
    default: Value = None
    """What holds where it is not said."""
    start: Value = None
    """What a new one holds: rows to fill in, or QUESTIONS."""

    @property
    def form_of_each(self) -> str:
        """How each of a list is read; its own form where it is no list."""
        return self.each[0].form if self.each else self.form


class Impartiality(NamedTuple):
    """Whose work a record must not judge: keys that name its auditors, and what they looked at."""

    auditors: tuple[str, ...]
    looked_at: str
    handed_over: str = ""
    """A list that says what of it somebody else looks at: groups with `sample` and `to`."""


class Asks(NamedTuple):
    """Tables in the text of a record that ask something in each row, clause by clause."""

    answers: tuple[str, ...]
    """The titles of the columns that have to say something when it is closed."""
    scope: str = ""
    """The key that names the clauses it is about; the form is cut to them."""


class Type(NamedTuple):
    """A type: what it is called, where it lives, which clauses it serves."""

    name: str
    kind: Kind
    title: str
    description: str
    prefix: str
    folder: str
    clauses: Mapping[str, tuple[Clause, ...]]
    profiles: tuple[str, ...]
    sections: tuple[str, ...] = ()
    combines: tuple[str, ...] = ()
    """Types of documents and registers in whose place one document of it stands."""
    columns: tuple[str, ...] = ()
    review_months: int = 0
    retention_years: int = 0
    removal: tuple[str, ...] = ()
    """From where something of it may be taken out: states of a record's life, draft, withdrawn
    or superseded of a document or register, ENTRY for the entries of a register."""
    approver: str = ""
    life: Life = Life()
    """The states of a record; a document and a register have none."""
    somebody_else: Mapping[str, str] = MappingProxyType({})
    """Keys that name a person, and the key whose person it must not be."""
    closed: tuple[str, ...] = ()
    """States of an entry in which nothing of it is due any more."""
    series: tuple[str, ...] = ()
    """Keys that a newer record shares when it follows this one; none: every newer one follows."""
    deadlines: tuple[Deadline, ...] = ()
    impartial: Impartiality | None = None
    """Who judges in a record of it, and what."""
    made_by: tuple[tuple[str, ...], ...] = ()
    """The ways to the persons whose own work one of it is, besides its owner."""
    happened: tuple[tuple[str, ...], ...] = ()
    """The ways to its own dates that do not look ahead: they say when something happened."""
    objections: tuple[Objection, ...] = ()
    """How one of it makes a clause questioned."""
    asks: Asks | None = None
    """What the tables in its text ask."""
    sheets: tuple[str, ...] = ()
    """What is computed from one of it and shown beside it: scorecard, gap …"""
    properties: tuple[Property, ...] = ()
    """The keys of the front matter, or of one entry of a register."""

    def path(self, identifier: str) -> str:
        """Where a new one is kept, relative to the repository."""
        if self.kind is Kind.RECORD:
            return f"docs/{self.folder}/{identifier}.md"
        if self.kind is Kind.REGISTER:
            return f"docs/{self.folder}/{self.name}.yaml"
        return f"docs/{self.folder}/{self.name}.md"

    def property(self, name: str) -> Property | None:
        """The key with this name."""
        return next((key for key in self.properties if key.name == name), None)

    def asks_an_auditor(self, name: str) -> bool:
        """Whether a key names who judges the work of others, so that nobody names themselves in passing."""
        return self.impartial is not None and name in self.impartial.auditors

    def serves(self, standard: str, clause: Clause) -> bool:
        """Whether it serves this clause or one below it."""
        return any(clause.contains(own) for own in self.clauses.get(standard, ()))
