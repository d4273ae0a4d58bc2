"""Other values for the keys of a document, a record or an entry of a register."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ims_docs.domain.unread import refuse_unread
from ims_docs.errors import ConfigurationError
from ims_docs.formats import frontmatter
from ims_docs.model.content import Value
from ims_docs.model.document import Document
from ims_docs.model.naming import id_called
from ims_docs.model.record import Record
from ims_docs.model.register import Entry
from ims_docs.model.repository import Repository
from ims_docs.model.type import Type
from ims_docs.services.records.record_text import with_keys, with_section
from ims_docs.services.records.register_text import with_entry_keys

_FIXED = {
    "id": "An id means one thing for ever",
    "type": "What something is does not change; add a new one",
    "closed_on": "The day is set when it is closed: ims close ID",
}


class Edited(NamedTuple):
    """What can be edited, and what it says now."""

    id: str
    path: str
    type: Type
    item: Document | Record | Entry
    values: Mapping[str, Value]

    def text(self, text: str, keys: Mapping[str, Value], sections: Mapping[str, str]) -> str:
        """Its file with other values. Raises ConfigurationError, MalformedError."""
        for name in keys:
            if why := self._fixed(name):
                raise ConfigurationError(f"`{name}` stays: {why}", hint="Nothing was changed.")
        with frontmatter.naming(self.path):
            if isinstance(self.item, Entry):
                return with_entry_keys(text, self.id, dict(keys))
            text = with_keys(text, dict(keys)) if keys else text
            for title, words in sections.items():
                text = with_section(text, title, words)
            return text

    def _fixed(self, name: str) -> str:
        if name == "status" and isinstance(self.item, Record):
            return f"the next state is reached by `ims move {self.id} STATE`"
        return _FIXED.get(name, "")


def find_edited(repository: Repository, identifier: str) -> Edited:
    """What has this id, in any case. Raises ConfigurationError."""
    name = id_called(repository, identifier)
    found = list(_held(repository, name))
    if len(found) == 1:
        return found[0]
    if found:
        raise ConfigurationError(
            f"{name} is held twice: {found[0].path} and {found[1].path}",
            hint=f"Give one of them another number first: `ims renumber {found[1].path}`.",
        )
    refuse_unread(repository, identifier)
    lost = f"{repository.lost[0]} cannot be read: `ims check` says why." if repository.lost else ""
    raise ConfigurationError(
        f"Nothing here has the id {identifier!r}", hint=lost or "`ims list TYPE` shows the ids."
    )


def find_entry(repository: Repository, identifier: str) -> Edited | None:
    """The entry with this id, where its type gives entries a state; None for anything else."""
    found = _held(repository, id_called(repository, identifier))
    entries = [one for one in found if isinstance(one.item, Entry) and one.type.property("status")]
    return entries[0] if len(entries) == len(found) == 1 else None


def _held(repository: Repository, name: str) -> list[Edited]:
    items: tuple[Document | Record, ...] = (*repository.documents, *repository.records)
    found = [
        Edited(name, one.path, repository.types[one.type], one, one.content.values)
        for one in items
        if name in (one.id, one.path)
    ]
    for register in repository.registers:
        type_ = repository.types[register.type]
        found += [
            Edited(name, register.path, type_, entry, entry.values)
            for entry in register.entries
            if entry.id == name
        ]
    return found
