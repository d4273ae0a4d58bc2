"""A name in a tree of files, wherever the tree is read from."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

FOLDERS = ("approvals", "baselines", "docs", "schemas", "standards", "trust")
"""Folders whose every file is looked at."""

ROOT_FILES = ("ims.yml", ".gitattributes", "mkdocs.yml")


MAX_READ = 16 * 1024 * 1024
"""A larger file is not taken into memory; what content may hold is less."""


class EntryKind(StrEnum):
    """What a name in a tree stands for."""

    FILE = "file"
    LINK = "symbolic link"
    REPOSITORY = "repository inside the repository"
    OTHER = "special file"


_KINDS = {
    "100644": EntryKind.FILE,
    "100755": EntryKind.FILE,
    "120000": EntryKind.LINK,
    "160000": EntryKind.REPOSITORY,
}


def kind_of(mode: str) -> EntryKind:
    """What git's six digits stand for."""
    return _KINDS.get(mode, EntryKind.OTHER)


def too_large(size: int) -> str:
    """Why the bytes of a file were not taken."""
    return f"The file has {size} bytes; ims reads at most {MAX_READ}"


def is_looked_at(path: str) -> bool:
    """Whether a file is part of what is read and judged."""
    return path in ROOT_FILES or path.partition("/")[0] in FOLDERS


class TreeEntry(NamedTuple):
    """A name in a tree. A tuple, because there are tens of thousands of them."""

    path: str
    kind: EntryKind = EntryKind.FILE
    blob: str = ""
    """Git's name for the content, where it is known without reading."""
