"""Which files have a page though nothing in them could be read: to say why."""

from __future__ import annotations

from collections.abc import Mapping

from ims_docs.model.defect import Defect, DefectKind
from ims_docs.model.page_name import is_taken, page_of
from ims_docs.model.repository import Repository

_KINDS = (DefectKind.UNREADABLE, DefectKind.UNTYPED)


def lost(repository: Repository) -> Mapping[str, tuple[Defect, ...]]:
    """By path what is wrong with each, in order of path. None has the name of another page."""
    wanted = set(repository.lost)
    others = {page_of(one.path).lower() for one in (*repository.texts, *repository.registers)}
    found: dict[str, tuple[Defect, ...]] = {}
    for one in sorted(repository.defects, key=lambda each: each.path):
        page = page_of(one.path)
        is_free = page.lower() not in others and not is_taken(page, repository.settings.standards)
        if one.path in wanted and one.kind in _KINDS and (is_free or one.path in found):
            found[one.path] = (*found.get(one.path, ()), one)
            others.add(page.lower())
    return found
