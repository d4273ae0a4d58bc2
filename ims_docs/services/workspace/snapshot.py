"""One state of a repository, read once and whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ims_docs.adapters.disk.tree import Tree, WorkingTree
from ims_docs.adapters.git import History, RevisionTree
from ims_docs.adapters.git.digests import files_of
from ims_docs.model.repository import Repository
from ims_docs.model.tree_entry import TreeEntry
from ims_docs.services.loading.beside import Standing


@dataclass(frozen=True, kw_only=True, eq=False)
class Snapshot:
    """A state: what it means, and the bytes that it was read from."""

    repository: Repository
    tree: Tree
    history: History
    standing: Standing
    """The same, for one who asks what it would say with other texts."""

    @property
    def commit(self) -> str:
        """The commit that holds it, or that the files on disk follow."""
        return self.tree.commit if isinstance(self.tree, RevisionTree) else "HEAD"

    def body(self, path: str) -> bytes | None:
        """The bytes of a file; None when there is no such file or it cannot be read."""
        return self.bodies((path,)).get(path)

    def bodies(self, paths: Iterable[str]) -> dict[str, bytes]:
        """The bytes of some files, by path."""
        read = self.tree.read(self._entries_of(paths))
        return {entry.path: data for entry, data in read if isinstance(data, bytes)}

    def _entries_of(self, paths: Iterable[str]) -> list[TreeEntry]:
        """What is asked of the tree: a name is enough on disk, and nobody has to look at all."""
        if isinstance(self.tree, WorkingTree):
            return [TreeEntry(path) for path in paths]
        return [self._entries[path] for path in paths if path in self._entries]

    @property
    def kept(self) -> Mapping[str, bytes]:
        """The very bytes that were judged, by path; none unless it was opened to keep them."""
        return self.tree.kept if isinstance(self.tree, KeepingTree) else {}

    @cached_property
    def _entries(self) -> Mapping[str, TreeEntry]:
        return {entry.path: entry for entry in self.tree.entries()}

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """Path of each file to the SHA-256 of its bytes, as the commit holds them."""
        return {one.path: one.sha256 for one in files_of(self.history, self.commit)}


class KeepingTree:
    """A tree that keeps what it handed out, so that pages show the very bytes that were judged."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self.kept: dict[str, bytes] = {}

    @property
    def described(self) -> str:
        """What was read, in words."""
        return self._tree.described

    def entries(self) -> Iterator[TreeEntry]:
        """Every name under the folders that matter, in order of path."""
        return self._tree.entries()

    def read(self, entries: Iterable[TreeEntry]) -> Iterator[tuple[TreeEntry, bytes | str]]:
        """The bytes of each entry, or a sentence saying why they cannot be read."""
        for entry, data in self._tree.read(entries):
            if isinstance(data, bytes):
                self.kept[entry.path] = data
            yield entry, data
