"""What is said before and after a question: what it is about, what is offered, how an answer was understood."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ims_docs.cli.writing import tell
from ims_docs.formats import frontmatter
from ims_docs.model.content import Value
from ims_docs.model.repository import Repository
from ims_docs.model.type import Property
from ims_docs.services.records.trial import Trial

_FORMAL = ("Id of", "Ids of", "Calendar date as", "Prefix, hyphen")
"""Descriptions that say how a value is written, which nobody has to know who is asked."""
_OF_ITS_OWN = (
    "id", "type", "title", "date", "owner", "status", "closed_on", "classification", "related",
    "corrections",
)  # fmt: skip
"""Keys that every record says for itself."""


class Offer(NamedTuple):
    """A value that something else says, and which that is."""

    value: Value = ""
    source: str = ""


def tell_about(key: Property, people: Mapping[str, str], roles: Mapping[str, str]) -> None:
    """What a key means, and who can be named."""
    if key.description and not key.description.startswith(_FORMAL):
        tell(f"  {key.description}")
    if key.form_of_each == "person" and people:
        shown = ", ".join(f"{identifier} {name}" for identifier, name in people.items())
        tell(f"  People, by id or name: {shown}")
    if key.form_of_each == "role" and roles:
        tell(f"  Roles: {', '.join(roles)}")


def tell_understood(key: Property, typed: str, said: Value, people: Mapping[str, str]) -> None:
    """A choice that is kept in other words than it was typed, such as a yes; who a first name is."""
    meant = [str(one) for one in listed(said) if str(one) in people]
    names = [people[one] for one in meant]
    if key.form_of_each == "person" and any(
        one.casefold() not in typed.casefold() and name.casefold() not in typed.casefold()
        for one, name in zip(meant, names, strict=True)
    ):
        tell(f"  Understood: {'; '.join(names)}")
    if key.choices and isinstance(said, str) and typed.strip().casefold() != said.casefold():
        tell(f"  Understood: {said}")


def offered(
    repository: Repository, trial: Trial, keys: Mapping[str, Value], key: Property
) -> Offer:
    """What the record or entry that this one names says under the same key, such as its plan."""
    if key.name in _OF_ITS_OWN or key.parts:
        return Offer()
    type_ = trial.type
    try:
        values = frontmatter.read_text(*trial.text(keys, {})).values
    except frontmatter.MalformedError:
        return Offer()
    for one in type_.properties:
        name = values.get(one.name)
        if one.form != "id" or not one.names or not isinstance(name, str):
            continue
        value = _values_of(repository, name).get(key.name)
        other = next((repository.types[x.type] for x in repository.holders_of(name)), None)
        same = other.property(key.name) if other else None
        if value not in (None, "", []) and same and same.form == key.form:
            return Offer(value, name)
    return Offer()


def _values_of(repository: Repository, identifier: str) -> Mapping[str, Value]:
    for register in repository.registers:
        for entry in register.entries:
            if entry.id == identifier:
                return entry.values
    found = (one.content.values for one in repository.records if one.id == identifier)
    return next(found, {})


def listed(value: Value) -> list[Value]:
    """A value as a list of its own."""
    return value if isinstance(value, list) else [value]
