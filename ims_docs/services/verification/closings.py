"""Closed records that tell of what came later: a day after they were closed, or a thing that was not there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from ims_docs.adapters.git import History
from ims_docs.adapters.git.ledger import Ledger, LedgerCommit
from ims_docs.formats import frontmatter
from ims_docs.formats.frontmatter import MalformedError, Read
from ims_docs.model.deadline import dated
from ims_docs.model.finding import Location
from ims_docs.model.months import days_later
from ims_docs.model.record import Record
from ims_docs.model.repository import Repository
from ims_docs.services.verification.identities import Identities, is_kept
from ims_docs.services.verification.result import Check, Irregularity, Kind

_AT_ONCE = 200
_ZONES = 1
"""So many days are allowed, for people in other time zones."""
_NUMBERED = re.compile(r"(?<![A-Za-z0-9-])[A-Z]{2,5}-[0-9]{4}(?![0-9])")
_OF_ALL = (("date",), ("closed_on",))
"""Dates that every record has."""
_ASK = "Ask who closed it, and when that was really done or written."


class _Closing(NamedTuple):
    """The commit that closed a record, and the bytes it had then."""

    record: Record
    commit: LedgerCommit
    place: int
    blob: str


@dataclass(frozen=True)
class Closings:
    """The closed records of a history."""

    history: History
    ledger: Ledger
    identities: Identities
    repository: Repository

    def irregularities(self) -> Iterator[Irregularity]:
        """What cannot have been known when a record was closed, in the order of closing."""
        waiting = iter(self._closings)
        while some := list(islice(waiting, _AT_ONCE)):
            for one, data in zip(some, self.history.blobs(each.blob for each in some), strict=True):
                try:
                    read = frontmatter.read_page(data or b"")
                except MalformedError:
                    continue
                yield from self._of(one, read)

    def _of(self, one: _Closing, read: Read) -> Iterator[Irregularity]:
        saved = one.commit.moment
        ways = (*_OF_ALL, *self.repository.types[one.record.type].happened)
        for way in ways if saved else ():
            for _, day in dated(read.values, way):
                if saved and day > days_later(saved.date(), _ZONES):
                    yield self._found(
                        one,
                        f"It was closed on {saved:%Y-%m-%d} (claimed), and `{way[-1]}` says {day}",
                    )
        for name in sorted(set(_NUMBERED.findall(read.front + read.body))):
            if self._first.get(name, -1) > one.place:
                yield self._found(one, f"It names {name}, which was not there when it was closed")

    @staticmethod
    def _found(one: _Closing, message: str) -> Irregularity:
        return Irregularity(
            check=Check.DATES,
            kind=Kind.DATES,
            message=message,
            hint=_ASK,
            where=Location(one.record.path),
            commit=one.commit.name,
        )

    @cached_property
    def _closings(self) -> tuple[_Closing, ...]:
        """The first commit that has each record in a state that closes it."""
        closed = {one.id: one for one in self.repository.records if one.is_closed and one.id}
        found: dict[str, _Closing] = {}
        for place, commit in enumerate(self.ledger.commits):
            for touch in self.ledger.own(commit.name):
                for name in self.identities.of(touch.path, touch.after):
                    record = closed.get(name)
                    if record and name not in found and self._closes(record, touch.after):
                        found[name] = _Closing(record, commit, place, touch.after)
        return tuple(found.values())

    def _closes(self, record: Record, blob: str) -> bool:
        state = self.repository.types[record.type].life.state(self.identities.state(blob))
        return state is not None and state.closes

    @cached_property
    def _first(self) -> Mapping[str, int]:
        """By id: the place of the first commit that held it."""
        found: dict[str, int] = {}
        for place, commit in enumerate(self.ledger.commits):
            for group in self.ledger.touches[commit.name]:
                for touch in group:
                    if is_kept(touch.path):
                        for name in self.identities.of(touch.path, touch.after):
                            found.setdefault(name, place)
        return found
