"""The record of a management review, filled from its pack before anybody met."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ims_docs.domain.reviewing.facts import REVIEW
from ims_docs.services.records import Draft, Drafting, add
from ims_docs.services.reviewing.pack import Pack, filled, keys_of
from ims_docs.services.workspace.transaction import Transaction


class Recorded(NamedTuple):
    """The record that was written."""

    draft: Draft
    title: str


def record(
    transaction: Transaction, pack: Pack, person: str, *, judge: Callable[[], None]
) -> Recorded:
    """Write the record of a review. Raises as `judge` does."""
    drafting = Drafting(
        transaction=transaction,
        type=transaction.repository.types[REVIEW],
        person=lambda _: person,
    )
    keys = keys_of(pack)
    text = filled(pack, next(drafting.drafts(keys, {})).text)
    added = add(drafting, keys, {}, judge=judge, written=text)
    return Recorded(added, str(keys["title"]))
