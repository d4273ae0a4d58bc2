"""A schema as a Type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ims_docs.formats.schemas.deadlines import deadlines_of, happened_of
from ims_docs.formats.schemas.files import BASE, Schema, as_object, looked_up
from ims_docs.formats.schemas.lives import asked_in, life_of
from ims_docs.formats.schemas.objections import objections_of
from ims_docs.formats.schemas.removal import removal_of
from ims_docs.model.clause import Clause
from ims_docs.model.type import Kind, Property, Type

_FORMS = {"array": "list", "object": "group", "integer": "number", "number": "number"}
_DEFINED = ("date", "email", "text")
_ITEMS = {"persons": "person"}
_DEEPEST = 12


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
        happened=happened_of(schema, uri, shared),
        objections=tuple(objections_of(schema)),
        properties=tuple(_properties(schema, uri, shared)),
    )


def _properties(schema: Schema, uri: str, shared: Mapping[str, Schema]) -> Iterator[Property]:
    parts = [(schema, (schema, uri))]
    if schema["x-ims"]["kind"] == Kind.REGISTER:
        entries = as_object(as_object(schema["properties"]).get("entries"))
        parts = [(as_object(entries.get("items")), (schema, uri))]
    else:
        base = BASE + schema["$ref"].removeprefix("../")
        parts.insert(0, (shared[base], (shared[base], base)))
    merged: dict[str, Schema] = {}
    required: set[str] = set()
    for part, root in parts:
        for key, value in as_object(part.get("properties")).items():
            merged[key] = {**merged.get(key, {}), **_resolved(as_object(value), root, shared)}
        required.update(part.get("required", ()))
    states = asked_in(schema)
    for key, value in merged.items():
        yield _property(key, value, required=key in required, required_in=states.get(key, ()))


def _resolved(
    value: Schema, root: tuple[Schema, str], shared: Mapping[str, Schema], depth: int = 0
) -> Schema:
    """A property with everything that its $ref brings."""
    if "$ref" not in value or depth > _DEEPEST:
        return value
    target, uri = looked_up(value["$ref"], *root, shared)
    brought = _resolved(target, (shared.get(uri, root[0]), uri), shared, depth + 1)
    here = {key: one for key, one in value.items() if key != "$ref"}
    return {**brought, **here, "definition": value["$ref"].rpartition("/")[2]}


def _property(
    name: str, schema: Schema, *, required: bool, required_in: tuple[str, ...]
) -> Property:
    return Property(
        name=name,
        title=schema.get("title", name.replace("_", " ").capitalize()),
        description=schema.get("description", ""),
        form=_form(schema),
        choices=tuple(str(one) for one in schema.get("enum", ())),
        items=_ITEMS.get(schema.get("definition", ""), ""),
        required=required,
        required_in=required_in,
    )


def _form(schema: Schema) -> str:
    wanted = schema.get("x-ims-ref", "")
    if wanted:
        return {"people": "person", "roles": "role"}.get(wanted, "id")
    if schema.get("definition") in _DEFINED:
        return str(schema["definition"])
    return "choice" if "enum" in schema else _FORMS.get(str(schema.get("type", "")), "line")
