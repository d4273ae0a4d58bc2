"""What was kept before the change that is judged and is gone; and the statements that say why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from ims_docs.adapters.disk.tree import Tree
from ims_docs.formats import frontmatter
from ims_docs.formats.schemas import Schemas
from ims_docs.model.document import Document
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.removal import (
    Gone,
    Removal,
    StoredRemoval,
    entry_digest,
    file_digest,
    is_statement_path,
    suggestions,
)
from ims_docs.model.repository import Repository
from ims_docs.model.tree_entry import TreeEntry
from ims_docs.services.loading.content import Loaded, is_content, load_file
from ims_docs.services.loading.former import Blobs

First: TypeAlias = Callable[[str], "bytes | None"]
"""What a file held when it came first."""

Known: TypeAlias = Mapping[str, Loaded]
"""What was read of the state before, by path."""


def stored_removals(
    paths: Iterable[str], tree: Tree, entries: Mapping[str, TreeEntry]
) -> tuple[StoredRemoval, ...]:
    """The removal statements among some files, in order of path."""
    wanted = sorted(one for one in paths if is_statement_path(one) and one in entries)
    read = tree.read([entries[one] for one in wanted])
    return tuple(_stored(entry.path, data) for entry, data in read)


def broken_removals(
    former: Mapping[str, str],
    blobs: Blobs,
    now: Repository,
    tree: Tree,
    entries: Mapping[str, TreeEntry],
) -> tuple[StoredRemoval, ...]:
    """Removal statements that were kept, and are not as they were, but for those that were undone.

    A removal is undone when what it is about is held again, as it was when it went.
    """
    paths = [one for one in former if is_statement_path(one)]
    stored = [
        _stored(path, data)
        for path, data in zip(paths, blobs(former[one] for one in paths), strict=True)
        if data is not None
    ]
    same = {one.path: one.removal for one in now.removals}
    return tuple(
        one
        for one in stored
        if one.removal is not None
        and not one.refused
        and same.get(one.path) != one.removal
        and (one.path in entries or one.removal.digest not in _held(one.named, now, tree, entries))
    )


def _held(
    name: str, now: Repository, tree: Tree, entries: Mapping[str, TreeEntry]
) -> Iterator[str]:
    """The digest of whatever has this id now."""
    for register in now.registers:
        yield from (entry_digest(one.values) for one in register.entries if one.id == name)
    paths = [one.path for one in now.controlled if name in (getattr(one, "id", ""), one.type)]
    read = tree.read([entries[one] for one in paths if one in entries])
    yield from (file_digest(data) for _, data in read if isinstance(data, bytes))


def gone_things(  # noqa: PLR0913, PLR0917 - two states, and how each is read
    former: Mapping[str, str],
    blobs: Blobs,
    schemas: Schemas,
    now: Repository,
    first: First,
    known: Known | None = None,
) -> Iterator[Gone]:
    """What files held before and no file holds now. `former` names the bytes they had.

    `known` is what was read of those bytes already. What could not be read before is passed
    over, and so is what lies in a file that cannot be read now: that is another finding.
    """
    paths = [path for path in former if is_content(path)]
    unknown = [path for path in paths if path not in (known or {})]
    read = dict(zip(unknown, blobs(former[one] for one in unknown), strict=True))
    items = {
        **(known or {}),
        **{path: load_file(path, data, schemas) for path, data in read.items() if data is not None},
    }
    lost: frozenset[str] | None = None
    for path in paths:
        item = items.get(path)
        missing = _missing(item, now)
        data = read.get(path) or (next(iter(blobs([former[path]])), None) if missing else None)
        untouched = _untouched(item, missing, data, first)
        for identifier in missing:
            lost = frozenset(now.lost) if lost is None else lost
            if path not in lost and isinstance(item, Document | Record | Register) and data:
                one = _gone(identifier, item, data)
                yield one._replace(is_suggestion=identifier in untouched)


def _missing(item: Loaded | None, now: Repository) -> list[str]:
    """The ids that it held and nothing holds now; of a register that went, its name alone."""
    if isinstance(item, Register):
        if item.type and now.register(item.type) is None:
            return [item.type]
    elif not isinstance(item, Document | Record):
        return []
    return [name for name, _ in item.held if not now.holders_of(name)]


def _untouched(
    item: Loaded | None, missing: list[str], data: bytes | None, first: First
) -> set[str]:
    """What nobody has worked on: a form as it came, an entry that its register came with."""
    if isinstance(item, Record) and missing and item.body.is_unfilled and not item.is_closed:
        return set(missing) if data == first(item.path) else set()
    if not isinstance(item, Register) or missing in ([], [item.type]):
        return set()
    here = suggestions(item.content.values)
    came = first(item.path) if here else None
    try:
        values = frontmatter.read_keys(came).values if came else {}
    except frontmatter.MalformedError:
        return set()
    brought = suggestions(values)
    return {one for one in missing if one in here and here[one] == brought.get(one)}


def _gone(identifier: str, item: Document | Record | Register, data: bytes) -> Gone:
    if isinstance(item, Register) and identifier != item.type:
        entry = next(one for one in item.entries if one.id == identifier)
        return Gone(identifier, item.path, entry_digest(entry.values), item, entry)
    return Gone(identifier, item.path, file_digest(data), item)


def _stored(path: str, data: bytes | str) -> StoredRemoval:
    if isinstance(data, str):
        return StoredRemoval(path, None, data)
    try:
        removal = Removal.parse(data)
    except ValueError as error:
        return StoredRemoval(path, None, str(error))
    one = StoredRemoval(path, removal)
    if removal.removed != one.named:
        return one._replace(refused=f"It speaks of {removal.removed}, and lies with another id")
    return one
