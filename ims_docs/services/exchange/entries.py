"""Two people gave the same number to an entry of one register: whoever sent first keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ims_docs.adapters.git import History
from ims_docs.adapters.git.joining import Sides, keep_bytes
from ims_docs.errors import ImsDocsError
from ims_docs.formats import frontmatter
from ims_docs.model.content import Value
from ims_docs.model.repository import Repository
from ims_docs.services.exchange.lines import Lines
from ims_docs.services.records.next_ids import free_ids, past_ids
from ims_docs.services.records.renumbered import following
from ims_docs.services.workspace import Workspace


class NewEntries(NamedTuple):
    """Registers in which entries of one's own have another number now."""

    sides: tuple[Sides, ...]
    """Each register, ours with the new numbers."""
    numbers: dict[str, str]
    """Former id to new one."""


def new_entries(workspace: Workspace, repository: Repository, lines: Lines) -> NewEntries:
    """Give entries that both sides added under one number, and that were not sent yet, another one.

    An entry that both added alike is one entry, and keeps its number.
    """
    history, mine, theirs = workspace.history, lines.mine, lines.theirs
    found = NewEntries((), {})
    for register in repository.registers:
        path, type_ = register.path, repository.types[register.type]
        if not (path in mine.present and path in theirs.present and type_.prefix):
            continue
        sides = Sides(
            path, mine.former.get(path, ""), mine.present[path].blob, theirs.present[path].blob
        )
        text, *texts = _texts(history, (sides.ours, sides.theirs, *filter(None, (sides.base,))))
        ours, other, *before = (_entries(path, one) for one in (text, *texts))
        known = before[0] if before else {}
        twice = sorted(
            name for name in ours.keys() & other.keys() - known.keys() if ours[name] != other[name]
        )
        if not twice:
            continue
        free = free_ids(type_, repository, past_ids(history, type_) | other.keys())
        numbers = dict(zip(twice, free, strict=False))
        for old, new in numbers.items():
            text = following({path: text}, old, new).get(path, text)
        sides = sides._replace(ours=keep_bytes(history, text.encode()))
        found = NewEntries((*found.sides, sides), {**found.numbers, **numbers})
    return found


def _texts(history: History, names: Iterable[str]) -> list[str]:
    """The texts; one that is not there, or cannot be read, is empty: it is shown, and somebody chooses."""
    found = []
    for data in history.blobs(names):
        try:
            found.append(frontmatter.decode(data or b""))
        except ImsDocsError:
            found.append("")
    return found


def _entries(path: str, text: str) -> dict[str, Value]:
    """Each entry by its id; none where they cannot be read."""
    try:
        entries = frontmatter.read_text(path, text).values.get("entries") if text else None
    except ImsDocsError:
        return {}
    listed = entries if isinstance(entries, list) else []
    return {str(one["id"]): one for one in listed if isinstance(one, dict) and one.get("id")}
