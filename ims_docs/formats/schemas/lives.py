"""The life that the schema of a record describes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from ims_docs.formats.schemas.files import Schema, as_object
from ims_docs.model.life import Life, State


def life_of(schema: Mapping[str, Any]) -> Life:
    """The states of a type, none for what is no record."""
    about = schema["x-ims"]
    return Life(
        tuple(
            State(
                name=one["state"],
                moves=tuple(one.get("moves", ())),
                sections=tuple(one.get("sections", about["sections"] if one.get("closes") else ())),
                days=one.get("days", 0),
                closes=one.get("closes", False),
            )
            for one in about.get("life", ())
        )
    )


Way: TypeAlias = tuple[str, ...]
"""The keys that lead to a value, "*" for each of a list."""

_DEEPEST = 6


def asked_in(schema: Schema) -> dict[Way, tuple[str, ...]]:
    """By the way to a key: the states in which the schema asks for it."""
    found: dict[Way, list[str]] = {}
    for states, then in _conditions(schema):
        for way in _required(then, ()):
            found.setdefault(way, []).extend(states)
    names = life_of(schema).names
    return {key: tuple(name for name in names if name in states) for key, states in found.items()}


def problem_with_life(schema: Schema) -> str:
    """What is wrong with the life of a record, or nothing."""
    if schema["x-ims"]["kind"] != "record":
        return ""
    return next(_problems(schema, life_of(schema)), "")


def _problems(schema: Schema, life: Life) -> Iterator[str]:
    names = life.names
    status = as_object(as_object(schema["properties"]).get("status"))
    if status.get("enum") != list(names):
        yield f"`status` needs an enum with the states of its life, in order: {', '.join(names)}"
    if len(set(names)) < len(names):
        yield "A state is in the life twice"
    for state in life.states:
        yield from _problems_of_state(state, names, schema["x-ims"]["sections"])
    yield from _dead_ends(life)
    dated = asked_in(schema).get(("closed_on",), ())
    for end in life.ends():
        if end.name not in dated:
            yield f"The state {end.name!r} closes a record, so it has to ask for `closed_on`"
    for name in ("somebody_else", "made_by"):
        for way in schema["x-ims"].get(name, ()):
            key = way.partition(".")[0].removesuffix("[]")
            if key not in as_object(schema["properties"]):
                yield f"{name} names a key {key!r} that the type does not have"


def _problems_of_state(state: State, names: tuple[str, ...], sections: list[str]) -> Iterator[str]:
    for other in state.moves:
        if other not in names or other == state.name:
            yield f"The state {state.name!r} cannot move to {other!r}"
    for title in state.sections:
        if title not in sections:
            yield f"The state {state.name!r} asks for a section {title!r} that the type has not"


def _dead_ends(life: Life) -> Iterator[str]:
    first, *others = life.names
    for name in others:
        if not life.leads(first, name):
            yield f"Nothing leads to the state {name!r}"
    for name in life.names:
        if not any(life.leads(name, end.name) for end in life.ends()):
            yield f"Nothing leads from the state {name!r} to a state that closes"


def _required(part: Schema, way: Way) -> Iterator[Way]:
    """The way to every key that a part of a schema asks for."""
    if len(way) > _DEEPEST:
        return
    for key in part.get("required", ()):
        yield (*way, key)
    for key, inner in as_object(part.get("properties")).items():
        yield from _required(as_object(inner), (*way, key))
    if "items" in part:
        yield from _required(as_object(part["items"]), (*way, "*"))


def _conditions(schema: Schema) -> Iterator[tuple[list[str], Schema]]:
    """The states of each `if`, and what its `then` asks for."""
    parts = [schema, *(as_object(one) for one in schema.get("allOf", ()))]
    for part in parts:
        keys = as_object(as_object(part.get("if")).get("properties"))
        status = as_object(keys.get("status"))
        if len(keys) > 1:  # a condition on more than the state
            continue
        states = status.get("enum", [status["const"]] if "const" in status else [])
        yield states, as_object(part.get("then"))
