"""The deadlines that the schema of a type declares (x-ims-due)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ims_docs.formats.schemas.files import Schema, as_object, looked_up
from ims_docs.model.deadline import CLOSED, MOVED, NEWER, Deadline
from ims_docs.model.type import Kind

_DEEPEST = 12
_WORDS = (CLOSED, NEWER, MOVED)
_RESPONSIBLE = ("who", "owner")


def deadlines_of(schema: Schema, uri: str, shared: Mapping[str, Schema]) -> tuple[Deadline, ...]:
    """Every deadline among the keys of a document or record, or of an entry of a register."""
    reading = _Reading(schema, uri, shared)
    part = schema
    if schema["x-ims"]["kind"] == Kind.REGISTER:
        part = as_object(as_object(as_object(schema["properties"]).get("entries")).get("items"))
    return tuple(reading.found(part, (), ""))


def happened_of(
    schema: Schema, uri: str, shared: Mapping[str, Schema]
) -> tuple[tuple[str, ...], ...]:
    """The ways to dates of a document or record that do not look ahead; none of a register."""
    if schema["x-ims"]["kind"] == Kind.REGISTER:
        return ()
    return tuple(_Reading(schema, uri, shared).happened(schema, ()))


class _Reading:
    """One schema; a part of it is known by the schema and the address it stands in."""

    def __init__(self, schema: Schema, uri: str, shared: Mapping[str, Schema]) -> None:
        self.root = (schema, uri)
        self.has_owner = schema["x-ims"]["kind"] != Kind.REGISTER
        self.shared = shared

    def found(
        self,
        part: Schema,
        keys: tuple[str, ...],
        group: str,
        root: tuple[Schema, str] | None = None,
    ) -> Iterator[Deadline]:
        root = root or self.root
        if len(keys) > _DEEPEST:
            return
        properties = as_object(part.get("properties"))
        for key, value in properties.items():
            whole, there = self._resolved(as_object(value), root)
            if "x-ims-due" in whole:
                yield self._deadline((*keys, key), whole, group, self._who(properties, root))
            else:
                yield from self.found(whole, (*keys, key), str(whole.get("title", key)), there)
        items = as_object(part.get("items"))
        if items:
            whole, there = self._resolved(items, root)
            yield from self.found(whole, (*keys, "*"), group, there)

    def happened(
        self, part: Schema, keys: tuple[str, ...], root: tuple[Schema, str] | None = None
    ) -> Iterator[tuple[str, ...]]:
        root = root or self.root
        if len(keys) > _DEEPEST:
            return
        for key, value in as_object(part.get("properties")).items():
            whole, there = self._resolved(as_object(value), root)
            if whole.get("format") == "date":
                if not {"x-ims-due", "x-ims-ahead"} & whole.keys():
                    yield (*keys, key)
            else:
                yield from self.happened(whole, (*keys, key), there)
        items = as_object(part.get("items"))
        if items:
            whole, there = self._resolved(items, root)
            yield from self.happened(whole, (*keys, "*"), there)

    def _deadline(self, keys: tuple[str, ...], value: Schema, group: str, who: str) -> Deadline:
        about = value["x-ims-due"]
        until = about["until"]
        return Deadline(
            keys=keys,
            title=str(value.get("title", keys[-1])),
            until=tuple(until) if isinstance(until, list) else (until,),
            group=group if "*" in keys else "",
            who="" if self.has_owner and len(keys) == 1 else who,
            ask=about.get("ask", False),
        )

    def _who(self, properties: Schema, root: tuple[Schema, str]) -> str:
        """The key that names who sees to it: who, owner, or else the first person or role."""
        naming = [
            key
            for key, value in properties.items()
            if self._resolved(as_object(value), root)[0].get("x-ims-ref") in ("people", "roles")
        ]
        return next((key for key in (*_RESPONSIBLE, *naming) if key in naming), "")

    def _resolved(
        self, part: Schema, root: tuple[Schema, str]
    ) -> tuple[Schema, tuple[Schema, str]]:
        """A part with what its $ref brings, and where references in that start from."""
        for _ in range(_DEEPEST):
            if "$ref" not in part:
                break
            target, uri = looked_up(part["$ref"], *root, self.shared)
            here = {key: one for key, one in part.items() if key != "$ref"}
            part, root = {**target, **here}, (self.shared.get(uri, root[0]), uri)
        return part, root


def problem_with_deadlines(schema: Schema) -> str:
    """What is wrong with the deadlines of a type, or nothing."""
    return next(_problems(schema), "")


def _problems(schema: Schema) -> Iterator[str]:
    about = schema["x-ims"]
    keys = as_object(schema["properties"])
    entry = as_object(as_object(as_object(keys.get("entries")).get("items")).get("properties"))
    states = as_object(entry.get("status")).get("enum", [])
    for state in about.get("closed", ()):
        if state not in states:
            yield f"closed names a state {state!r} that the entries do not have"
    for key in about.get("series", ()):
        if about["kind"] != Kind.RECORD or key not in keys:
            yield f"series names a key {key!r} that a record of the type does not have"
    yield from _unfit(schema, about)


def _unfit(part: Any, about: Schema) -> Iterator[str]:  # noqa: ANN401
    if isinstance(part, list):
        for one in part:
            yield from _unfit(one, about)
    if not isinstance(part, dict):
        return
    properties = as_object(part.get("properties"))
    for key, value in properties.items():
        if "x-ims-due" in as_object(value):
            yield from _problems_of(key, value, properties, about)
    for one in part.values():
        yield from _unfit(one, about)


def _problems_of(key: str, value: Schema, properties: Schema, about: Schema) -> Iterator[str]:
    due = as_object(value["x-ims-due"])
    until = due.get("until")
    named = until if isinstance(until, list) else [until]
    if not until or not set(due) <= {"until", "ask"} or not isinstance(due.get("ask", False), bool):
        yield f"x-ims-due of {key!r} says `until`, and perhaps `ask`, and nothing else"
        return
    if not str(value.get("$ref", "")).endswith("/date") and value.get("format") != "date":
        yield f"x-ims-due stands on {key!r}, which is no date"
    for word in named:
        if word == NEWER and about["kind"] != Kind.RECORD:
            yield f"x-ims-due of {key!r}: only a record has newer ones"
        elif word == CLOSED and about["kind"] != Kind.RECORD and "closed" not in about:
            yield f"x-ims-due of {key!r}: name the states that close an entry under x-ims.closed"
        elif word not in (*_WORDS, *properties):
            yield f"x-ims-due of {key!r} names a key {word!r} that is not beside it"
