"""What every id stands for: people and roles by name, everything else by title."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ims_docs.model.directory import Directory, directory
from ims_docs.model.document import Document
from ims_docs.model.record import Record
from ims_docs.model.register import Entry
from ims_docs.model.repository import Repository


class Names(NamedTuple):
    """What the ids of a repository stand for."""

    who: Directory
    titles: Mapping[str, str]

    def beside(self, identifier: str) -> str:
        """The id together with what it stands for."""
        if identifier in self.who.people or identifier in self.who.roles:
            return f"{self.who.name(identifier)} ({identifier})"
        return f"{identifier} {self.titles.get(identifier, '')}".rstrip()


def names(repository: Repository) -> Names:
    """What the ids of a repository stand for."""
    titles: dict[str, str] = {}
    items: tuple[Document | Record, ...] = (*repository.documents, *repository.records)
    for item in items:
        titles.setdefault(item.id, item.title)
    for register in repository.registers:
        for entry in register.entries:
            titles.setdefault(entry.id, title_of(entry))
    return Names(directory(repository), titles)


def title_of(entry: Entry) -> str:
    """What an entry is called; nothing when it has neither title nor name."""
    called = entry.values.get("title") or entry.values.get("name")
    return called if isinstance(called, str) else ""
