"""From where something of a type may be taken out, as its schema says (x-ims.removal)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ims_docs.formats.schemas.files import Schema
from ims_docs.formats.schemas.lives import life_of
from ims_docs.model.type import ENTRY, TEXT_STATES, Kind


def removal_of(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """What the schema says. A type that says nothing lets go what proves nothing yet."""
    about = schema["x-ims"]
    said = about.get("removal")
    if said is not None:
        return tuple(said)
    possible = _possible(schema)
    return possible[:1] if about["kind"] == Kind.RECORD else possible


def problem_with_removal(schema: Schema) -> str:
    """What is wrong with it, or nothing."""
    possible = _possible(schema)
    for one in schema["x-ims"].get("removal", ()):
        if one not in possible:
            return f"removal names {one!r}; here it may name: {', '.join(possible)}"
    return ""


def _possible(schema: Mapping[str, Any]) -> tuple[str, ...]:
    kind = schema["x-ims"]["kind"]
    if kind == Kind.RECORD:
        return tuple(one.name for one in life_of(schema).states if not one.closes)
    return (*TEXT_STATES, ENTRY) if kind == Kind.REGISTER else TEXT_STATES
