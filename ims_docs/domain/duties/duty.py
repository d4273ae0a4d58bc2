"""One duty, and all of them on one day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from ims_docs.model.moved_date import MovedDate


class Urgency(StrEnum):
    """How much a duty presses, the most first."""

    OVERDUE = "overdue"
    """Its day has passed."""
    ASK = "ask"
    """Its day has passed, and nothing here can say whether it was done."""
    LOOK = "look"
    """A text that somebody has to look at, because of what happened to it or around it."""
    SOON = "soon"
    """Its day is near."""
    STUCK = "stuck"
    """A record that has been in its state for longer than it should be."""
    WAITING = "waiting"
    """A record that is open, or a register that nobody has gone through yet."""


class Duty(NamedTuple):
    """Something that somebody has to do or look at."""

    urgency: Urgency
    id: str
    """The id of the document, record or entry; the name of a register."""
    type: str
    kind: str
    """deadline, review, record, approval, returned or suspect: why it is a duty."""
    what: str
    who: str
    """Id of the person or role who sees to it, empty when nobody is named."""
    day: date | None
    """The day it is due, or since when it has been as it is; None when nobody knows."""
    path: str
    line: int
    command: str
    """The one command that helps."""
    state: str = ""
    moved: MovedDate | None = None
    """The past of a deadline that was moved; None where it never was, or where nobody asked."""


class Changes(NamedTuple):
    """What history knows of the files that are there now."""

    touched: Mapping[str, date] = MappingProxyType({})
    """By path: the day of the last commit that touched it."""
    final: Mapping[str, date] = MappingProxyType({})
    """By path of a document with a final version: the day on which it got that version."""


class Duties(NamedTuple):
    """All duties on one day, the most urgent first."""

    as_of: date
    days: int
    """How many days ahead counts as soon."""
    duties: tuple[Duty, ...]
    ahead: tuple[Duty, ...]
    """Those with a later day, the next first."""
    unfinished: int
    """How many documents and registers still hold template text."""

    def with_moves(self, moved: Mapping[tuple[str, int], MovedDate]) -> Duties:
        """The same with the past of deadlines, by file and line."""

        def with_past(some: tuple[Duty, ...]) -> tuple[Duty, ...]:
            return tuple(
                one._replace(moved=moved.get((one.path, one.line)))
                if one.kind == "deadline"
                else one
                for one in some
            )

        return self._replace(duties=with_past(self.duties), ahead=with_past(self.ahead))

    @property
    def later(self) -> tuple[date, ...]:
        """The days after those that count as soon, in order."""
        return tuple(one.day for one in self.ahead if one.day)

    @property
    def put_off(self) -> tuple[Duty, ...]:
        """Those with a later day than was promised at first."""
        return tuple(one for one in self.ahead if one.moved and not one.moved.is_renewed)

    def of(self, urgency: Urgency) -> tuple[Duty, ...]:
        """Those of one urgency."""
        return tuple(one for one in self.duties if one.urgency is urgency)
