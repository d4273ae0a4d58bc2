"""What those may see for whom a pack is made, and of which time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ims_docs.domain.coverage import Coverage
from ims_docs.model.classification import Classification
from ims_docs.model.record import Record
from ims_docs.model.repository import Repository
from ims_docs.model.revision import Revision


@dataclass(frozen=True, slots=True)
class Period:
    """The first and the last day that records speak of."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first}..{self.last}"

    def holds(self, record: Record) -> bool:
        """Whether a record speaks of a day of it, was closed in it, or was open in it."""
        days = [one for one in (record.date, _day(record.content.text("closed_on"))) if one]
        if any(self.first <= one <= self.last for one in days):
            return True
        return not record.is_closed and all(one <= self.last for one in days)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The part of a repository, and of its past, that an audience may see."""

    repository: Repository
    audience: Classification | None = None
    """None where nothing is left out."""
    told: str = ""
    """What is left out, in a sentence."""
    coverages: tuple[Coverage, ...] = ()
    revisions: Mapping[str, tuple[Revision, ...]] = field(default_factory=dict)
    """The saved changes of each file as they may be told; nothing where all may be."""
    log: tuple[Revision, ...] = ()
    """The same as one list, newest first."""

    @property
    def is_whole(self) -> bool:
        """Whether everything that is kept may be seen."""
        return self.audience in (None, Classification.CONFIDENTIAL)

    @property
    def cut(self) -> frozenset[str]:
        """Registers of which some entries are left out, by path: their files do not go along."""
        whole = self.repository.whole
        if whole is None:
            return frozenset()
        held = {one.path: one for one in whole.registers}
        return frozenset(
            one.path
            for one in self.repository.registers
            if one.content is not held[one.path].content
        )
