"""Two people gave the same number to an entry of one register: whoever sent first keeps it."""

from __future__ import annotations

from typing import NamedTuple

from ims_docs.adapters.git import History
from ims_docs.adapters.git.changes import commit_changes
from ims_docs.adapters.git.commits import common
from ims_docs.adapters.git.joining import Sides, keep_bytes
from ims_docs.errors import ImsDocsError
from ims_docs.formats import frontmatter
from ims_docs.model.repository import Repository
from ims_docs.services.records.next_ids import free_ids, past_ids
from ims_docs.services.records.renumbered import following
from ims_docs.services.workspace import Workspace


class NewEntries(NamedTuple):
    """Registers in which entries of one's own have another number now."""

    sides: tuple[Sides, ...]
    """Each register, ours with the new numbers."""
    numbers: dict[str, str]
    """Former id to new one."""


def new_entries(workspace: Workspace, repository: Repository, line: tuple[str, str]) -> NewEntries:
    """Give entries that both sides added under one number, and that were not sent yet, another one."""
    history, (head, theirs) = workspace.history, line
    base = common(history, head, theirs)
    mine, other = commit_changes(history, head, base), commit_changes(history, theirs, base)
    found = NewEntries((), {})
    for register in repository.registers:
        path, type_ = register.path, repository.types[register.type]
        if not (path in mine.present and path in other.present and type_.prefix):
            continue
        names = (f"{base}:{path}", mine.present[path].blob, other.present[path].blob)
        texts = _texts(history, names)
        before, ours, other_ids = (_ids(path, text) for text in texts)
        twice = sorted((ours & other_ids) - before)
        if not twice:
            continue
        taken = past_ids(history, type_) | other_ids
        numbers = dict(zip(twice, free_ids(type_, repository, taken), strict=False))
        text = texts[1]
        for old, new in numbers.items():
            text = following({path: text}, old, new).get(path, text)
        sides = Sides(path, names[0], keep_bytes(history, text.encode()), names[2])
        found = NewEntries((*found.sides, sides), {**found.numbers, **numbers})
    return found


def _texts(history: History, names: tuple[str, str, str]) -> list[str]:
    """The three texts; one that is not there, or cannot be read, is empty."""
    return [(data or b"").decode("utf-8", "surrogateescape") for data in history.blobs(names)]


def _ids(path: str, text: str) -> frozenset[str]:
    try:
        entries = frontmatter.read_text(path, text).values.get("entries") if text else None
    except ImsDocsError:
        return frozenset()  # what cannot be read is shown, and somebody chooses
    listed = entries if isinstance(entries, list) else []
    return frozenset(str(one["id"]) for one in listed if isinstance(one, dict) and one.get("id"))
