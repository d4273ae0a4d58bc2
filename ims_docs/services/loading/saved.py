"""Which statements the last commit holds, and whether the disk holds them as it does."""

from __future__ import annotations

from collections.abc import Mapping

from ims_docs.adapters.disk.tree import Tree, blob_name
from ims_docs.model.repository import Repository
from ims_docs.model.tree_entry import TreeEntry


def saved_statements(
    repository: Repository, tree: Tree, entries: Mapping[str, TreeEntry], kept: Mapping[str, str]
) -> dict[str, bool]:
    """By path: whether a saved statement is as it was saved. One that counts is not looked at.

    `kept` is what the last commit holds: path to git's name for the bytes.
    """
    said = [one.path for one in repository.statements if one.refused and one.path in kept]
    wanted = [name for path in said for name in (path, f"{path}.sig")]
    read = tree.read([entries[name] for name in wanted if name in entries])
    now = {entry.path: blob_name(data) for entry, data in read if isinstance(data, bytes)}
    saved = {one.path: True for one in repository.statements if one.path in kept}
    for path in said:
        saved[path] = all(now.get(name) == kept.get(name) for name in (path, f"{path}.sig"))
    return saved
