"""Who saves: a registered person, under the name that the register has."""

from __future__ import annotations

from collections.abc import Mapping

from ims_docs.adapters.git.remembered import become
from ims_docs.domain.approval_state import people_of
from ims_docs.errors import ConfigurationError
from ims_docs.model.naming import alike, meant
from ims_docs.model.repository import Repository
from ims_docs.services.workspace import Workspace
from ims_docs.services.workspace.identity import require_person


def author(workspace: Workspace, repository: Repository, called: str = "") -> Mapping[str, str]:
    """What git is told about whoever saves: the person of git's address, or the one called so.

    Raises ConfigurationError when that is nobody, or nobody with an address.
    """
    person = (
        _called(repository, called) if called else require_person(repository, workspace.address)
    )
    people = people_of(repository)
    address = _address(repository, person) if called else workspace.address
    told = {"GIT_AUTHOR_NAME": people.name(person), "GIT_AUTHOR_EMAIL": address}
    if called or not workspace.history.user_email():
        told |= {"GIT_COMMITTER_NAME": people.name(person), "GIT_COMMITTER_EMAIL": address}
    return {**workspace.identity, **told}


def sit_down(workspace: Workspace, repository: Repository, called: str) -> str:
    """Remember for this copy that a registered person works here; returns the id.

    Raises ConfigurationError as `author` does. It proves nothing: what proves who approved is
    a signature.
    """
    person = _called(repository, called)
    name = people_of(repository).name(person)
    become(workspace.history, name, _address(repository, person))
    return person


def _called(repository: Repository, name: str) -> str:
    found = meant(repository, "people", name)
    if len(found) == 1:
        return found[0].id
    close = found or alike(repository, "people", name)
    raise ConfigurationError(
        f"{name} is nobody in the people register"
        if not found
        else f"{name} is the name of several people",
        hint=f"Did you mean {' or '.join(map(str, close))}?"
        if close
        else "Say your name or your id, such as PER-0001: `ims list people` shows them.",
    )


def _address(repository: Repository, person: str) -> str:
    register = repository.register("people")
    entries = register.entries if register else ()
    found = next((one.values.get("email") for one in entries if one.id == person), None)
    if isinstance(found, str) and found:
        return found
    raise ConfigurationError(
        f"{people_of(repository).shown(person)} has no e-mail address in docs/registers/people.yaml",
        hint="Add it there: git keeps under it who saved what.",
    )
