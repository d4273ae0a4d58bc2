"""The files of a tree, each read once; what their bytes say is remembered from run to run."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TypeAlias

from ims_docs import __version__
from ims_docs.adapters.cache import MAX_NAMES, Cache
from ims_docs.adapters.disk.tree import Tree, blob_name
from ims_docs.formats.schemas import Schemas
from ims_docs.model.content import Content
from ims_docs.model.defect import Defect, DefectKind
from ims_docs.model.tree_entry import TreeEntry
from ims_docs.services.loading import facts
from ims_docs.services.loading.content import Loaded, is_index, load_file, load_keys, may_be_plain

_CODE = Path(__file__).parents[2]
_READING = (
    "formats/frontmatter",
    "formats/markdown",
    "formats/schemas",
    "model",
    "services/loading",
)
"""What says how bytes are read: a cache made by other code is not used."""
_AT_ONCE = 32 * 1024 * 1024
"""Bytes in memory together."""

_ReadFile: TypeAlias = "tuple[TreeEntry, bytes | str]"
"""A file with its bytes, or with a sentence that says why they cannot be read."""

_LIBRARIES = ("yaml", "jsonschema", "jsonschema_rs", "markdown", "pymdownx")


class Reader:
    """Reads content by its bytes; bytes that were read before are not parsed again."""

    def __init__(self, tree: Tree, schemas: Schemas, cache_folder: Path | None) -> None:
        self.blobs: dict[str, tuple[str, str]] = {}
        """Git's names for what was read: as it is, and with LF line ends."""
        self.sizes: dict[str, int] = {}
        """How many bytes each has that was read."""
        self.remembers = cache_folder is not None
        self._tree = tree
        self._schemas = schemas
        self._cache = Cache(cache_folder, _scope(schemas) if cache_folder else "")

    def content(self, entries: Sequence[TreeEntry]) -> Iterator[Loaded]:
        """Each file as a document, record, register, page or defect, in the order given."""
        for some in _batches(self._tree.read(entries)):
            yield from self._batch(some)

    def keys(self, files: Mapping[str, bytes]) -> dict[str, Content | Defect]:
        """The keys of the product's own YAML files, without the places where they stand."""
        names = {path: f"{blob_name(data)} keys" for path, data in files.items()}
        known = self._cache.find(list(names.values()))
        if len(known) == len(set(names.values())):
            return {path: facts.read_keys(known[name]) for path, name in names.items()}
        found = {path: load_keys(path, data) for path, data in files.items()}
        self._cache.keep(
            {
                names[path]: facts.written_keys(content)
                for path, content in found.items()
                if isinstance(content, Content)
            }
        )
        return found

    def _batch(self, read: Sequence[_ReadFile]) -> Iterator[Loaded]:
        names = {entry.path: self._name(entry.path, data) for entry, data in read}
        known = self._cache.find([name for name in names.values() if name])
        before = facts.read({path: known[name] for path, name in names.items() if name in known})
        fresh: dict[str, str] = {}
        for entry, data in read:
            name = names[entry.path]
            if isinstance(data, str):
                yield unreadable(entry.path, data)
            elif entry.path in before:
                yield before[entry.path]
            else:
                loaded = load_file(entry.path, data, self._schemas)
                if self.remembers:
                    fresh[name] = facts.written(loaded)
                yield loaded
        self._cache.keep({name: text for name, text in fresh.items() if text})

    def _name(self, path: str, data: bytes | str) -> str:
        """What the facts of a file depend on: its bytes and how it is read."""
        if isinstance(data, str):
            return ""
        name = blob_name(data)
        self.sizes[path] = len(data)
        crlf = b"\r\n" in data
        self.blobs[path] = (name, blob_name(data.replace(b"\r\n", b"\n")) if crlf else name)
        form = path.rpartition(".")[2]
        if may_be_plain(path):
            form = f"{'page' if is_index(path) else 'plain'} {form}"
        return f"{name} {form}"


def _batches(read: Iterable[_ReadFile]) -> Iterator[Sequence[_ReadFile]]:
    """Some hundred files at a time, or fewer where they are large."""
    some: list[_ReadFile] = []
    size = 0
    for one in read:
        some.append(one)
        size += len(one[1])
        if len(some) >= MAX_NAMES or size >= _AT_ONCE:
            yield some
            some, size = [], 0
    if some:
        yield some


def unreadable(path: str, why: str) -> Defect:
    """A file whose bytes cannot be had."""
    hint = "Check the file's permissions, or run `git fsck`."
    return Defect(kind=DefectKind.UNREADABLE, path=path, message=why, hint=hint)


def _scope(schemas: Schemas) -> str:
    """A name that changes when the same bytes could be read as something else."""
    named = f"{_program()} {schemas.digest}"
    return hashlib.sha1(named.encode(), usedforsecurity=False).hexdigest()


@cache  # a process reads with the code that it began with
def _program() -> str:
    known = hashlib.sha1(f"{__version__} {sys.version}".encode(), usedforsecurity=False)
    for file in (*_own_code(), *_libraries()):
        found = os.stat(file)  # noqa: PTH116 - a path object costs more than the call
        known.update(f"{file} {found.st_size} {found.st_mtime_ns}".encode())
    return known.hexdigest()


def _own_code() -> Iterator[str]:
    for folder in _READING:
        for name in sorted(os.listdir(_CODE / folder)):  # noqa: PTH208
            if name.endswith(".py"):
                yield os.path.join(_CODE, folder, name)  # noqa: PTH118


def _libraries() -> Iterator[str]:
    from importlib.util import find_spec

    for name in _LIBRARIES:
        spec = find_spec(name)
        if spec and spec.origin:
            yield spec.origin
