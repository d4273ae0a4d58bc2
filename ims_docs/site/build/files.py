"""The files of a site: our pages, and attachments that cannot run."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from ims_docs.adapters.disk.tree import WorkingTree
from ims_docs.model.tree_entry import TreeEntry
from ims_docs.site.pages import SiteContent, pages

Files: TypeAlias = dict[str, str | bytes]
"""Paths on the site with their pages or bytes."""

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp")
_PAPERS = (
    ".pdf",
    ".txt",
    ".csv",
    ".tsv",
    ".docx",
    ".xlsx",
    ".pptx",
    ".odt",
    ".ods",
    ".odp",
    ".zip",
)
_INERT = frozenset(_PICTURES + _PAPERS)
_CONTENT = frozenset((".md", ".yaml", ".yml", ".gitkeep", ".gitattributes"))


def collect(root: Path, content: SiteContent) -> tuple[Files, tuple[str, ...]]:
    """Everything that goes to the site, and the attachments that stay away."""
    beside = [path for path in sorted(content.repository.paths) if _is_attachment(path)]
    kept = [path for path in beside if is_inert(path)]
    found: Files = {}
    for entry, data in WorkingTree(root).read(TreeEntry(path) for path in kept):
        if isinstance(data, bytes):
            found[entry.path.removeprefix("docs/")] = data
    found.update(pages(content))
    return found, tuple(path for path in beside if path not in kept)


def is_inert(path: str) -> bool:
    """Whether a browser that opens the file runs nothing."""
    return _ending(path) in _INERT


def _is_attachment(path: str) -> bool:
    return path.startswith("docs/") and _ending(path) not in _CONTENT


def _ending(path: str) -> str:
    name = path.rpartition("/")[2].lower()
    return name if name.startswith(".") else f".{name.rpartition('.')[2]}"
