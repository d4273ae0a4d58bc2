"""Which files have a page though nothing in them could be read: to say why."""

from __future__ import annotations

from collections.abc import Mapping

from ims_docs.model.defect import Defect, DefectKind
from ims_docs.model.repository import Repository

_KINDS = (DefectKind.UNREADABLE, DefectKind.UNTYPED, DefectKind.UNSAFE_PATH)
_ENDINGS = (".md", ".yaml", ".yml")


def lost(repository: Repository) -> Mapping[str, tuple[Defect, ...]]:
    """By path what is wrong with each, in order of path."""
    wanted = {path for path in repository.lost if path.endswith(_ENDINGS)}
    found: dict[str, tuple[Defect, ...]] = {}
    for one in sorted(repository.defects, key=lambda each: each.path):
        if one.path in wanted and one.kind in _KINDS:
            found[one.path] = (*found.get(one.path, ()), one)
    return found
