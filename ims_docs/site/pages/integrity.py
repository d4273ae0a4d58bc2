"""What a verification of the history says, as the pages tell it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Word(StrEnum):
    """The verdict in the words of the pages."""

    INTACT = "intact"
    NOT_INTACT = "NOT intact"
    CANNOT_TELL = "cannot tell"
    NOT_VERIFIED = "not verified"


class Kind(StrEnum):
    """What a finding speaks of, in the order in which it weighs."""

    INTEGRITY = "integrity"
    CONTROLS = "controls"
    DATES = "dates"
    CONTENT = "content"


class Change(NamedTuple):
    """A control before and after."""

    what: str
    before: str
    after: str
    loosens: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One finding: what, where, which commit brought it in, and what it brought about."""

    kind: Kind
    message: str
    hint: str = ""
    path: str = ""
    commit: str = ""
    """Its name, where there is one to name."""
    by: str = ""
    """What that commit says of itself: subject, author and day."""
    repaired: str = ""
    waived: str = ""
    gone: str = ""
    """The id of what is not there any more and nobody says why, where it is that."""
    change: Change | None = None
    effects: tuple[Told, ...] = ()

    def each(self) -> Iterator[tuple[Told, Told]]:
        """This finding and all that it brought about, each with the cause."""
        yield self, self
        for effect in self.effects:
            for one, _ in effect.each():
                yield one, self


@dataclass(frozen=True, slots=True, kw_only=True)
class Integrity:
    """The verdict, what it rests on, and everything that was found."""

    word: Word = Word.NOT_VERIFIED
    day: date | None = None
    """On which all was asked; later than the site's own day where that lies before the newest commit."""
    found: tuple[Told, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    """Title and text of what the verdict rests on."""
    missed: tuple[str, ...] = ()
    """What could not be looked at, and why."""
    compared: tuple[str, ...] = ()
    """What somebody had from elsewhere and held against the history, and how it fits."""

    def of(self, kind: Kind) -> tuple[Told, ...]:
        """The findings of one kind, the causes first."""
        return tuple(one for one in self.found if one.kind is kind)
