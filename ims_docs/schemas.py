"""Schemas: what types there are, and whether keys fit them. The only importer of jsonschema.

jsonschema-rs answers "does it fit?" for every file; jsonschema explains the few that
do not. A schema of the organisation's own stands beside ours and is judged alike.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import jsonschema_rs

from ims_docs.clauses import Clause
from ims_docs.errors import TemplateError
from ims_docs.model.content import Pointer, Position, Reference, Value, Violation
from ims_docs.model.type import Kind, Property, Type
from ims_docs.schema_messages import explain

BASE = "https://ims-docs.dev/schemas/"
SHARED = ("common", "document", "record", "register")
FOLDERS = {"documents": Kind.DOCUMENT, "registers": Kind.REGISTER, "records": Kind.RECORD}

Schema = dict[str, Any]
ReferencePath = tuple[tuple[str, ...], str]
"""Keys on the way to a reference ("*" for each of a list), and what it must name."""

_SLOW_PATTERN = re.compile(r"\([^()]*[+*}][^()]*\)[+*{]")
_PLACEHOLDER = "[TODO:"


class Schemas:
    """All schemas in force: the product's and the organisation's."""

    def __init__(self, folder: Path) -> None:
        self._shared = {BASE + f"{name}.schema.json": _read(folder / f"{name}.schema.json") for name in SHARED}
        self._folder = folder
        self._schemas: dict[str, Schema] = {}
        self._uris: dict[str, str] = {}
        self._validators: dict[str, Any] = {}
        self._reference_paths: dict[str, tuple[ReferencePath, ...]] = {}
        for sub in FOLDERS:
            for path in sorted((folder / sub).glob("*.schema.json")):
                self._take(f"{sub}/{path.name}", _read(path))

    def add(self, path: str, text: str) -> str:
        """Take in a schema of the organisation, `schemas/records/x.schema.json`. Says what is wrong with it."""
        try:
            schema = json.loads(text)
        except (ValueError, RecursionError) as error:
            return f"The schema is not JSON: {error}"
        relative = path.removeprefix("schemas/")
        if relative.partition("/")[0] not in FOLDERS or not relative.endswith(".schema.json"):
            return "A schema lies in documents/, registers/ or records/ and its name ends with .schema.json"
        problem = self._problem_with(schema)
        if not problem:
            self._take(relative, schema)
        return problem

    @cached_property
    def types(self) -> Mapping[str, Type]:
        """The types that the schemas describe, by name."""
        return {name: self._type(name) for name in sorted(self._schemas)}

    @property
    def digest(self) -> str:
        """Another text whenever any schema is another one."""
        every = json.dumps([self._shared, self._uris, self._schemas])
        return hashlib.sha1(every.encode(), usedforsecurity=False).hexdigest()

    def schema(self, name: str) -> Schema:
        """The schema of a type as it stands in its file."""
        return self._schemas[name]

    def judge(
        self, name: str, values: Mapping[str, Value], positions: Mapping[Pointer, Position]
    ) -> tuple[Violation, ...]:
        """Where keys do not fit the schema of a type. Template text is not held against them."""
        validator = self._validators.get(name)
        if validator is None:
            validator = self._validators[name] = self._compile(self._with_id(name))
        if validator.is_valid(values):
            return ()
        return tuple(explain(self._with_id(name), self._registry_resources, values, positions))

    def judge_by(
        self, name: str, values: Mapping[str, Value], positions: Mapping[Pointer, Position]
    ) -> tuple[Violation, ...]:
        """Where keys do not fit one of the product's other schemas, such as `settings`."""
        schema = _read(self._folder / f"{name}.schema.json")
        if self._compile(schema).is_valid(values):
            return ()
        return tuple(explain(schema, self._registry_resources, values, positions))

    def references(
        self, name: str, values: Mapping[str, Value], positions: Mapping[Pointer, Position]
    ) -> tuple[Reference, ...]:
        """Every value that names something else in the repository."""
        paths = self._reference_paths.get(name)
        if paths is None:
            paths = self._reference_paths[name] = tuple(_reference_paths(self._schemas[name], self._uris[name], self._shared))
        return tuple(
            Reference(wanted, value, *_nearest(positions, pointer))
            for keys, wanted in paths
            for pointer, value in _follow(values, keys, ())
            if not value.startswith(_PLACEHOLDER)
        )

    def _take(self, relative: str, schema: Schema) -> None:
        name = relative.rpartition("/")[2].removesuffix(".schema.json")
        self._schemas[name] = schema
        self._uris[name] = BASE + relative
        self._validators.pop(name, None)
        self._reference_paths.pop(name, None)
        self.__dict__.pop("types", None)

    def _with_id(self, name: str) -> Schema:
        return {**self._schemas[name], "$id": self._uris[name]}

    def _compile(self, schema: Schema) -> Any:  # noqa: ANN401 - the library gives its validators no public type
        return jsonschema_rs.Draft202012Validator(
            schema, validate_formats=True, registry=self._registry, offline=True,
            pattern_options=jsonschema_rs.RegexOptions(),
        )

    @cached_property
    def _registry(self) -> jsonschema_rs.Registry:
        return jsonschema_rs.Registry(list(self._shared.items()))

    @property
    def _registry_resources(self) -> Mapping[str, Schema]:
        return self._shared

    def _problem_with(self, schema: object) -> str:
        meta = _read(self._folder / "type.schema.json")
        for error in jsonschema_rs.Draft202012Validator(meta).iter_errors(schema):
            place = "/".join(str(part) for part in error.instance_path)
            return f"{place or 'The schema'}: {error.message}"
        assert isinstance(schema, dict)  # noqa: S101 - the meta schema says so
        slow = next(_slow_patterns(schema), None)
        if slow:
            return f"The pattern {slow!r} repeats a repetition and could take for ever"
        try:
            self._compile({**schema, "$id": BASE + "records/organisation.schema.json"})
        except ValueError as error:
            return f"The schema cannot be used: {error}"
        return ""

    def _type(self, name: str) -> Type:
        schema = self._schemas[name]
        about = schema["x-ims"]
        return Type(
            name=name, kind=Kind(about["kind"]), title=schema["title"], description=schema["description"],
            prefix=about.get("prefix", ""), folder=about["folder"],
            clauses={key: tuple(Clause.parse(one) for one in value) for key, value in about["clauses"].items()},
            profiles=tuple(about["profiles"]), sections=tuple(about.get("sections", ())),
            columns=tuple(about.get("columns", ())), review_months=about.get("review_months", 0),
            retention_years=about.get("retention_years", 0), approver=about.get("approver", ""),
            properties=tuple(self._properties(name)),
        )

    def _properties(self, name: str) -> Iterator[Property]:
        schema = self._schemas[name]
        merged: dict[str, Schema] = {}
        required: set[str] = set()
        closing: set[str] = set()
        if schema["x-ims"]["kind"] == Kind.REGISTER:
            entry = schema["properties"].get("entries", {}).get("items", {})
            merged, required = dict(entry.get("properties", {})), set(entry.get("required", ()))
        else:
            base = self._shared[BASE + schema["$ref"].removeprefix("../")]
            for part in (base, schema):
                for key, value in part.get("properties", {}).items():
                    merged[key] = {**merged.get(key, {}), **value}
                required |= set(part.get("required", ()))
                closing |= set(part.get("then", {}).get("required", ()))
        for key, value in merged.items():
            yield _property(key, self._resolved(value), required=key in required, closing=key in closing)

    def _resolved(self, value: Schema) -> Schema:
        target = value.get("$ref", "")
        if "#/$defs/" not in target:
            return value
        definition = self._shared[BASE + "common.schema.json"]["$defs"][target.rpartition("/")[2]]
        return {**self._resolved(definition), **{k: v for k, v in value.items() if k != "$ref"}, "definition": target.rpartition("/")[2]}


def _property(name: str, schema: Schema, *, required: bool, closing: bool) -> Property:
    wanted = schema.get("x-ims-ref", "")
    form = {"people": "person", "roles": "role", "": ""}.get(wanted, "id")
    if not form:
        form = schema.get("definition", "") if schema.get("definition") in ("date", "email", "text") else ""
    if not form:
        kinds = {"array": "list", "object": "group", "integer": "number", "number": "number"}
        form = "choice" if "enum" in schema else kinds.get(schema.get("type", ""), "line")
    return Property(
        name=name, title=schema.get("title", name.replace("_", " ").capitalize()),
        description=schema.get("description", ""), form=form,
        choices=tuple(str(one) for one in schema.get("enum", ())), required=required, required_when_closed=closing,
    )


def _reference_paths(schema: Schema, base: str, shared: Mapping[str, Schema], keys: tuple[str, ...] = (), depth: int = 0) -> Iterator[ReferencePath]:
    if depth > 12:
        return
    if "x-ims-ref" in schema:
        yield keys, schema["x-ims-ref"]
    elif "$ref" in schema:
        target, target_base = _lookup(schema["$ref"], base, shared)
        if target:
            yield from _reference_paths(target, target_base, shared, keys, depth + 1)
    for key, value in schema.get("properties", {}).items():
        yield from _reference_paths(value, base, shared, (*keys, key), depth + 1)
    if isinstance(schema.get("items"), dict):
        yield from _reference_paths(schema["items"], base, shared, (*keys, "*"), depth + 1)


def _lookup(reference: str, base: str, shared: Mapping[str, Schema]) -> tuple[Schema | None, str]:
    file, _, fragment = reference.partition("#")
    if file.startswith("../"):
        uri = BASE + file.removeprefix("../")
    else:
        uri = base.rpartition("/")[0] + "/" + file if file else base
    found: Any = shared.get(uri)
    for part in fragment.strip("/").split("/") if fragment else ():
        found = found.get(part) if isinstance(found, dict) else None
    return found, uri


def _follow(value: Value | Mapping[str, Value], keys: tuple[str, ...], done: Pointer) -> Iterator[tuple[Pointer, str]]:
    if not keys:
        if isinstance(value, str):
            yield done, value
    elif keys[0] == "*":
        for index, inner in enumerate(value if isinstance(value, list) else ()):
            yield from _follow(inner, keys[1:], (*done, index))
    elif isinstance(value, Mapping) and keys[0] in value:
        yield from _follow(value[keys[0]], keys[1:], (*done, keys[0]))


def _nearest(positions: Mapping[Pointer, Position], pointer: Pointer) -> Position:
    while pointer:
        if pointer in positions:
            return positions[pointer]
        pointer = pointer[:-1]
    return positions.get((), (1, 1))


def _slow_patterns(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "pattern" and isinstance(inner, str) and _SLOW_PATTERN.search(inner):
                yield inner
            yield from _slow_patterns(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _slow_patterns(inner)


def _read(path: Path) -> Schema:
    try:
        schema = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise TemplateError(f"The schema {path.name} of ims-docs cannot be read: {error}", hint="Install ims-docs again.") from error
    if not isinstance(schema, dict):
        raise TemplateError(f"The schema {path.name} of ims-docs is not an object", hint="Install ims-docs again.")
    return schema
