"""Drawings that could do more than show shapes and words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ims_docs.adapters.disk.tree import Tree
from ims_docs.formats.drawings import harm
from ims_docs.model.attachment import is_drawing
from ims_docs.model.repository import Repository
from ims_docs.model.tree_entry import TreeEntry

_UNREAD = "it cannot be read"


def with_drawings(
    repository: Repository, tree: Tree, entries: Mapping[str, TreeEntry]
) -> Repository:
    """The repository with what is wrong in its drawings; `entries` are its files."""
    wanted = [entry for path, entry in entries.items() if is_drawing(path)]
    if not wanted:
        return replace(repository, unsafe_drawings={}) if repository.unsafe_drawings else repository
    found: dict[str, str] = {}
    for entry, data in tree.read(wanted):
        why = harm(data) if isinstance(data, bytes) else _UNREAD
        if why:
            found[entry.path] = why
    return replace(repository, unsafe_drawings=found)
