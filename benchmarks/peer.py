"""check-jsonschema on the front matter of the same records, in the form that suits it best.

Its input is made before the clock starts: one .yaml file with the front matter of each
record, and one schema per type with everything that it refers to inside.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ims_docs import frontmatter
from ims_docs.schemas import BASE, SHARED

PROGRAM = str(Path(sys.executable).with_name("check-jsonschema"))


@dataclass(frozen=True, slots=True)
class Peer:
    """The extracted front matter."""

    folder: Path

    def extract(self, root: Path, records: Mapping[str, Iterable[str]], schemas: Path) -> None:
        """Write the .yaml files and the bundled schemas."""
        for name, paths in records.items():
            place = self.folder / name
            place.mkdir(parents=True)
            for path in paths:
                text = (root / path).read_text(encoding="utf-8")
                (place / f"{Path(path).stem}.yaml").write_text(frontmatter.split(text)[0], encoding="utf-8")
            bundle = json.dumps(_bundled(schemas, name))
            (self.folder / f"{name}.schema.json").write_text(bundle, encoding="utf-8")
        one_of_all = json.dumps(_dispatching(schemas, list(records)))
        (self.folder / "all.schema.json").write_text(one_of_all, encoding="utf-8")

    def commands(self, records: Mapping[str, Iterable[str]]) -> Iterator[list[str]]:
        """One call per type: each file is judged by the schema of its own type only."""
        for name, paths in records.items():
            files = [str(self.folder / name / f"{Path(path).stem}.yaml") for path in paths]
            if files:
                yield [PROGRAM, "--quiet", "--schemafile", str(self.folder / f"{name}.schema.json"), *files]

    def single(self, records: Mapping[str, Iterable[str]]) -> list[str]:
        """One call for all types: a schema that chooses by the key `type`."""
        files = [str(self.folder / name / f"{Path(path).stem}.yaml") for name, paths in records.items() for path in paths]
        return [PROGRAM, "--quiet", "--schemafile", str(self.folder / "all.schema.json"), *files]


def _bundled(schemas: Path, name: str) -> dict[str, Any]:
    own = _read(schemas / "records" / f"{name}.schema.json")
    return {**own, "$defs": {shared: _read(schemas / f"{shared}.schema.json") for shared in SHARED}}


def _dispatching(schemas: Path, names: list[str]) -> dict[str, Any]:
    chain: dict[str, Any] | bool = False
    for name in reversed(names):
        chain = {
            "if": {"properties": {"type": {"const": name}}, "required": ["type"]},
            "then": {"$ref": f"{BASE}records/{name}.schema.json"},
            "else": chain,
        }
    definitions = {name: _read(schemas / "records" / f"{name}.schema.json") for name in names}
    definitions |= {shared: _read(schemas / f"{shared}.schema.json") for shared in SHARED}
    assert isinstance(chain, dict)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"{BASE}all.schema.json", "$defs": definitions, **chain}


def _read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))
