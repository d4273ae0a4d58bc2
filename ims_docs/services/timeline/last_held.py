"""Where something lay, and what it was, when it was last kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ims_docs.adapters.git import History
from ims_docs.formats import frontmatter
from ims_docs.formats.frontmatter import MalformedError
from ims_docs.model.content import Value
from ims_docs.model.removal import entry_digest, file_digest
from ims_docs.model.repository import Repository
from ims_docs.model.revision import Revision
from ims_docs.model.type import Kind
from ims_docs.services.timeline.revisions import formerly

_AT_ONCE = 50


class LastHeld(NamedTuple):
    """A document, record or entry as the history knew it last."""

    path: str
    type: str
    digest: str


def last_held(
    history: History, repository: Repository, revisions: Sequence[Revision], identifier: str
) -> LastHeld | None:
    """What had this id when it was last saved; None when nothing ever had it."""
    if path := formerly(history, revisions, identifier):
        blob = next((one.blob for one in revisions if one.current_path == path and one.blob), "")
        data = next(history.blobs([blob]), None) if blob else None
        kind = _values(data, path).get("type")
        return LastHeld(path, str(kind), file_digest(data)) if data and kind else None
    return _entry(history, repository, revisions, identifier)


def _entry(
    history: History, repository: Repository, revisions: Sequence[Revision], identifier: str
) -> LastHeld | None:
    prefix = identifier.partition("-")[0]
    registers = {
        one.path(""): one.name
        for one in repository.types.values()
        if one.kind is Kind.REGISTER and one.prefix in ("", prefix)
    }
    found = [one for one in revisions if one.path in registers]
    for one, data in _read(history, found):
        entries = _values(data, one.path).get("entries")
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict) and entry.get("id") == identifier:
                return LastHeld(one.path, registers[one.path], entry_digest(entry))
    return None


def _read(
    history: History, revisions: Sequence[Revision]
) -> Iterator[tuple[Revision, bytes | None]]:
    """The bytes that each revision took away, then those that it made; newest first."""
    for start in range(0, len(revisions), _AT_ONCE):
        some = revisions[start : start + _AT_ONCE]
        names = [name or "0" * 40 for one in some for name in (one.blob, one.former_blob)]
        data = history.blobs(names)
        for one in some:
            yield one, next(data)
            yield one, next(data)


def _values(data: bytes | None, path: str) -> dict[str, Value]:
    """The keys of a file, none where it cannot be read."""
    if data is None:
        return {}
    try:
        return dict(frontmatter.read(path, data).values)
    except MalformedError:
        return {}
