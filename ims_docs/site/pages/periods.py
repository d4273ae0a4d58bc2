"""What was in force from when to when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from ims_docs.domain.approval_state import ApprovedVersion as Approved
from ims_docs.domain.approval_state import Subject, judged, standings
from ims_docs.model.approval import Meaning
from ims_docs.site.pages.content import SiteContent


class Period(NamedTuple):
    """The days in which one approved text was in force."""

    approved: Approved
    until: date | None
    """The day that ended it, None while it lasts."""
    ended_by: str
    """What ended it, in words."""

    @property
    def end(self) -> str:
        """What ended it when, as the end of a sentence."""
        return f"{self.ended_by} on {self.until}"


def periods(content: SiteContent, subject: Subject) -> tuple[Period, ...]:
    """Newest first."""
    standing = standings(content.repository).of(subject)
    ends = list(_withdrawals(content, standing.subject))
    found: list[Period] = []
    for number, one in enumerate(standing.versions, 1):
        following = next(iter(standing.versions[number:]), None)
        found.append(_period(content, one, following, ends, standing.subject))
    return tuple(reversed(found))


def _period(
    content: SiteContent,
    one: Approved,
    following: Approved | None,
    ends: Sequence[datetime],
    subject: str,
) -> Period:
    later = min((end for end in ends if end > one.since), default=None)
    if later and (following is None or later <= following.since):
        return Period(one, later.date(), "withdrawn")
    if following:
        return Period(one, following.day, f"superseded by version {following.version}")
    other = _successor(content, subject)
    return Period(one, other[1], f"superseded by {other[0]}") if other else Period(one, None, "")


def _withdrawals(content: SiteContent, subject: str) -> Iterator[datetime]:
    for one in judged(content.repository).counting(subject):
        if one.meaning is Meaning.WITHDRAWN:
            yield one.signed_at


def _successor(content: SiteContent, subject: str) -> tuple[str, date] | None:
    """The document in force that replaces this one, and since when."""
    for document in content.repository.documents:
        names = document.content.values.get("supersedes")
        if isinstance(names, list) and subject in names and document.id != subject:
            standing = standings(content.repository).of(document)
            if standing.is_in_force and standing.in_force:
                return f"{document.id} {document.title}", standing.in_force.day
    return None
