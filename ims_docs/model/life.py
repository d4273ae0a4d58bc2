"""The life of a record: the states it may be in, and the way from one to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple


class State(NamedTuple):
    """One state of a record."""

    name: str
    moves: tuple[str, ...] = ()
    """The states that may follow."""
    sections: tuple[str, ...] = ()
    """The sections that are complete in this state."""
    days: int = 0
    """After so many days without a change the record is stuck."""
    closes: bool = False
    """Whether it is the end: complete, and changed by a correction only."""


class Life(NamedTuple):
    """The states of a type of record, the first one first."""

    states: tuple[State, ...] = ()

    @property
    def first(self) -> State | None:
        """The state that a new record is in."""
        return self.states[0] if self.states else None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the states, in order."""
        return tuple(state.name for state in self.states)

    def state(self, name: object) -> State | None:
        """The state with this name."""
        return next((state for state in self.states if state.name == name), None)

    def called(self, text: str) -> State | None:
        """The state that somebody means: in any case, with hyphens for blanks."""
        wanted = " ".join(text.replace("-", " ").replace("_", " ").split()).casefold()
        return self.state(text) or next(
            (one for one in self.states if one.name.replace("-", " ").casefold() == wanted), None
        )

    def before(self, name: str) -> str:
        """The first state from which one moves to this one; the name itself when there is none."""
        return next((state.name for state in self.states if name in state.moves), name)

    def steps(self, name: object, identifier: str) -> Iterator[tuple[str, str]]:
        """The states that may follow this one, each with the command that leads there."""
        state = self.state(name)
        ahead = [one for one in self.states if state and one.name in state.moves]
        ends = [one for one in ahead if one.closes]
        for one in ahead:
            word = f'"{one.name}"' if " " in one.name else one.name
            is_only_end = ends == [one]
            yield (
                one.name,
                f"ims close {identifier}" if is_only_end else f"ims move {identifier} {word}",
            )

    def leads(self, start: str, end: str) -> bool:
        """Whether moves lead from one state to the other; staying is no move and always allowed."""
        return start == end or end in self._reached(start)

    def _reached(self, start: str) -> set[str]:
        ways: Mapping[str, tuple[str, ...]] = {state.name: state.moves for state in self.states}
        found: set[str] = set()
        ahead = list(ways.get(start, ()))
        while ahead:
            name = ahead.pop()
            if name not in found:
                found.add(name)
                ahead.extend(ways.get(name, ()))
        return found

    def ends(self) -> Iterator[State]:
        """The states that close a record."""
        return (state for state in self.states if state.closes)
