"""What is known of a text: its state, what is in force, since when and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from ims_docs.model.document import Document
from ims_docs.model.register import Register

Subject: TypeAlias = "Document | Register"
"""What can be approved."""


class State(StrEnum):
    """The state of the text as it lies in the tree. Derived, never typed (7.5.2)."""

    DRAFT = "draft"
    PREPARED = "prepared"
    """Submitted by the person who wrote it; approvals are still missing."""
    CURRENT = "current"
    """Approved, in force, and not past its review date."""
    REVIEW_DUE = "review due"
    """Approved and in force, and its review date has passed."""
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovedVersion:
    """One approved text. Its bytes may be those in the tree or those of an earlier revision."""

    version: str
    digest: str
    since: datetime
    prepared_by: tuple[str, ...]
    approved_by: tuple[str, ...]
    alone: str = ""
    """Why one person alone approved it; empty when somebody else did."""

    @property
    def day(self) -> date:
        """The day since which it is approved, as its signers claim."""
        return self.since.date()


class Returned(NamedTuple):
    """Why exactly the text in the tree was not approved, and to whom that is said."""

    by: str
    day: date
    reason: str
    submitted_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The state of one document or register."""

    subject: str
    """Id of the document or name of the register."""
    version: str
    """The version of the text in the tree; of a register its number, if it is approved."""
    state: State = State.DRAFT
    in_force: ApprovedVersion | None = None
    versions: tuple[ApprovedVersion, ...] = ()
    """Every text that was ever approved, in that order."""
    next_review: date | None = None
    last_look: date | None = None
    """The day of the approval or of the last look, from which the next review counts."""
    prepared_by: tuple[str, ...] = ()
    """Who submitted exactly the text in the tree, since it was last returned."""
    returned: Returned | None = None
    """Why it was returned, as long as nobody submitted it again."""
    approved_by: tuple[str, ...] = ()
    """Who approved exactly the text in the tree, whether that is enough or not."""
    altered: ApprovedVersion | None = None
    """The approved text of the version that the tree claims to hold, where the bytes differ; the
    one in force, where the version in the tree went down: a next version goes up."""

    @property
    def is_open(self) -> bool:
        """Whether nobody ended it."""
        return self.state not in (State.WITHDRAWN, State.SUPERSEDED)

    @property
    def is_in_force(self) -> bool:
        """Whether the text in the tree is the one in force."""
        return self.state in (State.CURRENT, State.REVIEW_DUE)
