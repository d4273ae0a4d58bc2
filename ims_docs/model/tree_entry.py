"""A name in a tree of files, wherever the tree is read from."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

FOLDERS = ("approvals", "docs", "schemas", "standards", "trust")
"""Folders whose every file is looked at."""

ROOT_FILES = ("ims.yml", ".gitattributes", "mkdocs.yml")


class EntryKind(StrEnum):
    """What a name in a tree stands for."""

    FILE = "file"
    LINK = "symbolic link"
    REPOSITORY = "repository inside the repository"
    OTHER = "special file"


class TreeEntry(NamedTuple):
    """A name in a tree. A tuple, because there are tens of thousands of them."""

    path: str
    kind: EntryKind = EntryKind.FILE
    blob: str = ""
    """Git's name for the content, where it is known without reading."""
