"""What an entry said when: its versions, oldest first, and which of them held on a day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

from ims_docs.model.content import Value

Values: TypeAlias = "Mapping[str, Value]"

_CITED = re.compile(r"\s*\((?:LIM|DEC)-[0-9]{4}(?:, (?:LIM|DEC)-[0-9]{4})*\)")


class Version(NamedTuple):
    """What an entry said from a day on."""

    day: date
    values: Values


Past: TypeAlias = "Mapping[str, Sequence[Version]]"
"""By id of an entry: its versions, oldest first. Empty where the history is not known."""


def past_of(states: Iterable[tuple[date, Mapping[str, Values]]]) -> dict[str, list[Version]]:
    """The versions of each entry, from the states of its register, oldest first."""
    found: dict[str, list[Version]] = {}
    for day, entries in states:
        for name, values in entries.items():
            known = found.setdefault(name, [])
            if not known or known[-1].values != values:
                known.append(Version(day, values))
    return found


def held_on(versions: Sequence[Version], day: date, today: Values) -> Values:
    """What an entry said on a day. Before its first version, that one; without a past, what it says today."""
    if not versions:
        return today
    return next((one.values for one in reversed(versions) if one.day <= day), versions[0].values)


def changes(versions: Sequence[Version], keys: Sequence[str]) -> list[Version]:
    """The versions that say something else than the one before, in some keys."""
    found = list(versions[:1])
    for one in versions[1:]:
        if any(differs(found[-1].values, one.values, key) for key in keys):
            found.append(one)
    return found[1:]


def differs(before: Values, after: Values, key: str) -> bool:
    """Whether a key came to say something else; a citation in brackets, and what was not said yet, is none."""
    was, now = _words(before.get(key)), _words(after.get(key))
    return was != now and bool(was)


def _words(value: Value) -> str:
    text = _CITED.sub("", value) if isinstance(value, str) else str(value or "")
    return " ".join(text.split()).rstrip(".").casefold()
