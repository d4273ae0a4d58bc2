"""Deadlines that were moved, from the keys that a file had one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import dropwhile
from typing import NamedTuple

from ims_docs.model.content import Pointer, Value
from ims_docs.model.deadline import MOVED
from ims_docs.model.moved_date import DateMove, MovedDate
from ims_docs.model.type import Kind, Type

GUIDANCE = "guidance"
"""The key of a register that the template filled, until its owner takes it out."""
_NAMED_BY = ("id", "what", "title", "name")


class Version(NamedTuple):
    """The keys of a file at one commit."""

    values: Mapping[str, Value]
    who: str
    commit: str
    saved: date
    blob: str = ""
    """Git's name for the bytes, empty for what is not saved."""
    former: str = ""
    """The same of what it followed; another line may have gone on meanwhile."""
    is_joined: bool = False
    """Whether a merge wrote it: a day that one of its sides had is taken over, and not moved again."""


class _Place(NamedTuple):
    """A deadline at one commit."""

    row: tuple[str, ...]
    """What it stands in: the entry and the keys that lead to it."""
    name: str
    """What people call it, where it is one of a list."""
    pointer: Pointer
    day: date
    what: str
    """What has to happen by then."""
    is_renewed: bool = False


class _Followed:
    """One deadline from commit to commit."""

    def __init__(self, place: _Place) -> None:
        self.place = place
        self.moves: list[DateMove] = []
        self._first = place.day
        self._days: dict[str, date] = {}

    def go_on(self, place: _Place, version: Version) -> None:
        """The same deadline one commit later."""
        before = self._days.get(version.former or "-", self.place.day)
        taken_over = self._leading_to(place.day) if version.is_joined else None
        if taken_over is not None:
            self.moves = taken_over
        elif place.day != before:
            moved = DateMove(before, place.day, version.who, version.commit, version.saved)
            self.moves.append(moved)
        self.place = place
        self._days[version.blob] = place.day

    def _leading_to(self, day: date) -> list[DateMove] | None:
        """The moves that lead from the first day to one that was set already; None for a new one."""
        found: list[DateMove] = []
        for one in reversed(self.moves):
            if one.after == day:
                found.append(one)
                day = one.before
        return found[::-1] if day == self._first else None


def moved_dates(type_: Type, versions: Sequence[Version]) -> Mapping[Pointer, MovedDate]:
    """By the way to it: each deadline of the last version that was moved on the way there.

    One of a list is found again by what it is about, also when it was away for a while. What
    was renamed in the same commit is found by its place, where that leaves no doubt. Days that
    the template proposed are no promise: they count from when its guidance is out of the text.
    """
    followed: dict[tuple[str, ...], list[_Followed]] = {}
    current: list[_Followed] = []
    for version in dropwhile(lambda one: GUIDANCE in one.values, versions):
        current = list(_followed(_places(type_, version.values), followed, current, version))
    return {
        one.place.pointer: MovedDate(tuple(one.moves), one.place.what, one.place.is_renewed)
        for one in current
        if one.moves
    }


def _followed(
    places: Sequence[_Place],
    known: dict[tuple[str, ...], list[_Followed]],
    before: Sequence[_Followed],
    version: Version,
) -> Iterator[_Followed]:
    by_row: dict[tuple[str, ...], list[_Place]] = {}
    for place in places:
        by_row.setdefault(place.row, []).append(place)
    for row, some in by_row.items():
        older = known.setdefault(row, [])
        names = {one.place.name: one for one in older}
        rest = [place for place in some if place.name not in names]
        taken = {id(names[place.name]) for place in some if place.name in names}
        free = [one for one in before if one.place.row == row and id(one) not in taken]
        renamed = dict(zip(rest, free, strict=True)) if len(rest) == len(free) else {}
        for place in some:
            one = names.get(place.name) or renamed.get(place)
            if one is None:
                one = _Followed(place)
                older.append(one)
            one.go_on(place, version)
            yield one


def _places(type_: Type, values: Mapping[str, Value]) -> list[_Place]:
    if type_.kind is not Kind.REGISTER:
        return list(_of(type_, values, "", ()))
    entries = values.get("entries")
    return [
        place
        for index, entry in enumerate(entries if isinstance(entries, list) else ())
        if isinstance(entry, dict)
        for place in _of(type_, entry, str(entry.get("id", "")), ("entries", index))
    ]


def _of(type_: Type, values: Mapping[str, Value], entry: str, pointer: Pointer) -> Iterator[_Place]:
    for deadline in type_.deadlines:
        row = (entry, *deadline.keys)
        place = _Place(row, "", pointer, date.min, deadline.title, MOVED in deadline.until)
        yield from _dates(values, deadline.keys, place)


def _dates(values: Mapping[str, Value], keys: Sequence[str], so_far: _Place) -> Iterator[_Place]:
    key, *rest = keys
    value, pointer = values.get(key), (*so_far.pointer, key)
    if not rest:
        if day := _day(value):
            yield so_far._replace(pointer=pointer, day=day)
    elif rest[0] == "*":
        for index, one in enumerate(value if isinstance(value, list) else ()):
            if isinstance(one, dict):
                said = _name(one)
                inner = so_far._replace(
                    name=f"{so_far.name}/{said}",
                    pointer=(*pointer, index),
                    what=said or so_far.what,
                )
                yield from _dates(one, rest[1:], inner)
    elif isinstance(value, dict):
        yield from _dates(value, rest, so_far._replace(pointer=pointer))


def _name(values: Mapping[str, Value]) -> str:
    said = (values.get(key) for key in _NAMED_BY)
    return next((one for one in said if isinstance(one, str)), "")


def _day(value: Value) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
