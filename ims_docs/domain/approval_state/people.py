"""Who is one person, and who holds a role when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ims_docs.domain.analysis import derived_of_part
from ims_docs.domain.approval_state.standing import Subject
from ims_docs.model.approval import Meaning, Statement
from ims_docs.model.content import Value
from ims_docs.model.register import Entry
from ims_docs.model.repository import Repository

TOP_MANAGEMENT = "top-management"
"""Approves what the schema of a type gives to nobody else."""


@dataclass(frozen=True, eq=False)
class People:
    """The people register and the roles register, as far as approvals need them."""

    names: Mapping[str, str]
    """Id to name."""
    emails: Mapping[str, tuple[str, ...]]
    """Id to e-mail addresses, in lower case."""
    same: Mapping[str, str]
    """Id to the first id that shares an e-mail address: one address, one person."""
    left: frozenset[str]
    """Ids of those who have left."""
    roles: Mapping[str, Entry]

    def knows(self, person: str) -> bool:
        """Whether the person is registered."""
        return person in self.names

    def name(self, person: str) -> str:
        """The name of a person, the id of one who is not registered."""
        return self.names.get(person, person)

    def shown(self, person: str) -> str:
        """Name and id for people to read."""
        return f"{self.names[person]} ({person})" if person in self.names else person

    def is_same(self, one: str, other: str) -> bool:
        """Whether two ids stand for one person."""
        return self.same.get(one, one) == self.same.get(other, other)

    def among(self, person: str, others: tuple[str, ...]) -> bool:
        """Whether this person is one of the others, under any id."""
        return any(self.is_same(person, other) for other in others)

    def by_email(self, email: str) -> str:
        """The person with this e-mail address, empty when nobody has it."""
        wanted = email.casefold()
        return next((one for one, mails in self.emails.items() if wanted in mails), "")

    def holders(self, role: str, on: date) -> tuple[str, ...]:
        """Who holds a role on a day, deputies and former holders included."""
        entry = self.roles.get(role)
        if entry is None:
            return ()
        found = [*_texts(entry.values.get("holders")), *_texts([entry.values.get("deputy")])]
        former = entry.values.get("former")
        for one in former if isinstance(former, list) else ():
            if isinstance(one, dict) and on.isoformat() <= str(one.get("until", "")):
                found += _texts([one.get("person")])
        return tuple(dict.fromkeys(found))

    def may_act(self, person: str, role: str, on: date) -> bool:
        """Whether this person holds the role on that day."""
        return self.among(person, self.holders(role, on))


def approver_role(repository: Repository, subject: Subject) -> str:
    """The role that may approve it: what its type says, otherwise top management."""
    known = repository.types.get(subject.type)
    return known.approver if known and known.approver else TOP_MANAGEMENT


def role_acted_in(repository: Repository, subject: Subject, statement: Statement) -> str:
    """What the role is called in which somebody signed: the one that may approve, else the owner.

    Empty for whoever only says that a text is ready: that takes no role.
    """
    if statement.meaning is Meaning.PREPARED:
        return ""
    people = people_of(repository)
    roles = (approver_role(repository, subject), subject.content.text("owner"))
    day = statement.signed_at.date()
    held = next((role for role in roles if people.may_act(statement.signer, role, day)), roles[0])
    title = people.roles[held].values.get("title") if held in people.roles else held
    return title if isinstance(title, str) else held


@derived_of_part
def people_of(repository: Repository) -> People:
    """The people and roles of a repository."""
    people = repository.register("people")
    roles = repository.register("roles")
    entries = [one for one in people.entries if one.id] if people else []
    emails = {one.id: tuple(_addresses(one)) for one in entries}
    return People(
        names={one.id: str(one.values.get("name", one.id)) for one in entries},
        emails=emails,
        same=_same(emails),
        left=frozenset(one.id for one in entries if one.values.get("active") == "left"),
        roles={one.id: one for one in roles.entries} if roles else {},
    )


def _addresses(entry: Entry) -> Iterator[str]:
    """Every address of a person in lower case, the one for signing first."""
    for one in (entry.values.get("email"), *_texts(entry.values.get("other_emails"))):
        if isinstance(one, str) and one:
            yield one.casefold()


def _same(emails: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Each id with the first id that it shares an address with, directly or by way of others."""
    same = {person: person for person in emails}
    first: dict[str, str] = {}
    for person, addresses in emails.items():
        for address in addresses:
            one, other = same[first.setdefault(address, person)], same[person]
            if one != other:
                kept, gone = sorted((one, other), key=list(emails).index)
                same = {key: kept if value == gone else value for key, value in same.items()}
    return same


def _texts(value: Value) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
