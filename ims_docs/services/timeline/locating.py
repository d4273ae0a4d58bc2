"""Where something lies that somebody names, or where it lay when it was last saved."""

from __future__ import annotations

import difflib

from ims_docs.adapters.git import History
from ims_docs.domain.unread import why_unread
from ims_docs.errors import ConfigurationError
from ims_docs.model.naming import id_called
from ims_docs.model.repository import Repository
from ims_docs.services.timeline.revisions import formerly
from ims_docs.services.workspace import Workspace


def files_about(workspace: Workspace, name: str) -> Repository:
    """What the files on disk say of one thing; of other records the names alone, where that is enough.

    A record lies under its id. Where none lies there, or another one, all of them are read.
    """
    known = workspace.types()
    identifier = id_called(known, name)
    if identifier in known.holders or known.register(identifier):
        return known
    if path := known.unread.get(identifier):
        known = workspace.types(path)
        if any(one.path == path for one in known.holders.get(identifier, ())):
            return known
    return workspace.files()


def locate(repository: Repository, history: History, identifier: str) -> str:
    """The path of what has this id, name or path, or had it when it was last saved.

    Raises ConfigurationError when there never was such a thing.
    """
    identifier = id_called(repository, identifier)
    holders = repository.holders.get(identifier)
    if holders:
        return holders[0].path
    register = repository.register(identifier)
    if register:
        return register.path
    if identifier in repository.removed:
        return repository.removed[identifier].path
    if identifier in repository.paths:
        return identifier
    if defect := why_unread(repository, identifier):
        return defect.path
    former = formerly(history, history.revisions(), identifier)
    if former:
        return former
    same = [
        one for one in repository.holders if one.partition("-")[0] == identifier.partition("-")[0]
    ]
    close = difflib.get_close_matches(identifier, same or repository.holders, 1)
    raise ConfigurationError(
        f"Nothing has the id {identifier!r}, and nothing ever had",
        hint=f"Did you mean {close[0]}?" if close else "`ims check` lists what there is.",
    )
