"""Rows that were taken out of a list in an open record: an action, a decision. Pure.

What a closed record says is held fast by other rules. An open one may change, and yet an action
that was promised to somebody by a day does not leave it without being told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from ims_docs.adapters.git.ledger import Ledger
from ims_docs.model.content import Value
from ims_docs.model.finding import Location
from ims_docs.services.verification.result import Check, Irregularity, Kind

_NAMED_BY = ("id", "what", "title", "name")
_BY_THEN = ("due", "until", "date")
_CORRECTIONS = "corrections"
_ALIKE = 0.5
"""A row that has so many of its words left was reworded."""
_LONGEST = 120


class Held(Protocol):
    """What the files of a history held."""

    def of(self, path: str, blob: str) -> Mapping[str, str]:
        """Id to title of what a file held."""
        ...

    def rows(self, blob: str) -> tuple[Row, ...] | None:
        """The rows of a record; None where it cannot be read."""
        ...


class Row(NamedTuple):
    """One of a list of a record."""

    list: str
    name: str
    due: str = ""

    @property
    def shown(self) -> str:
        """As people call it."""
        due = f", due {self.due}," if self.due else ""
        return f"“{self.name}”{due}"


def rows_of(values: Mapping[str, Value]) -> tuple[Row, ...]:
    """Every row of every list among the keys of a record."""
    return tuple(
        Row(key, _name(one)[:_LONGEST], _first(one, _BY_THEN))
        for key, value in values.items()
        if isinstance(value, list) and key != _CORRECTIONS
        for one in value
        if isinstance(one, dict)
    )


def lost_rows(ledger: Ledger, held: Held) -> Iterator[Irregularity]:
    """What each commit took out of open records, compared with what could be read last."""
    last: dict[str, tuple[Row, ...]] = {}
    for one in ledger.commits:
        now: dict[str, tuple[str, tuple[Row, ...]]] = {}
        for touch in ledger.own(one.name):
            for name in held.of(touch.path, touch.before):
                rows = held.rows(touch.before)
                last[name] = rows if rows is not None else last.get(name, ())
            after = held.rows(touch.after)
            if after is not None:
                now |= dict.fromkeys(held.of(touch.path, touch.after), (touch.path, after))
        for name, (path, rows) in now.items():
            for row in _gone(last.get(name, ()), rows):
                yield Irregularity(
                    check=Check.DATES,
                    kind=Kind.DATES,
                    message=f"{row.shown} was taken out of the {row.list} of {name}",
                    hint="Ask who decided that it need not be done, and let the record say so.",
                    where=Location(path),
                    commit=one.name,
                )


def _gone(before: Sequence[Row], after: Sequence[Row]) -> Iterator[Row]:
    """Rows that are neither there any more nor reworded."""
    left = Counter((one.list, one.name) for one in after)
    missing = []
    for one in before:
        if left[one.list, one.name]:
            left[one.list, one.name] -= 1
        else:
            missing.append(one)
    fresh = list(left.elements())
    for one in missing:
        again = next(
            (each for each in fresh if each[0] == one.list and _alike(one.name, each[1])), None
        )
        if again:
            fresh.remove(again)
        else:
            yield one


def _alike(before: str, after: str) -> bool:
    some, others = (set(re.findall(r"\w+", one.casefold())) for one in (before, after))
    return len(some & others) >= _ALIKE * max(len(some), len(others), 1)


def _name(row: Mapping[str, Value]) -> str:
    return _first(row, (*_NAMED_BY, *row))


def _first(row: Mapping[str, Value], keys: Sequence[str]) -> str:
    found = (row.get(key) for key in keys)
    return next((one for one in found if isinstance(one, str) and one), "")
