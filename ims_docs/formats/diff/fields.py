"""Two groups of keys to the keys that changed; entries of a register are known by their ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ims_docs.formats.diff.changes import Field, Kind, Run
from ims_docs.formats.diff.words import redline
from ims_docs.model.content import Value

_LONG = 40
"""Characters from which on a text is shown as a redline."""


def fields(
    before: Mapping[str, Value], after: Mapping[str, Value], pointer: tuple[str, ...] = ()
) -> Iterator[Field]:
    """Every key that went, came or changed."""
    for key in dict.fromkeys((*before, *after)):
        way = (*pointer, key)
        if key not in after:
            yield Field(way, Kind.REMOVED, before=before[key])
        elif key not in before:
            yield Field(way, Kind.ADDED, after=after[key])
        else:
            yield from _changed(before[key], after[key], way)


def _changed(before: Value, after: Value, way: tuple[str, ...]) -> Iterator[Field]:
    if isinstance(before, dict) and isinstance(after, dict):
        yield from fields(before, after, way)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _lists(before, after, way)
    elif before != after or type(before) is not type(after):
        runs: tuple[Run, ...] = ()
        if isinstance(before, str) and isinstance(after, str):
            is_long = min(len(before), len(after)) >= _LONG
            runs = redline(before, after) if is_long else ()
        yield Field(way, Kind.CHANGED, before, after, runs)


def _lists(
    before: Sequence[Value], after: Sequence[Value], way: tuple[str, ...]
) -> Iterator[Field]:
    old, new = _by_id(before), _by_id(after)
    if old is not None and new is not None:
        yield from fields(old, new, way)
        kept = [one for one in old if one in new]
        if kept != [one for one in new if one in old]:
            yield Field((*way, "order"), Kind.CHANGED, ", ".join(old), ", ".join(new))
    elif any(isinstance(one, dict) for one in (*before, *after)):
        yield from fields(_numbered(before), _numbered(after), way)
    elif list(before) != list(after):
        yield Field(way, Kind.CHANGED, list(before), list(after))


def _numbered(values: Sequence[Value]) -> dict[str, Value]:
    return {str(number): one for number, one in enumerate(values, 1)}


def _by_id(values: Sequence[Value]) -> dict[str, Value] | None:
    """Entries by id, None when these are no entries or two share an id."""
    found: dict[str, Value] = {}
    for one in values:
        identifier = one.get("id") if isinstance(one, dict) else None
        if not isinstance(identifier, str) or identifier in found:
            return None
        found[identifier] = one
    return found
