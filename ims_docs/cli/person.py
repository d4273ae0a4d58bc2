"""Who is meant by the name, the address or the id that somebody gave."""

from __future__ import annotations

from ims_docs.errors import unknown
from ims_docs.model.directory import Directory, directory
from ims_docs.model.naming import meant
from ims_docs.model.repository import Repository

_LISTED = 10


def person_meant(repository: Repository, person: str) -> str:
    """The id of the person who is named, in whatever way; empty for nobody. Raises ConfigurationError."""
    who = directory(repository)
    if person and len(named := meant(repository, "people", person)) == 1:
        person = named[0].id
    if person and person not in who.people:
        raise _nobody(who, person)
    return person


def _nobody(who: Directory, person: str) -> Exception:
    listed = ", ".join(f"{one} {name}" for one, name in list(who.people.items())[:_LISTED])
    return unknown(
        "person",
        person,
        who.people,
        otherwise=f"There are: {listed}." if listed else "There are no people here yet.",
    )
