"""What the commands that show something say of an id that was removed."""

from __future__ import annotations

from ims_docs.adapters.git import History
from ims_docs.adapters.git.changes import came_with
from ims_docs.domain.approval_state import people_of
from ims_docs.model.removal import statement_path
from ims_docs.model.repository import Repository
from ims_docs.reporters.removed import RemovedThing


def removed_thing(
    repository: Repository, history: History, identifier: str, ref: str = "HEAD"
) -> RemovedThing | None:
    """Who took out what has this id, when and why; None where no statement says so."""
    said = repository.removed.get(identifier)
    if said is None or repository.holders_of(identifier):
        return None
    type_ = repository.types.get(said.type)
    people = people_of(repository)
    name = people.name(said.person)
    return RemovedThing(
        removal=said,
        type_title=type_.title if type_ else said.type,
        who=f"{name} ({said.person})" if name != said.person else name,
        commit=came_with(history, ref, statement_path(identifier)),
    )
