"""When something of a type makes a clause questioned (x-ims.questions)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ims_docs.formats.schemas.files import Schema, as_object
from ims_docs.model.objection import Objection
from ims_docs.model.type import Kind


def objections_of(schema: Schema) -> Iterator[Objection]:
    """Every way that the schema of a type declares."""
    for one in schema["x-ims"].get("questions", ()):
        yield Objection(
            keys=keys_of(one.get("clauses") or one["clauses_of"]),
            through="clauses_of" in one,
            when=_values(one.get("when", {})),
            unless=_values(one.get("unless", {})),
            until_newer=one["until"] == "newer",
            dealt_with_in=one.get("dealt_with_in", ""),
            late=one.get("late", False),
        )


def problem_with_objections(schema: Schema) -> str:
    """What is wrong with them, or nothing."""
    return next(_problems(schema), "")


def _problems(schema: Schema) -> Iterator[str]:
    about = schema["x-ims"]
    is_register = about["kind"] == Kind.REGISTER
    entries = as_object(as_object(schema["properties"]).get("entries"))
    whole = as_object(entries.get("items")) if is_register else schema
    for one in about.get("questions", ()):
        way = one.get("clauses") or one.get("clauses_of", "")
        beside = as_object(whole.get("properties"))
        for key in keys_of(way):
            if key == "*":
                continue
            if key not in beside:
                yield f"questions: no key {way!r} is there"
                return
            value = as_object(beside[key])
            inner = as_object(as_object(value.get("items")).get("properties"))
            beside = inner or beside
        for name in (*one.get("when", {}), *one.get("unless", {}), one.get("dealt_with_in")):
            if name and name not in beside:
                yield f"questions: no key {name!r} is beside {way!r}"
        if one.get("until") == "newer" and about["kind"] != Kind.RECORD:
            yield "questions: only a record has newer ones"
        if one.get("until") == "closed" and is_register and "closed" not in about:
            yield "questions: name the states that close an entry under x-ims.closed"


def keys_of(way: str) -> tuple[str, ...]:
    """results[].clause as the keys on the way, "*" for each of a list."""
    return tuple(way.replace("[]", ".*").split("."))


def _values(said: Any) -> dict[str, tuple[str | int, ...]]:  # noqa: ANN401 - judged by the schema of types
    return {key: tuple(values) for key, values in said.items()}
