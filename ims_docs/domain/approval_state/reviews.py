"""The day by which a text is looked at again: one answer for status, coverage and every page. Pure."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ims_docs.domain.approval_state.standing import Subject
from ims_docs.domain.approval_state.states import review_months, standings
from ims_docs.model.document import Document
from ims_docs.model.months import later
from ims_docs.model.register import Register
from ims_docs.model.repository import Repository


class Review(NamedTuple):
    """When something is reviewed next, and since when that counts."""

    due: date | None
    """None when nobody knows: it was never approved, and never gone through."""
    last: date | None
    """The day from which it counts: of the approval, of the last look, or as a register says."""
    months: int
    """How often."""


def review_of(repository: Repository, subject: Subject, since: date | None = None) -> Review:
    """What is in force counts from its approval or last look, as its signers claim.

    What was never approved counts from what it says itself: a register from the day under
    `reviewed_on`, a document of version 1.0 or higher from the day `since` which it has its version.
    """
    months = review_months(repository, subject)
    standing = standings(repository).of(subject)
    if standing.next_review is not None:
        return Review(standing.next_review, standing.last_look, months)
    last = None
    if standing.is_open and isinstance(subject, Register):
        last = _reviewed_on(subject)
    elif standing.is_open and isinstance(subject, Document) and subject.is_final:
        last = since
    return Review(later(last, months) if last else None, last, months)


def _reviewed_on(register: Register) -> date | None:
    try:
        return date.fromisoformat(register.content.text("reviewed_on"))
    except ValueError:
        return None
