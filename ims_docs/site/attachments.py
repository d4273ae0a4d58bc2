"""Files beside the documents that a page may show or offer: pictures and papers that cannot run."""

from __future__ import annotations

from pathlib import Path

from ims_docs.publishing import Edition
from ims_docs.tree import TreeEntry, WorkingTree

_INERT = frozenset(
    (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp", ".pdf", ".txt", ".csv", ".tsv")
    + (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".zip", ".eml")
)
_CONTENT = (".md", ".yaml", ".yml", ".gitkeep", ".gitattributes")


def is_inert(path: str) -> bool:
    """Whether a browser that opens it runs nothing."""
    return _ending(path) in _INERT


def listed(edition: Edition) -> tuple[list[str], list[str]]:
    """Attachments that go to the site, and those that stay away because they can run code."""
    files = sorted(
        path
        for path in edition.repository.paths
        if path.startswith("docs/") and _ending(path) not in _CONTENT
    )
    return [path for path in files if is_inert(path)], [
        path for path in files if not is_inert(path)
    ]


def contents(root: Path, paths: list[str]) -> dict[str, bytes]:
    """The bytes of each attachment, under its path on the site."""
    found = WorkingTree(root).read(TreeEntry(path) for path in paths)
    return {
        entry.path.removeprefix("docs/"): data for entry, data in found if isinstance(data, bytes)
    }


def _ending(path: str) -> str:
    name = path.rpartition("/")[2].lower()
    return name if name.startswith(".") else f".{name.rpartition('.')[2]}"
