"""The record that a person means by an id."""

from __future__ import annotations

import difflib

from ims_docs.domain.unread import refuse_unread
from ims_docs.errors import ConfigurationError
from ims_docs.model.naming import id_called
from ims_docs.model.record import Record
from ims_docs.model.repository import Repository
from ims_docs.model.type import Kind, Type


def _no_record(repository: Repository, identifier: str) -> ConfigurationError:
    """What to do with a document or an entry, which no command moves."""
    (holder, *_) = repository.holders_of(identifier)
    type_ = repository.types[holder.type]
    message = f"{identifier} is no record, so it has no states that a command leads through"
    if type_.kind is not Kind.REGISTER:
        hint = (
            f"It is a document: its version and its approvals say where it stands. `ims show {identifier}` "
            f"shows that; `ims submit {identifier}` gives it to those who approve."
        )
        return ConfigurationError(message, hint=hint)
    status = type_.property("status")
    choices = f": {', '.join(status.choices)}" if status and status.choices else ""
    change = f"Change its `status` there{choices}" if status else "Change it there"
    return ConfigurationError(
        message,
        hint=f"It is an entry of {holder.path}, from line {holder.line}. {change}. "
        f"`ims show {identifier}` shows it.",
    )


def find_record(repository: Repository, identifier: str) -> tuple[Record, Type]:
    """The record with this id, in any case, and its type. Raises ConfigurationError."""
    identifier = id_called(repository, identifier)
    found = [one for one in repository.records if one.id == identifier]
    if len(found) > 1:
        raise ConfigurationError(
            f"{identifier} is held twice: {found[0].path} and {found[1].path}",
            hint=f"Give one of them another number first: `ims renumber {found[1].path}`.",
        )
    if found:
        return found[0], repository.types[found[0].type]
    if repository.holders_of(identifier):
        raise _no_record(repository, identifier)
    refuse_unread(repository, identifier)
    ids = [one.id for one in repository.records]
    same = [one for one in ids if one.partition("-")[0] == identifier.partition("-")[0]]
    close = difflib.get_close_matches(identifier, same or ids, 1)
    broken = [one.path for one in repository.defects if identifier in one.path]
    raise ConfigurationError(
        f"There is no record {identifier!r}",
        hint=f"{broken[0]} cannot be read; run `ims check {broken[0]}`."
        if broken
        else f"Did you mean {close[0]}?"
        if close
        else "`ims add TYPE` adds one.",
    )
