"""The files of a repository as they lie on disk: names, kinds, bytes. Follows no link."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from ims_docs.errors import UnreadableError
from ims_docs.model.tree_entry import (
    FOLDERS,
    MAX_READ,
    ROOT_FILES,
    EntryKind,
    TreeEntry,
    too_large,
)

_DEEPEST = 60
"""Folders below one another; more fit into no path of many systems."""
_HOW = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class Tree(Protocol):
    """Where files are read from: the disk, the index, a revision."""

    @property
    def described(self) -> str:
        """In words for the report: "the files on disk"."""

    def entries(self) -> Iterator[TreeEntry]:
        """Every name under the folders that matter, in order."""

    def read(self, entries: Iterable[TreeEntry]) -> Iterator[tuple[TreeEntry, bytes | str]]:
        """The bytes of each entry, or a sentence saying why they cannot be read."""


class Listed(Tree, Protocol):
    """A tree whose names are known."""

    @property
    def files(self) -> Mapping[str, TreeEntry]:
        """Every name that is looked at, in order of path."""


class WorkingTree:
    """The files on disk below a root folder."""

    described = "the files on disk"

    def __init__(self, root: Path) -> None:
        self.root = root

    def entries(self) -> Iterator[TreeEntry]:
        """Every name under the folders that matter, in order of path."""
        for name in sorted((*FOLDERS, *ROOT_FILES)):
            path = self.root / name
            try:
                mode = path.lstat().st_mode
            except OSError:
                continue
            if stat.S_ISDIR(mode):
                yield from _walk(path, name)
            else:
                yield TreeEntry(name, _kind(mode))

    def read(self, entries: Iterable[TreeEntry]) -> Iterator[tuple[TreeEntry, bytes | str]]:
        """The bytes of each entry, or a sentence saying why they cannot be read."""
        root = f"{self.root}{os.sep}"
        for entry in entries:
            yield entry, read_file(root + entry.path)[0]


def read_file(path: str) -> tuple[bytes | str, os.stat_result | None]:
    """The bytes of a file that is no link, or a sentence saying why they cannot be read.

    Beside them what the system said of it before. A file object costs more than the reading.
    """
    try:
        descriptor = os.open(path, _HOW)
        try:
            found = os.fstat(descriptor)
            if found.st_size > MAX_READ:
                return too_large(found.st_size), found
            data = os.read(descriptor, found.st_size + 1)
            while len(data) != found.st_size and (more := os.read(descriptor, MAX_READ)):
                data += more  # it grew or shrank, or came in parts
            return data, found
        finally:
            os.close(descriptor)
    except OSError as error:
        return f"The file cannot be read: {error.strerror}", None


class Overlay:
    """A tree in which some files have another text, or are gone (None)."""

    def __init__(self, tree: Tree, texts: Mapping[str, str | bytes | None]) -> None:
        self.described = tree.described
        self._tree = tree
        self._texts = {path: text for path, text in texts.items() if text is not None}
        self._gone = texts.keys() - self._texts.keys()

    def entries(self) -> Iterator[TreeEntry]:
        """Every name, those of new files too, in order of path."""
        entries = {entry.path: entry for entry in self._tree.entries()}
        entries.update({path: TreeEntry(path) for path in self._texts})
        yield from (entries[path] for path in sorted(entries.keys() - self._gone))

    def read(self, entries: Iterable[TreeEntry]) -> Iterator[tuple[TreeEntry, bytes | str]]:
        """The bytes of each entry, or a sentence saying why they cannot be read."""
        wanted = list(entries)
        read = dict(self._tree.read([entry for entry in wanted if entry.path not in self._texts]))
        for entry in wanted:
            if entry.path in self._texts:
                yield entry, encoded(self._texts[entry.path])
            else:
                yield entry, read[entry]


def encoded(text: str | bytes) -> bytes:
    """The bytes of a text as they are written."""
    return text.encode("utf-8", "backslashreplace") if isinstance(text, str) else text


def start_of(path: Path, most: int = MAX_READ) -> bytes:
    """The bytes of a file that a person named, or the first of them: a device has no end."""
    with path.open("rb") as file:
        return file.read(most)


def blob_name(data: bytes) -> str:
    """Git's name for these bytes (SHA-1 object format)."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def is_blob(data: bytes, name: str) -> bool:
    """Whether git knows these bytes, or the same with plain line ends, by this name."""
    return blob_name(data) == name or (
        b"\r\n" in data and blob_name(data.replace(b"\r\n", b"\n")) == name
    )


def _walk(folder: Path, prefix: str, depth: int = 1) -> Iterator[TreeEntry]:
    if depth > _DEEPEST:
        raise UnreadableError(
            f"Folders lie more than {_DEEPEST} deep in {prefix.partition('/')[0]}/: {prefix[:120]}…",
            hint="Move the files higher, or delete those folders.",
        )
    try:
        with os.scandir(folder) as scan:
            names = sorted(scan, key=lambda entry: entry.name)
    except OSError as error:
        raise UnreadableError(
            f"{prefix}/ cannot be read: {error.strerror}", hint="Check the folder's permissions."
        ) from error
    present = {entry.name for entry in names}
    if ".git" in present or {"HEAD", "objects", "refs"} <= present:
        yield TreeEntry(prefix, EntryKind.REPOSITORY)
        return
    for entry in names:
        path = f"{prefix}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(folder / entry.name, path, depth + 1)
        elif entry.is_file(follow_symlinks=False):
            yield TreeEntry(path)
        else:
            yield TreeEntry(path, EntryKind.LINK if entry.is_symlink() else EntryKind.OTHER)


def _kind(mode: int) -> EntryKind:
    if stat.S_ISREG(mode):
        return EntryKind.FILE
    return EntryKind.LINK if stat.S_ISLNK(mode) else EntryKind.OTHER
