"""Who is who: people, their roles, and with what each can sign; and what is meant by a word."""

from __future__ import annotations

from typing import NamedTuple

from ims_docs.desk.asking import Answer, Call, page
from ims_docs.domain.approval_state import people_of
from ims_docs.model.trust import Key


class Person(NamedTuple):
    """Somebody of the people register."""

    id: str
    name: str
    roles: tuple[str, ...]
    keys: tuple[tuple[Key, bool], ...]
    """With what they sign, and whether it counts today."""
    has_left: bool


def people(call: Call) -> Answer:
    """Everybody, whoever sits here first."""
    sight = call.look()
    repository, now = sight.repository, sight.workspace.clock.now()
    known = people_of(repository)
    found = [
        Person(
            one,
            name,
            tuple(role for role in sight.who.roles if one in sight.who.persons(role)),
            tuple((key, key.is_valid_at(now)) for key in repository.trust.of_person(one)),
            one in known.left,
        )
        for one, name in sight.who.people.items()
    ]
    found.sort(key=lambda one: (one.id != sight.person, one.has_left, one.name.casefold()))
    return page("people.html", call, people=found)
