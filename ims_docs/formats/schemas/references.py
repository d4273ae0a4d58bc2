"""Which keys of a type name something else in the repository."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from ims_docs.formats.schemas.files import Schema, as_object, looked_up
from ims_docs.model.content import Pointer, Value

ReferencePath: TypeAlias = tuple[tuple[str, ...], str]
"""Keys on the way to a reference ("*" for each of a list), and what it must name."""

_DEEPEST = 12


def reference_paths(
    schema: Schema, base: str, shared: Mapping[str, Schema]
) -> Iterator[ReferencePath]:
    """Every way through the keys of a type that ends at a reference."""
    yield from _paths(schema, (schema, base), shared, (), 0)


def _paths(
    part: Schema,
    root: tuple[Schema, str],
    shared: Mapping[str, Schema],
    keys: tuple[str, ...],
    depth: int,
) -> Iterator[ReferencePath]:
    if depth > _DEEPEST:
        return
    if "x-ims-ref" in part:
        yield keys, part["x-ims-ref"]
    elif "$ref" in part:
        target, uri = looked_up(part["$ref"], *root, shared)
        there = (shared.get(uri, root[0]), uri)
        yield from _paths(target, there, shared, keys, depth + 1)
    for key, value in as_object(part.get("properties")).items():
        yield from _paths(as_object(value), root, shared, (*keys, key), depth + 1)
    yield from _paths(as_object(part.get("items")), root, shared, (*keys, "*"), depth + 1)


def follow(
    value: Value | Mapping[str, Value], keys: tuple[str, ...], done: Pointer
) -> Iterator[tuple[Pointer, str]]:
    """The texts at the end of a way, each with its place."""
    if not keys:
        if isinstance(value, str):
            yield done, value
    elif keys[0] == "*":
        for index, inner in enumerate(value if isinstance(value, list) else ()):
            yield from follow(inner, keys[1:], (*done, index))
    elif isinstance(value, Mapping) and keys[0] in value:
        yield from follow(value[keys[0]], keys[1:], (*done, keys[0]))
