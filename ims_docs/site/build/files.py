"""The files of a site: our pages, and attachments that cannot run."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from ims_docs.adapters.disk.tree import WorkingTree
from ims_docs.model.attachment import is_attachment
from ims_docs.model.defect import DefectKind
from ims_docs.model.repository import Repository
from ims_docs.model.tree_entry import TreeEntry
from ims_docs.site.pages import SiteContent, pages

Files: TypeAlias = dict[str, str | bytes]
"""Paths on the site with their pages or bytes."""


def unsafe_paths(repository: Repository) -> frozenset[str]:
    """Files with a name or of a kind that not every machine can keep."""
    found = (one for one in repository.defects if one.kind is DefectKind.UNSAFE_PATH)
    return frozenset(one.path for one in found)


def collect(root: Path, content: SiteContent) -> tuple[Files, tuple[str, ...]]:
    """Everything that goes to the site, and the attachments that stay away."""
    repository = content.repository
    beside = [path for path in sorted(repository.paths) if is_attachment(path)]
    unsafe = unsafe_paths(repository)
    kept = [path for path in beside if not (path in unsafe or repository.why_left_out(path))]
    found: Files = {}
    for entry, data in WorkingTree(root).read(TreeEntry(path) for path in kept):
        if isinstance(data, bytes):
            found[entry.path.removeprefix("docs/")] = data
    found.update(pages(content))
    return found, tuple(path for path in beside if path not in kept)
