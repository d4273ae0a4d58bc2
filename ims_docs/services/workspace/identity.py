"""Who works here: the registered person behind the address that git knows."""

from __future__ import annotations

from collections.abc import Sequence

from ims_docs.domain.approval_state import people_of
from ims_docs.errors import ConfigurationError
from ims_docs.model.repository import Repository

_PEOPLE = "docs/registers/people.yaml"


def known_person(repository: Repository, address: str) -> str:
    """The id of the person with this e-mail address, empty when nobody has it."""
    return people_of(repository).by_email(address) if address else ""


def require_person(repository: Repository, address: str, keys: Sequence[str] = ()) -> str:
    """The person who stands in these keys. Raises ConfigurationError when nobody is known."""
    if person := known_person(repository, address):
        return person
    if address:
        who = f"Nobody in {_PEOPLE} has your e-mail address {address}"
        known = "Add your address there, or set git's user.email to one that is there"
    else:
        who = "Git does not know your e-mail address"
        known = f"Set git's user.email to your address in {_PEOPLE}"
    options = " ".join(f"--set {key}=PER-…" for key in keys)
    raise ConfigurationError(
        f"{who}, so it is not clear who you are",
        hint=f"{known}, or say who it is: {options}" if options else f"{known}.",
    )
