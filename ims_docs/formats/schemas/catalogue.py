"""All schemas in force, and what they say about keys."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import jsonschema_rs

from ims_docs.formats.schemas import own
from ims_docs.formats.schemas.explaining import Explainer, place
from ims_docs.formats.schemas.files import BASE, FOLDERS, SHARED, Schema, compiled, read
from ims_docs.formats.schemas.own_keys import OwnKey, own_keys, with_key
from ims_docs.formats.schemas.references import ReferencePath, follow, reference_paths
from ims_docs.formats.schemas.standalone import standalone
from ims_docs.formats.schemas.types import type_of
from ims_docs.model.content import Content, Pointer, Position, Reference, Value, Violation
from ims_docs.model.type import Type

_PLACEHOLDER = "[TODO:"


class Schemas:
    """All schemas in force: the product's and the organisation's."""

    def __init__(self, folder: Path) -> None:
        self._shared = {
            BASE + f"{name}.schema.json": read(folder / f"{name}.schema.json") for name in SHARED
        }
        self._folder = folder
        self._schemas: dict[str, Schema] = {}
        self._uris: dict[str, str] = {}
        self._validators: dict[str, Any] = {}
        self._others: dict[str, tuple[Schema, Any]] = {}
        self._reference_paths: dict[str, tuple[ReferencePath, ...]] = {}
        for sub in FOLDERS:
            for path in sorted((folder / sub).glob("*.schema.json")):
                self._take(f"{sub}/{path.name}", read(path))

    def add(self, path: str, text: str) -> str:
        """Take in a schema of the organisation, `schemas/records/x.schema.json`.

        Says what is wrong with it, or nothing.
        """
        relative = path.removeprefix("schemas/")
        schema, problem = own.read(relative, text)
        problem = problem or own.problem_with(
            schema, relative, read(self._folder / "type.schema.json"), self._registry
        )
        name = _type_name(relative)
        if not problem and name in self._schemas:
            problem = f"There is a type {name} already; what it asks for cannot be replaced"
        if not problem:
            self._take(relative, schema)
        return problem

    def add_keys(self, content: Content) -> tuple[Violation, ...]:
        """Take in keys of the organisation's own; none when something is wrong with one of them."""
        wrong = self.judge_by("keys", content.values, content.positions)
        if wrong:
            return wrong
        found = list(own_keys(content, self._schemas, self._shared))
        if wrong := tuple(one for one in found if isinstance(one, Violation)):
            return wrong
        for one in found:
            if isinstance(one, OwnKey):
                relative = self._uris[one.type].removeprefix(BASE)
                self._take(relative, with_key(self._schemas[one.type], one))
        return ()

    @cached_property
    def types(self) -> Mapping[str, Type]:
        """The types that the schemas describe, by name."""
        return _Types(
            {
                name: partial(type_of, name, self._schemas[name], self._uris[name], self._shared)
                for name in sorted(self._schemas)
            }
        )

    @cached_property
    def digest(self) -> str:
        """Another text whenever any schema is another one."""
        every = json.dumps([self._shared, self._uris, self._schemas])
        return hashlib.sha1(every.encode(), usedforsecurity=False).hexdigest()

    def schema(self, name: str) -> Schema:
        """The schema of a type as it stands in its file."""
        return self._schemas[name]

    def standalone(self, name: str) -> Schema:
        """The schema of a type as one file that needs no other."""
        return standalone(self._schemas[name], self._uris[name], self._shared)

    def judge(
        self, name: str, values: Mapping[str, Value], positions: Mapping[Pointer, Position]
    ) -> tuple[Violation, ...]:
        """Where keys do not fit the schema of a type. Template text is not held against them."""
        validator = self._validators.get(name)
        if validator is None:
            schema = {**self._schemas[name], "$id": self._uris[name]}
            validator = self._validators[name] = compiled(schema, self._registry)
        if validator.is_valid(values):
            return ()
        schema = {**self._schemas[name], "$id": self._uris[name]}
        explanation = self._explainer.explain(schema, values, positions)
        if explanation.violations or explanation.placeholders:
            return explanation.violations
        return tuple(_plainly(validator, values, positions))

    def judge_by(
        self, name: str, values: Mapping[str, Value], positions: Mapping[Pointer, Position]
    ) -> tuple[Violation, ...]:
        """Where keys do not fit one of the product's other schemas, such as `settings`.

        Template text is held against these: the product works with what they say.
        """
        if name not in self._others:
            schema = read(self._folder / f"{name}.schema.json")
            self._others[name] = schema, compiled(schema, self._registry)
        schema, validator = self._others[name]
        if validator.is_valid(values):
            return ()
        found = self._explainer.explain(schema, values, positions, excuse=False).violations
        return found or tuple(_plainly(validator, values, positions))

    def references(
        self, name: str, values: Mapping[str, Value], positions: Mapping[Pointer, Position]
    ) -> tuple[Reference, ...]:
        """Every value that names something else in the repository."""
        paths = self._reference_paths.get(name)
        if paths is None:
            found = reference_paths(self._schemas[name], self._uris[name], self._shared)
            paths = self._reference_paths[name] = tuple(found)
        return tuple(
            Reference(wanted, value, *place(positions, pointer))
            for keys, wanted in paths
            for pointer, value in follow(values, keys, ())
            if not value.startswith(_PLACEHOLDER)
        )

    def _take(self, relative: str, schema: Schema) -> None:
        name = _type_name(relative)
        self._schemas[name] = schema
        self._uris[name] = BASE + relative
        self._validators.pop(name, None)
        self._reference_paths.pop(name, None)
        for known in ("types", "digest"):
            self.__dict__.pop(known, None)

    @cached_property
    def _explainer(self) -> Explainer:
        return Explainer(self._shared)

    @cached_property
    def _registry(self) -> jsonschema_rs.Registry:
        return jsonschema_rs.Registry(list(self._shared.items()))


class _Types(Mapping[str, Type]):
    """Types, each made when it is asked for: a hook on a few files asks for few of them."""

    def __init__(self, makers: Mapping[str, Callable[[], Type]]) -> None:
        self._makers = makers
        self._made: dict[str, Type] = {}

    def __getitem__(self, name: str) -> Type:
        try:
            return self._made[name]
        except KeyError:
            return self._made.setdefault(name, self._makers[name]())

    def __contains__(self, name: object) -> bool:
        return name in self._makers

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def _type_name(relative: str) -> str:
    return relative.rpartition("/")[2].removesuffix(".schema.json")


def _plainly(
    validator: Any,  # noqa: ANN401
    values: Mapping[str, Value],
    positions: Mapping[Pointer, Position],
) -> Iterator[Violation]:
    """The fast judge's own words, for what we have no sentence for."""
    for error in validator.iter_errors(values):
        yield Violation(
            *place(positions, tuple(error.instance_path)),
            str(error.message)[:300],
            "Compare it with the schema.",
        )
