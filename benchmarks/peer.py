"""check-jsonschema on the front matter of the same records, in the form that suits it best.

Its input is made before the clock starts: one .yaml file with the front matter of each
record, and schemas without references: looking them up would take it four times as long.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ims_docs.formats import frontmatter

PROGRAM = str(Path(sys.executable).with_name("check-jsonschema"))


@dataclass(frozen=True, slots=True)
class Peer:
    """The extracted front matter."""

    folder: Path

    def extract(self, root: Path, records: Mapping[str, Iterable[str]], schemas: Path) -> None:
        """Write the .yaml files and the bundled schemas."""
        flat = _Flat(schemas)
        for name, paths in records.items():
            place = self.folder / name
            place.mkdir(parents=True)
            for path in paths:
                text = (root / path).read_text(encoding="utf-8")
                (place / f"{Path(path).stem}.yaml").write_text(
                    frontmatter.split(text)[0], encoding="utf-8"
                )
            bundle = json.dumps(flat.of(name))
            (self.folder / f"{name}.schema.json").write_text(bundle, encoding="utf-8")
        one_of_all = json.dumps(flat.any_of(list(records)))
        (self.folder / "all.schema.json").write_text(one_of_all, encoding="utf-8")

    def single(self, records: Mapping[str, Iterable[str]]) -> list[str]:
        """One call for all types: a schema that chooses by the key `type`."""
        files = [self._file(name, path) for name, paths in records.items() for path in paths]
        return [PROGRAM, "--quiet", "--schemafile", str(self.folder / "all.schema.json"), *files]

    def one_type(self, name: str, paths: Iterable[str]) -> list[str]:
        """One call for records of one type: their own schema and nothing else."""
        files = [self._file(name, path) for path in paths]
        return [
            PROGRAM,
            "--quiet",
            "--schemafile",
            str(self.folder / f"{name}.schema.json"),
            *files,
        ]

    def _file(self, name: str, path: str) -> str:
        return str(self.folder / name / f"{Path(path).stem}.yaml")


class _Flat:
    """A schema without a single reference: nothing to look up, the quickest form for jsonschema."""

    def __init__(self, schemas: Path) -> None:
        self.schemas = schemas
        self.common = _read(schemas / "common.schema.json")["$defs"]

    def of(self, name: str) -> dict[str, Any]:
        """The schema of one type with the schema that all records share merged into it."""
        own = self._resolved(_read(self.schemas / "records" / f"{name}.schema.json"))
        base = self._resolved(_read(self.schemas / "record.schema.json"))
        properties = dict(base["properties"])
        for key, value in own["properties"].items():
            properties[key] = {**properties.get(key, {}), **value}
        conditions = [
            {word: part[word] for word in ("if", "then")} for part in (base, own) if "if" in part
        ]
        rest = {word: own[word] for word in ("allOf", "dependentRequired") if word in own}
        return {
            **rest,
            "type": "object",
            "properties": properties,
            "required": base["required"] + own.get("required", []),
            "allOf": conditions + rest.get("allOf", []),
            "additionalProperties": False,
        }

    def any_of(self, names: list[str]) -> dict[str, Any]:
        """One schema that chooses by the key `type`, the most frequent types first."""
        chain: Any = False
        for name in reversed(names):
            condition = {"properties": {"type": {"const": name}}, "required": ["type"]}
            chain = {"if": condition, "then": self.of(name), "else": chain}
        return chain

    def _resolved(self, schema: Any) -> Any:  # noqa: ANN401 - JSON
        if isinstance(schema, list):
            return [self._resolved(one) for one in schema]
        if not isinstance(schema, dict):
            return schema
        kept = {key: self._resolved(value) for key, value in schema.items() if key not in _LEFT_OUT}
        target = schema.get("$ref", "").partition("#/$defs/")[2]
        return {**self._resolved(self.common[target]), **kept} if target else kept


_LEFT_OUT = ("$schema", "$id", "$ref", "x-ims", "x-ims-ref", "unevaluatedProperties")


def _read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))
