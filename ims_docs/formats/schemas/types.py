"""A schema as a Type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from ims_docs.formats.schemas.deadlines import deadlines_of, happened_of
from ims_docs.formats.schemas.files import BASE, Schema, as_object, looked_up
from ims_docs.formats.schemas.lives import asked_in, life_of
from ims_docs.formats.schemas.objections import keys_of, objections_of
from ims_docs.formats.schemas.removal import removal_of
from ims_docs.model.clause import Clause
from ims_docs.model.type import Asks, Impartiality, Kind, Property, Type

_FORMS = {"array": "list", "object": "group", "integer": "number", "number": "number"}
_DEFINED = ("date", "email", "text")
_DEEPEST = 12

_Root: TypeAlias = tuple[Schema, str]
"""A schema, and the address that its references start from."""


def type_of(name: str, schema: Schema, uri: str, shared: Mapping[str, Schema]) -> Type:
    """What a schema says about its type."""
    about = schema["x-ims"]
    return Type(
        name=name,
        kind=Kind(about["kind"]),
        title=schema["title"],
        description=schema["description"],
        prefix=about.get("prefix", ""),
        folder=about["folder"],
        clauses={
            key: tuple(Clause.parse(one) for one in value)
            for key, value in about["clauses"].items()
        },
        profiles=tuple(about["profiles"]),
        sections=tuple(about.get("sections", ())),
        combines=tuple(about.get("combines", ())),
        columns=tuple(about.get("columns", ())),
        review_months=about.get("review_months", 0),
        retention_years=about.get("retention_years", 0),
        removal=removal_of(schema),
        approver=about.get("approver", ""),
        life=life_of(schema),
        somebody_else=about.get("somebody_else", {}),
        closed=tuple(about.get("closed", ())),
        series=tuple(about.get("series", ())),
        deadlines=deadlines_of(schema, uri, shared),
        impartial=_impartial(about),
        made_by=tuple(keys_of(one) for one in about.get("made_by", ())),
        happened=happened_of(schema, uri, shared),
        objections=tuple(objections_of(schema)),
        asks=_asks(about),
        sheets=tuple(about.get("sheets", ())),
        properties=tuple(_properties(schema, uri, shared)),
    )


def _asks(about: Schema) -> Asks | None:
    said = about.get("asks")
    return Asks(tuple(said["answers"]), said.get("scope", "")) if said else None


def _impartial(about: Schema) -> Impartiality | None:
    said = about.get("impartial")
    if not said:
        return None
    return Impartiality(tuple(said["auditors"]), said["looked_at"], said.get("handed_over", ""))


def _properties(schema: Schema, uri: str, shared: Mapping[str, Schema]) -> Iterator[Property]:
    parts = [(schema, (schema, uri))]
    if schema["x-ims"]["kind"] == Kind.REGISTER:
        entries = as_object(as_object(schema["properties"]).get("entries"))
        parts = [(as_object(entries.get("items")), (schema, uri))]
    else:
        base = BASE + schema["$ref"].removeprefix("../")
        parts.insert(0, (shared[base], (shared[base], base)))
    merged: dict[str, Schema] = {}
    roots: dict[str, _Root] = {}
    required: set[str] = set()
    for part, root in parts:
        for key, value in as_object(part.get("properties")).items():
            resolved, roots[key] = _resolved(as_object(value), root, shared)
            merged[key] = {**merged.get(key, {}), **resolved}
        required.update(part.get("required", ()))
    asked = asked_in(schema)
    reading = _Reading(shared, asked)
    for key, value in merged.items():
        yield reading.property((key,), value, roots[key], required=key in required)


def _resolved(
    value: Schema, root: _Root, shared: Mapping[str, Schema], depth: int = 0
) -> tuple[Schema, _Root]:
    """A property with everything that its $ref brings, and where its own references start from."""
    if "$ref" not in value or depth > _DEEPEST:
        return value, root
    target, uri = looked_up(value["$ref"], *root, shared)
    there = (shared.get(uri, root[0]), uri)
    brought, there = _resolved(target, there, shared, depth + 1)
    here = {key: one for key, one in value.items() if key != "$ref"}
    return {**brought, **here, "definition": value["$ref"].rpartition("/")[2]}, there


class _Reading:
    """Reads the keys of one type."""

    def __init__(
        self, shared: Mapping[str, Schema], asked: Mapping[tuple[str, ...], tuple[str, ...]]
    ) -> None:
        self.shared = shared
        self.asked = asked

    def property(
        self, way: tuple[str, ...], schema: Schema, root: _Root, *, required: bool
    ) -> Property:
        """One key; `way` are the keys that lead to it, "*" for each of a list."""
        name, wanted = way[-1], schema.get("x-ims-ref", "")
        each, there = _resolved(as_object(schema.get("items")), root, self.shared)
        is_list = schema.get("type") == "array" and len(way) <= _DEEPEST
        group, inside, at = (each, (*way, "*"), there) if is_list else (schema, way, root)
        parts = tuple(self._parts(group, inside, at)) if len(way) <= _DEEPEST else ()
        ones = is_list and each and not parts
        return Property(
            name=name,
            title=schema.get("title", name.replace("_", " ").capitalize()),
            description=schema.get("description", ""),
            form=_form(schema),
            choices=tuple(str(one) for one in schema.get("enum", ())),
            required=required,
            required_in=self.asked.get(way, ()),
            parts=parts,
            each=(self.property((*way, "*"), each, there, required=True),) if ones else (),
            names=wanted if isinstance(wanted, str) else "",
            default=schema.get("default"),
            start=schema.get("x-ims-start"),
        )

    def _parts(self, group: Schema, way: tuple[str, ...], root: _Root) -> Iterator[Property]:
        """The keys of a group. `title` and `description` of what they refer to are no names of them."""
        required = group.get("required", ())
        for key, value in as_object(group.get("properties")).items():
            own = as_object(value)
            whole, there = _resolved(own, root, self.shared)
            named = {**whole, "title": own.get("title", key.replace("_", " ").capitalize())}
            yield self.property((*way, key), named, there, required=key in required)


def _form(schema: Schema) -> str:
    wanted = schema.get("x-ims-ref", "")
    if wanted:
        return {"people": "person", "roles": "role"}.get(wanted, "id")
    if schema.get("definition") in _DEFINED:
        return str(schema["definition"])
    return "choice" if "enum" in schema else _FORMS.get(str(schema.get("type", "")), "line")
