"""Where schemas lie, how they name each other, and reading ours."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import jsonschema_rs

from ims_docs.errors import TemplateError
from ims_docs.model.type import Kind

BASE = "https://ims-docs.dev/schemas/"
SHARED = ("common", "document", "record", "register", "standard")
"""Schemas that other schemas refer to."""

FOLDERS = {"documents": Kind.DOCUMENT, "registers": Kind.REGISTER, "records": Kind.RECORD}

Schema: TypeAlias = dict[str, Any]


def read(path: Path) -> Schema:
    """A schema of the product. Raises TemplateError when it is damaged."""
    try:
        schema = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise TemplateError(
            f"The schema {path.name} of ims-docs cannot be read: {error}",
            hint="Install ims-docs again.",
        ) from error
    if not isinstance(schema, dict):
        raise TemplateError(
            f"The schema {path.name} of ims-docs is not an object", hint="Install ims-docs again."
        )
    return schema


def compiled(schema: Schema, registry: jsonschema_rs.Registry) -> Any:  # noqa: ANN401 - no public type
    """The fast judge. Patterns run in linear time, and nothing is fetched from anywhere."""
    return jsonschema_rs.Draft202012Validator(
        schema,
        validate_formats=True,
        registry=registry,
        offline=True,
        pattern_options=jsonschema_rs.RegexOptions(),
    )


def looked_up(
    reference: str, schema: Schema, base: str, shared: Mapping[str, Schema]
) -> tuple[Schema, str]:
    """What a $ref in `schema` names, and the address that its own references start from.

    Nothing at all when it names nothing that we know.
    """
    file, _, fragment = reference.partition("#")
    if file.startswith("../"):
        uri = BASE + file.removeprefix("../")
    else:
        uri = base.rpartition("/")[0] + "/" + file if file else base
    found: Any = shared.get(uri, schema if uri == base else None)
    for part in fragment.strip("/").split("/") if fragment else ():
        found = found.get(part) if isinstance(found, dict) else None
    return as_object(found), uri


def as_object(value: object) -> Schema:
    """A part of a schema when it has keys; `true`, `false` and nothing have none."""
    return value if isinstance(value, dict) else {}
