"""Records as they were before the change that is judged."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import TypeAlias

from ims_docs.adapters.disk.tree import Tree
from ims_docs.formats import frontmatter, settings
from ims_docs.formats.schemas import Schemas
from ims_docs.model.change import Change, Version
from ims_docs.model.content import Content
from ims_docs.model.record import Record
from ims_docs.model.tree_entry import TreeEntry
from ims_docs.model.waiver import Waiver
from ims_docs.services.loading.content import load_file, load_keys

RECORDS = "docs/records/"

Blobs: TypeAlias = Callable[[Iterable[str]], Iterator["bytes | None"]]
"""The bytes of each of git's names, None for those that are missing."""


def changes(  # noqa: PLR0913, PLR0917 - two states, and how each is read
    former: Mapping[str, str],
    now: Iterable[Record],
    files: Mapping[str, TreeEntry],
    tree: Tree,
    blobs: Blobs,
    schemas: Schemas,
) -> Iterator[Change]:
    """Each record whose bytes changed. `former` names the bytes that a path had before.

    `files` are those of the tree, `blobs` gives bytes by name. A record is found again by its id, or else by its path. What could not be read
    before is passed over: it was no record.
    """
    if not former:
        return
    by_path = {record.path: record for record in now}
    by_id = {record.id: record for record in by_path.values() if record.id}
    found: list[tuple[Version, Record | None]] = []
    for path, data in zip(former, blobs(former.values()), strict=True):
        before = version(path, data, schemas) if data is not None else None
        if before is not None:
            found.append((before, by_id.get(before.record.id) or by_path.get(path)))
    entries = [files[path] for path in dict.fromkeys(one.path for _, one in found if one)]
    after_versions = {
        entry.path: version(entry.path, data, schemas)
        for entry, data in tree.read(entries)
        if isinstance(data, bytes)
    }
    for before, after in found:
        later = after_versions.get(after.path) if after else None
        if later is None or later.digest != before.digest:
            yield Change(before, later)


def unlike(kept: Mapping[str, str], read: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """What git keeps and the disk holds otherwise or not at all; `read` has names as in `hidden`."""
    return {path: blob for path, blob in kept.items() if blob not in read.get(path, ())}


def waivers_before(commits: Iterable[str], blobs: Blobs) -> tuple[Waiver, ...] | None:
    """The waivers of the settings of some commits; None where none of them has settings."""
    held = [one for one in blobs(f"{name}:{settings.FILE}" for name in commits) if one is not None]
    read = (load_keys(settings.FILE, data) for data in held)
    found = [
        one for each in read if isinstance(each, Content) for one in settings.read(each).waivers
    ]
    return tuple(found) if held else None


def digest(text: str) -> str:
    """The name of a file's content, whatever its line ends."""
    return "sha256:" + hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()


def is_record(path: str) -> bool:
    """Whether a record is kept at this path."""
    return path.startswith(RECORDS) and PurePosixPath(path).suffix == ".md"


def version(path: str, data: bytes, schemas: Schemas) -> Version | None:
    """Some bytes as a record; None where they are none."""
    record = load_file(path, data, schemas)
    if not isinstance(record, Record):
        return None
    return Version(record, frontmatter.body_of(data), digest(frontmatter.decode(data)))
