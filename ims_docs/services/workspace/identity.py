"""Who works here: the registered person behind the address that git knows."""

from __future__ import annotations

from collections.abc import Sequence

from ims_docs.domain.approval_state import people_of
from ims_docs.errors import ConfigurationError
from ims_docs.model.naming import alike
from ims_docs.model.repository import Repository

_PEOPLE = "docs/registers/people.yaml"
_TELL = "`git config user.email ADDRESS`"


def known_person(repository: Repository, address: str) -> str:
    """The id of the person with this e-mail address, empty when nobody has it."""
    return people_of(repository).by_email(address) if address else ""


def require_person(repository: Repository, address: str, keys: Sequence[str] = ()) -> str:
    """The person who stands in these keys. Raises ConfigurationError when nobody is known."""
    if person := known_person(repository, address):
        return person
    if address:
        who = f"Nobody in {_PEOPLE} has your e-mail address {address}"
        known = f"Add your address there, or tell git one that is there: {_TELL}"
    else:
        who = "Git does not know your e-mail address"
        known = f"Tell git the address that you have in {_PEOPLE}: {_TELL}"
    options = " ".join(f"--set {key}=PER-…" for key in keys)
    raise ConfigurationError(
        f"{who}, so it is not clear who you are",
        hint=f"{known}, or say who it is: {options}" if options else f"{known}.",
    )


def not_registered(repository: Repository, person: str) -> ConfigurationError:
    """The error about somebody whom the people register does not name, which says who may be meant."""
    close = " or ".join(map(str, alike(repository, "people", person)))
    add = "`ims add people`"
    return ConfigurationError(
        f"{person} is not in the people register",
        hint=f"Did you mean {close}? Somebody else is added first: {add}."
        if close
        else f"Add the person first: {add}.",
    )
