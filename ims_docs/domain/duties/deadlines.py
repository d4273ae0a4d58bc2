"""Deadlines that stand in documents, records and entries, as their schemas declare them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ims_docs.domain.analysis import derived_of_part
from ims_docs.domain.duties.duty import Duty, Urgency
from ims_docs.domain.duties.holders import Holder, holders, says, text_of
from ims_docs.model.content import Pointer, Value
from ims_docs.model.deadline import CLOSED, MOVED, NEWER, Deadline
from ims_docs.model.repository import Repository


class Tracked(NamedTuple):
    """One thing that a deadline was set for, whether it still stands or not."""

    holder: Holder
    deadline: Deadline
    day: date | None
    """None where a list has something without a day."""
    beside: Mapping[str, Value]
    """The keys that the day stands among."""
    pointer: Pointer

    @property
    def ended_by(self) -> tuple[str, ...]:
        """The keys beside it that end it when they say something."""
        return tuple(one for one in self.deadline.until if one not in (CLOSED, NEWER, MOVED))

    @property
    def is_done(self) -> bool:
        """Whether a key beside it says so."""
        return any(says(self.beside.get(key)) for key in self.ended_by)

    @property
    def is_dropped(self) -> bool:
        """Whether the record or entry as a whole ended it, done or not."""
        if CLOSED in self.deadline.until and self.holder.is_closed:
            return True
        return NEWER in self.deadline.until and not self.holder.is_newest

    @property
    def who(self) -> str:
        """Who sees to it."""
        return text_of(self.beside, self.deadline.who) or self.holder.owner

    @property
    def line(self) -> int:
        """The line of the file on which it stands."""
        return self.holder.content.position(*self.holder.pointer, *self.pointer)[0]


def tracked(repository: Repository) -> Iterator[Tracked]:
    """Everything for which a deadline can be set, also what has none, is done, or was dropped."""
    for holder in holders(repository):
        for deadline in holder.type.deadlines:
            for day, beside, pointer in _places(holder.values, deadline.keys, ()):
                yield Tracked(holder, deadline, day, beside, pointer)


@derived_of_part
def deadlines(repository: Repository) -> tuple[Duty, ...]:
    """Every deadline that still stands, as if its day had come; sorting that out is the caller's."""
    return tuple(
        _duty(one)
        for one in tracked(repository)
        if one.day and not one.is_dropped and not one.is_done
    )


def _places(
    values: Mapping[str, Value], keys: Sequence[str], done: Pointer
) -> Iterator[tuple[date | None, Mapping[str, Value], Pointer]]:
    key, *rest = keys
    value = values.get(key)
    if not rest:
        yield _day(value), values, (*done, key)
    elif rest[0] == "*":
        for index, one in enumerate(value if isinstance(value, list) else ()):
            if isinstance(one, dict):
                yield from _places(one, rest[1:], (*done, key, index))
    elif isinstance(value, dict):
        yield from _places(value, rest, (*done, key))


def _duty(one: Tracked) -> Duty:
    holder, deadline = one.holder, one.deadline
    if deadline.group:
        names = (text_of(one.beside, key) for key in ("what", "title"))
        said = next((text for text in names if text), "")
        what = f"{deadline.group}: {said or holder.title}"
    else:
        what = f"{holder.title} ({deadline.title.lower()})"
    is_next = NEWER in deadline.until and not deadline.ask
    return Duty(
        urgency=Urgency.ASK if deadline.ask else Urgency.OVERDUE,
        id=holder.id,
        type=holder.type.name,
        kind="deadline",
        what=what,
        who=one.who,
        day=one.day,
        path=holder.path,
        line=one.line,
        command=f"ims add {holder.type.name}" if is_next else f"ims show {holder.id}",
    )


def _day(value: Value) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
