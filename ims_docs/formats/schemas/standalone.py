"""A schema as one file that needs no other, for programs that know draft 7 alone: editors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ims_docs.formats.schemas.files import Schema, as_object, looked_up

_DRAFT_7 = "http://json-schema.org/draft-07/schema#"
_OURS = ("$id", "$schema", "$defs", "$ref")
_OUR_WORDS = "x-ims"
"""How every word begins that schemas say to this program alone."""
_ANNOTATIONS = ("title", "description")
"""Keys that say something to people and ask for nothing."""


def standalone(schema: Schema, base: str, shared: Mapping[str, Schema]) -> Schema:
    """The same demands with every reference replaced by what it names."""
    whole = _Inlining(shared).whole(schema, schema, base)
    if whole.pop("unevaluatedProperties", True) is False:
        whole["additionalProperties"] = False
    return {"$schema": _DRAFT_7, **whole}


class _Inlining:
    def __init__(self, shared: Mapping[str, Schema]) -> None:
        self._shared = shared

    def whole(self, part: Any, root: Schema, base: str) -> Any:  # noqa: ANN401 - a schema holds any JSON
        """A part of `root`, which lies at `base`, without references."""
        if isinstance(part, list):
            return [self.whole(one, root, base) for one in part]
        if not isinstance(part, dict):
            return part
        own = {
            key: self._named(value, root, base)
            if key == "properties"
            else self.whole(value, root, base)
            for key, value in part.items()
            if key not in _OURS and not key.startswith(_OUR_WORDS)
        }
        if "$ref" not in part:
            return own
        target, uri = looked_up(part["$ref"], root, base, self._shared)
        return _both(as_object(self.whole(target, self._shared.get(uri, root), uri)), own)

    def _named(self, properties: Schema, root: Schema, base: str) -> Schema:
        return {name: self.whole(value, root, base) for name, value in properties.items()}


def _both(general: Schema, special: Schema) -> Schema:
    """One schema that asks for what both ask for, and says what the special one says."""
    found = dict(general)
    rest: list[Schema] = []
    for key, value in special.items():
        former = found.get(key)
        if key in _ANNOTATIONS or former is None or former == value:
            found[key] = value
        elif key == "properties":
            names = {**former, **value}
            found[key] = {
                name: _both(former[name], value[name]) if name in former and name in value else one
                for name, one in names.items()
            }
        elif key == "required":
            found[key] = list(dict.fromkeys([*former, *value]))
        elif key == "items":
            found[key] = _both(former, value)
        else:
            found[key] = value
            rest.append({key: former})
    if rest:
        found["allOf"] = [*found.get("allOf", []), *rest]
    return found
