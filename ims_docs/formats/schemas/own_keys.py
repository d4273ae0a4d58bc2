"""Keys of the organisation's own: what `schemas/keys.yaml` adds to the types."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ims_docs.formats.schemas.files import BASE, FOLDERS, Schema, as_object
from ims_docs.model.content import Content, Violation
from ims_docs.model.type import Kind

FILE = "schemas/keys.yaml"

_DEFINED = {
    "line": "line",
    "text": "text",
    "date": "date",
    "address": "url",
    "person": "person",
    "role": "role",
    "reference": "any",
}
"""Forms that `common.schema.json` defines, by what it calls them."""


class OwnKey(NamedTuple):
    """A key that is declared for a type."""

    type: str
    name: str
    schema: Schema


def own_keys(
    content: Content, schemas: Mapping[str, Schema], shared: Mapping[str, Schema]
) -> Iterator[OwnKey | Violation]:
    """Each key with each type that it is for, or what is wrong with that.

    `content` fits `keys.schema.json`. A key is added once, whoever names its type how often.
    """
    kinds = {
        folder: [name for name, one in schemas.items() if one["x-ims"]["kind"] == kind]
        for folder, kind in FOLDERS.items()
    }
    for name, declared in as_object(content.values["keys"]).items():
        schema = _schema(declared)
        done: set[str] = set()
        for index, wanted in enumerate(declared["for"]):
            place = content.position("keys", name, "for", index)
            if wanted not in kinds and wanted not in schemas:
                yield Violation(
                    *place,
                    f"`keys.{name}.for`: there is no type {wanted}",
                    "Write documents, records, registers or the name of a type.",
                )
                continue
            types = [one for one in kinds.get(wanted, [wanted]) if one not in done]
            done.update(types)
            taken = next((one for one in types if name in _taken(schemas[one], shared)), "")
            if taken:
                yield Violation(
                    *place,
                    f"`keys.{name}`: the type {taken} has a key {name} already",
                    "Choose another name, or name the types without it under `for`.",
                )
                continue
            yield from (OwnKey(one, name, schema) for one in types)


def with_key(schema: Schema, added: OwnKey) -> Schema:
    """The schema of a type with one key more."""
    found = copy.deepcopy(schema)
    _properties(found)[added.name] = copy.deepcopy(added.schema)
    return found


def _properties(schema: Schema) -> dict[str, Any]:
    """The keys of a document, a record or an entry of a register."""
    if schema["x-ims"]["kind"] != Kind.REGISTER:
        return schema["properties"]  # type: ignore[no-any-return]
    entries = schema["properties"].setdefault("entries", {})
    items = entries.setdefault("items", {"type": "object"})
    return items.setdefault("properties", {})  # type: ignore[no-any-return]


def _taken(schema: Schema, shared: Mapping[str, Schema]) -> set[str]:
    """The names of keys that a type has without us."""
    if schema["x-ims"]["kind"] == Kind.REGISTER:
        entries = as_object(as_object(schema["properties"]).get("entries"))
        return set(as_object(as_object(entries.get("items")).get("properties")))
    base = shared[BASE + schema["$ref"].removeprefix("../")]
    return {*base["properties"], *schema["properties"]}


def _schema(declared: Schema) -> Schema:
    """What JSON Schema says for a form."""
    form = declared["form"]
    says: dict[str, Any] = {
        key: declared[key] for key in ("title", "description") if key in declared
    }
    one: Schema
    if form in _DEFINED:
        one = {"$ref": f"../common.schema.json#/$defs/{_DEFINED[form]}"}
    elif form == "choice":
        one = {"enum": declared["choices"]}
    else:
        one = {"type": form}  # a number, as JSON Schema calls it too
    if form == "date":
        one["x-ims-ahead"] = True  # nobody knows whether it says what happened
    if declared.get("several"):
        return {**says, "type": "array", "items": one, "uniqueItems": True}
    return {"description": "", **says, **one}
