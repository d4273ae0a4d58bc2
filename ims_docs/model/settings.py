"""What an organisation decided in ims.yml."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ims_docs.model.clause import Clause
from ims_docs.model.trust import Level
from ims_docs.model.waiver import Waiver

LEADING = "iso56001"
"""The standard that leads where ims.yml names none, and whose clauses our rules serve."""


class NotApplicable(NamedTuple):
    """A clause declared not applicable, with the justification that makes it so."""

    clause: Clause
    justification: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The organisation's decisions about its own system."""

    organisation: str
    profile: str
    language: str = "en"
    """The language of what surrounds the pages of the site."""
    standards: tuple[str, ...] = (LEADING,)
    """Ids of the standards in use, the leading one first."""
    review_months: int = 12
    certification_target: date | None = None
    required_rung: int | None = None
    """The rung asked of required items; None means: by date, see `coverage.asked_rung`."""
    audit_period_months: int = 12
    approval_level: Level = Level.SIGNED
    approvers: int = 1
    """How many persons have to approve a text, besides those who prepared it."""
    alone: str = ""
    """Why an author may approve where nobody else holds the role; empty where nobody decided so."""
    not_applicable: tuple[NotApplicable, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    @property
    def leading(self) -> str:
        """The standard that is meant where none is named: the first in ims.yml."""
        return self.standards[0]
