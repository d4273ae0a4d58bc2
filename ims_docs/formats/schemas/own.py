"""Schemas of the organisation: whether one can be worked with."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs

from ims_docs.formats.schemas.deadlines import problem_with_deadlines
from ims_docs.formats.schemas.files import BASE, FOLDERS, Schema, compiled
from ims_docs.formats.schemas.lives import problem_with_life
from ims_docs.formats.schemas.objections import problem_with_objections
from ims_docs.formats.schemas.removal import problem_with_removal
from ims_docs.formats.schemas.starts import problem_with_starts

_NAME = re.compile(r"(documents|registers|records)/[a-z][a-z0-9-]*\.schema\.json")
_REFERENCE = re.compile(r"(?:\.\./[a-z]+\.schema\.json)?#/\$defs/[A-Za-z0-9_-]+")
_UNSUPPORTED = ("patternProperties", "$anchor", "$dynamicAnchor", "$dynamicRef", "$vocabulary")
_ESCAPE_OR_CLASS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_REPEATS = re.compile(r"[+*]|\{[0-9]+,?[0-9]*\}")
_DEEPEST = 40


def read(relative: str, text: str) -> tuple[Schema, str]:
    """A schema from its text, or what is wrong with the text."""
    if not _NAME.fullmatch(relative):
        return {}, (
            "A schema lies in documents/, registers/ or records/ and its name is lower-case "
            "letters, digits and hyphens, then .schema.json"
        )
    try:
        schema = json.loads(text, object_pairs_hook=_once, parse_constant=_refuse)
        json.dumps(schema, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        return {}, f"The schema is not JSON that every program reads alike: {_cut(error)}"
    if not isinstance(schema, dict):
        return {}, "The schema is not an object"
    return schema, ""


def problem_with(
    schema: Schema, relative: str, meta: Schema, registry: jsonschema_rs.Registry
) -> str:
    """What is wrong with a schema, or nothing."""
    if _depth(schema) > _DEEPEST:
        return f"The schema is nested deeper than {_DEEPEST}"
    for error in jsonschema_rs.Draft202012Validator(meta).iter_errors(schema):
        where = "/".join(str(part) for part in error.instance_path)
        return f"{where or 'The schema'}: {_cut(error.message)}"
    kind = FOLDERS[relative.partition("/")[0]]
    if schema["x-ims"]["kind"] != kind or schema["$ref"] != f"../{kind}.schema.json":
        return f"A schema in {relative.partition('/')[0]}/ describes a {kind}"
    parts = {key: value for key, value in schema.items() if key not in ("$id", "$ref", "$schema")}
    problem = next(_unfit(parts), "") or _circle(parts)
    if problem:
        return problem
    try:
        compiled({**schema, "$id": BASE + relative}, registry)
    except ValueError as error:
        return f"The schema cannot be used: {_cut(getattr(error, 'message', error))}"
    return (
        problem_with_life(schema)
        or problem_with_deadlines(schema)
        or problem_with_removal(schema)
        or problem_with_objections(schema)
        or problem_with_starts(schema)
    )


def repeats_a_repetition(pattern: str) -> bool:
    """Whether a part that repeats holds a part that repeats: what makes some programs hang."""
    bare = _ESCAPE_OR_CLASS.sub("x", pattern)
    groups = [False]
    for at, sign in enumerate(bare):
        if sign == "(":
            groups.append(False)
        elif sign == ")" and len(groups) > 1:
            inner = groups.pop()
            repeated = _REPEATS.match(bare, at + 1)
            if inner and repeated:
                return True
            groups[-1] |= inner or bool(repeated)
        elif _REPEATS.match(bare, at):
            groups[-1] = True
    return False


def _unfit(value: object, *, is_schema: bool = True) -> Iterator[str]:
    """What JSON Schema allows and we do not."""
    if isinstance(value, list):
        for inner in value:
            yield from _unfit(inner)
    if not isinstance(value, dict):
        return
    if is_schema:
        yield from _unfit_keys(value)
    for name, inner in value.items():
        yield from _unfit(inner, is_schema=not is_schema or name not in ("properties", "$defs"))


def _unfit_keys(value: Schema) -> Iterator[str]:
    pattern, reference = value.get("pattern"), value.get("$ref", "#/$defs/x")
    if isinstance(pattern, str) and repeats_a_repetition(pattern):
        yield f"The pattern {pattern!r} repeats a repetition and could take for ever"
    for name in _UNSUPPORTED:
        if name in value:
            yield f"{name} is not supported here; name each key under properties"
    if "$id" in value or not isinstance(reference, str) or not _REFERENCE.fullmatch(reference):
        yield "A $ref leads to ../common.schema.json#/$defs/… or to #/$defs/… of the same schema"
    if not isinstance(value.get("x-ims-ref", ""), str):
        yield "x-ims-ref has to be the name of a type"


def _circle(schema: Schema) -> str:
    """A definition that leads back to itself, in words."""
    definitions = schema.get("$defs")
    definitions = definitions if isinstance(definitions, dict) else {}
    leads = {f"#/$defs/{name}": set(_references(value)) for name, value in definitions.items()}
    while leads:
        ends = {name for name, targets in leads.items() if not targets & leads.keys()}
        if not ends:
            return f"The definition {min(leads)} leads back to itself"
        leads = {name: targets for name, targets in leads.items() if name not in ends}
    return ""


def _references(value: object) -> Iterator[str]:
    if isinstance(value, dict) and isinstance(value.get("$ref"), str):
        yield value["$ref"]
    for inner in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from _references(inner)


def _once(pairs: list[tuple[str, Any]]) -> Schema:
    found: Schema = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key {key!r} is there twice")
        found[key] = value
    return found


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is not a number in JSON")


def _depth(schema: Schema) -> int:
    """How deep lists and objects are nested, counted without recursion."""
    level: list[Any] = [schema]
    depth = 0
    while level and depth <= _DEEPEST:
        depth += 1
        level = [
            inner
            for one in level
            for inner in (one.values() if isinstance(one, dict) else one)
            if isinstance(inner, dict | list)
        ]
    return depth


def _cut(message: object) -> str:
    text = str(message)
    return text if len(text) <= 200 else text[:197] + "…"
