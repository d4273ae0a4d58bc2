"""Clauses that were declared not applicable, and whether that counts. Pure."""

from __future__ import annotations

from typing import NamedTuple

from ims_docs.domain.analysis import derived
from ims_docs.model.clause import Clause
from ims_docs.model.directory import directory
from ims_docs.model.repository import Repository
from ims_docs.model.waiver import Waiver

RULE = "CLS004"
"""The rule whose waiver lets an exclusion count that the standard does not allow."""

PLACE = "ims.yml"


class Exclusion(NamedTuple):
    """One clause declared not applicable."""

    clause: Clause
    justification: str
    line: int
    allowed: bool
    """Whether the standard lets it be left out."""
    waiver: Waiver | None
    """The waiver that lets it count all the same."""
    person: str
    """Who decided on the waiver, by name."""

    @property
    def counts(self) -> bool:
        """Whether the clause is taken as not applicable."""
        return self.allowed or self.waiver is not None

    @property
    def waived(self) -> str:
        """Who lets it count, until when and why; empty where nobody does."""
        if self.waiver is None:
            return ""
        reason = self.waiver.reason.rstrip(".")
        return f"The standard does not allow it; waived by {self.person} until {self.waiver.until}: {reason}."

    @property
    def told(self) -> str:
        """The clause and what its declaration is worth, as a part of a sentence."""
        if not self.counts:
            return f"{self.clause}, which the standard does not allow; it counts as applicable"
        return f"{self.clause}: {self.justification} {self.waived}".rstrip(" .")


@derived
def exclusions(repository: Repository) -> tuple[Exclusion, ...]:
    """Every declaration of ims.yml. Their numbers are those of the leading standard."""
    settings = repository.settings
    leading = repository.standards.get(settings.leading)
    waivers = {
        one.clause: one
        for one in reversed(settings.waivers)
        if one.covers(RULE, PLACE, one.clause) and one.until >= repository.as_of
    }
    who = directory(repository)
    return tuple(
        Exclusion(
            clause=one.clause,
            justification=one.justification,
            line=one.line,
            allowed=allowed,
            waiver=None if allowed else waiver,
            person=who.name(waiver.person) if waiver else "",
        )
        for one in settings.not_applicable
        for allowed in (leading is None or leading.may_leave_out(one.clause),)
        for waiver in (waivers.get(str(one.clause)),)
    )
