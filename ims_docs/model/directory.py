"""Who is who: what people and roles are called, and who holds a role."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ims_docs.model.register import Register
from ims_docs.model.repository import Repository


class Directory(NamedTuple):
    """The registers of people and roles, by id."""

    people: Mapping[str, str]
    """Id of a person to name."""
    roles: Mapping[str, str]
    """Id of a role to title."""
    holders: Mapping[str, tuple[str, ...]]
    """Id of a role to the people who hold it."""

    def name(self, identifier: str) -> str:
        """What a person or a role is called, the id itself when nobody knows."""
        return self.people.get(identifier) or self.roles.get(identifier) or identifier

    def called(self, identifier: str) -> str:
        """A person by name; a role by its title with those who hold it."""
        if identifier not in self.roles:
            return self.name(identifier)
        names = ", ".join(map(self.name, self.persons(identifier)))
        return f"{self.name(identifier)} ({names or 'no holder'})"

    def persons(self, identifier: str) -> tuple[str, ...]:
        """Ids of the people meant: a person himself, or those who hold a role."""
        if identifier in self.roles:
            return self.holders.get(identifier, ())
        return (identifier,) if identifier else ()


def directory(repository: Repository) -> Directory:
    """Who is who in a repository, as far as its registers can be read."""
    roles = repository.register("roles")
    return Directory(
        people=_called(repository.register("people"), "name"),
        roles=_called(roles, "title"),
        holders={
            entry.id: tuple(one for one in held if isinstance(one, str))
            for entry in (roles.entries if roles else ())
            if isinstance(held := entry.values.get("holders"), list)
        },
    )


def _called(register: Register | None, key: str) -> dict[str, str]:
    """Every entry by id with what it is called; the first one counts where an id is held twice."""
    found: dict[str, str] = {}
    for entry in register.entries if register else ():
        called = entry.values.get(key)
        found.setdefault(entry.id, called if isinstance(called, str) and called else entry.id)
    return found
