"""What is gone and has no page of its own: entries of registers that are still there, above all."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ims_docs.model.removal import Removal
from ims_docs.model.repository import Repository
from ims_docs.site.pages.integrity import Integrity, Told


def gone_parts(
    integrity: Integrity, repository: Repository, held: Collection[str]
) -> Mapping[str, Told | Removal]:
    """By id the statement that says why it went; without one, what the verification says of it.

    `held` are the ids of what is there, or has a page.
    """
    missed = {one.gone: one for cause in integrity.found for one, _ in cause.each() if one.gone}
    every: dict[str, Told | Removal] = {**missed, **repository.removed}
    return {name: one for name, one in every.items() if name not in held}
