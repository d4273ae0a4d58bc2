"""Records that fit their type, made from its schema: for tests that go through every type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from ims_docs.adapters.resources import resource
from ims_docs.formats import frontmatter
from ims_docs.formats.schemas import Schemas
from ims_docs.formats.schemas.files import BASE, SHARED, looked_up, read
from ims_docs.model.life import State
from ims_docs.model.record import Record
from ims_docs.model.type import Kind, Type
from ims_docs.services.loading.content import load_file

DAY = "2025-03-10"
ID_LENGTH = 10
SHIPPED = Schemas(resource("schemas"))
RECORDS = [one for one in SHIPPED.types.values() if one.kind is Kind.RECORD]
STATES = [(one, state) for one in RECORDS for state in one.life.states]
SCHEMAS = {
    BASE + f"{name}.schema.json": read(resource("schemas") / f"{name}.schema.json")
    for name in SHARED
}


CARD = {
    "strategic_fit": 4, "value": 4, "demand": 4, "feasibility": 4,
    "return_against_risk": 4, "novelty": 4, "society": 4,
}  # fmt: skip
AGREEING: Mapping[str, Mapping[str, Any]] = {
    "acknowledgement": {
        "texts": [{"text": "POL-0001", "version": "1.0", "digest": f"sha256:{'0' * 64}"}]
    },
    "audit-sample": {
        "baseline": "2025-year-end",
        "baseline_code": "0e42-b77d-2c82-7cb9",
        "drawn_at": "2025-03-10T09:00:00Z",
    },
    "culture-survey": {"results": [{"statement": "I have time", "agree": 1}]},
    "gap-analysis": {
        "results": [{"clause": "9.2", "level": 4, "state": "in place", "evidence": "Seen"}]
    },
    "portfolio-decision": {
        "scores": [
            {"judge": one, "initiative": "INI-0001", **CARD} for one in ("PER-0001", "PER-0002")
        ],
        "weights": {
            name: 20 if name == "value" else 10 if name == "society" else 14 for name in CARD
        },
        "total": 80,
    },
}
"""Where values follow from each other, such as a total from the scores."""


def named(value: object) -> str | None:
    """The name of a type or state in the name of a test."""
    return getattr(value, "name", None)


def keys(type_: Type) -> Mapping[str, Any]:
    """A fitting value for every key of a type, whatever its state."""
    found = {**_keys(type_.name)}
    for key, other in type_.somebody_else.items():
        found[other], found[key] = "PER-0001", "PER-0002"
    return found | AGREEING.get(type_.name, {}) | {"id": f"{type_.prefix}-0001", "title": "A title"}


@cache
def _keys(name: str) -> Mapping[str, Any]:
    uri = f"{BASE}records/{name}.schema.json"
    schema = SHIPPED.schema(name)
    base = BASE + "record.schema.json"
    inherited = SCHEMAS[base]["properties"].items()
    found = {key: sample(value, SCHEMAS[base], base) for key, value in inherited}
    own = schema["properties"].items()
    return found | {key: sample(value, schema, uri) for key, value in own}


def sample(  # noqa: C901, PLR0911 - one answer for each kind of value
    value: Mapping[str, Any], schema: Mapping[str, Any], uri: str
) -> Any:
    """A value that fits a part of a schema."""
    part = resolved(value, schema, uri)
    if "const" in part or "enum" in part:
        return part.get("const", part.get("enum", [None])[0])
    if part.get("x-ims-ref") == "people":
        return "PER-0001"
    if part.get("x-ims-ref") == "clause":
        return "9.2"
    if "[0-9]{4}$" in part.get("pattern", "") and part.get("maxLength") == ID_LENGTH:
        prefix = re.search(r"[A-Z]{3}", part["pattern"].replace("[A-Z]{2,5}", "ABC"))
        return f"{prefix[0]}-0001" if prefix else None
    if part.get("format") == "date":
        return DAY
    match part.get("type"):
        case "integer":
            return max(1, part.get("minimum", 1))
        case "number":
            return 1
        case "array":
            return [sample(part["items"], *part["at"])]
        case "object":
            return {name: sample(one, *part["at"]) for name, one in part["properties"].items()}
    if part.get("pattern", "").startswith("^[A-Z]{3}"):
        return "EUR"
    if part.get("title") == "Period":
        return "2025-Q1"
    if part.get("pattern", "").startswith("^[a-z]"):
        return "internal-audit"
    return "Something was done"


def resolved(value: Mapping[str, Any], schema: Mapping[str, Any], uri: str) -> dict[str, Any]:
    """A part with everything that its $ref brings, and where its own references start."""
    if "$ref" not in value:
        return {**value, "at": (schema, uri)}
    target, there = looked_up(value["$ref"], dict(schema), uri, SCHEMAS)
    brought = resolved(target, SCHEMAS.get(there, schema), there)
    return {**brought, **{name: one for name, one in value.items() if name != "$ref"}}


def asked(type_: Type, state: State) -> list[str]:
    """The keys that a record needs in a state."""
    return [key.name for key in type_.properties if key.required or state.name in key.required_in]


def record_text(type_: Type, state: State, *, without: str = "", sections: bool = True) -> str:
    """A complete record in a state."""
    every = keys(type_)
    values = {
        name: every[name] for name in every if name not in {"corrections", "closed_on", without}
    }
    values["status"] = state.name
    if state.closes and without != "closed_on":
        values["closed_on"] = DAY
    if "residual_uncertainty" in values:
        values["residual_uncertainty"] = "within what we accept"
    titles = type_.sections if sections else ()
    body = "\n".join(f"## {title}\n\nWe wrote what happened.\n" for title in titles)
    return f"---\n{frontmatter.dump(values)}---\n\n{body}"


def record(type_: Type, text: str) -> Record:
    """The record that a text says."""
    loaded = load_file(type_.path(f"{type_.prefix}-0001"), text.encode(), SHIPPED)
    assert isinstance(loaded, Record), loaded
    return loaded
