"""A repository of any size for the benchmarks: a full scaffold and records that fit their schemas.

Everything follows from the number of files: the same number makes the same bytes.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from ims_docs.adapters import resources
from ims_docs.adapters.git import History
from ims_docs.formats import frontmatter
from ims_docs.formats.schemas import Schemas
from ims_docs.model.type import Kind, Type
from ims_docs.services.scaffold import create
from ims_docs.services.scaffold.answers import complete

SHARES = {
    "idea": 20,
    "measurement": 16,
    "opportunity": 12,
    "lesson": 10,
    "experiment": 10,
    "initiative": 8,
    "nonconformity": 7,
    "partner-meeting": 7,
    "improvement": 6,
    "change": 4,
}
"""Types of records and how many of each hundred there are."""

FIRST_DAY = date(2021, 1, 4)
DAYS = 1700
"""From the first record to the last."""
LONGEST = 60
"""Days from the first of a record to its last."""
FIRST_SAVED = datetime(2026, 1, 5, 9, tzinfo=UTC)
WORDS = [
    "customer",
    "seal",
    "drive",
    "workshop",
    "prototype",
    "supplier",
    "team",
    "process",
    "product",
    "market",
    "value",
    "review",
    "risk",
    "evidence",
    "pilot",
    "sensor",
    "service",
    "training",
    "decision",
    "budget",
    "partner",
    "user",
    "test",
    "measure",
    "result",
    "plan",
    "change",
    "portfolio",
    "learning",
    "interview",
    "survey",
    "objective",
    "quality",
    "material",
    "energy",
    "design",
]


@dataclass(frozen=True, slots=True)
class Made:
    """The repository and what is in it."""

    root: Path
    schemas: Schemas
    records: Mapping[str, tuple[str, ...]]
    """Type to the paths of its records."""

    @property
    def files(self) -> int:
        """How many files under docs/ the tool reads."""
        return sum(1 for path in (self.root / "docs").rglob("*") if path.suffix in (".md", ".yaml"))


def make(root: Path, files: int) -> Made:
    """Write the repository and commit it."""
    create(root, complete({"organisation": "Benchmark Works"}), when=FIRST_SAVED)
    schemas = Schemas(resources.resource("schemas"))
    made = Made(root, schemas, {})
    wanted = max(files - made.files, len(SHARES))
    counts = {name: max(wanted * share // 100, 1) for name, share in SHARES.items()}
    counts["idea"] += wanted - sum(counts.values())
    writer = _Writer(schemas, counts)
    records = {
        name: tuple(writer.write(root, schemas.types[name], count))
        for name, count in counts.items()
    }
    History(root).commit_all(
        "docs: records", name="Sam Sample", email="sam@example.org", when=FIRST_SAVED
    )
    return Made(root, schemas, records)


def _asked_in(schema: Mapping[str, Any], state: str) -> Iterator[str]:
    """The keys that a state asks for."""
    for rule in schema.get("allOf", ()):
        status = rule["if"]["properties"]["status"]
        if state in (status.get("const"), *status.get("enum", ())):
            yield from rule["then"].get("required", ())


class _Writer:
    """Writes records whose keys follow the schema of their type."""

    def __init__(self, schemas: Schemas, counts: Mapping[str, int]) -> None:
        self.schemas = schemas
        common = resources.resource("schemas") / "common.schema.json"
        self.shared: Mapping[str, Any] = json.loads(common.read_text(encoding="utf-8"))["$defs"]
        self.counts = counts
        self.random = random.Random(56001)
        self.prefixes = {schemas.types[name].prefix: name for name in counts}
        self.date = FIRST_DAY
        self.begun = Fraction()
        """How much of all there is was recorded before what is written now."""

    def write(self, root: Path, kind: Type, count: int) -> Iterator[str]:
        """All records of one type; yields their paths."""
        folder = root / "docs" / kind.folder
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, count + 1):
            identifier = f"{kind.prefix}-{number:04}"
            self.begun = Fraction(number - 1, count)
            self.date = FIRST_DAY + timedelta(days=int(self.begun * DAYS))
            text = f"---\n{frontmatter.dump(self._keys(kind, identifier))}---\n\n{self._body(kind, identifier)}"
            (root / kind.path(identifier)).write_text(text, encoding="utf-8")
            yield kind.path(identifier)

    def _keys(self, kind: Type, identifier: str) -> dict[str, Any]:
        closed = self.random.random() < 0.8
        ends = [one.name for one in kind.life.states if one.closes]
        state = self.random.choice(ends) if closed else kind.life.states[0].name
        schema = self.schemas.schema(kind.name)
        keys: dict[str, Any] = {
            "id": identifier,
            "type": kind.name,
            "title": self._line().capitalize(),
            "date": self.date.isoformat(),
            "owner": self._person(),
            "status": state,
        }
        if closed:
            keys["closed_on"] = (self.date + timedelta(days=LONGEST)).isoformat()
        asked = {*schema.get("required", ()), *_asked_in(schema, state)}
        for name, value in schema["properties"].items():
            if name not in keys and (name in asked or self.random.random() < 0.5):
                keys[name] = self._value(self._resolved(value))
        if self.random.random() < 0.4:
            keys["related"] = self._several(lambda: self._id("any"))
        if "currency" in schema["properties"]:
            keys["currency"] = "EUR"
        if "verified_by" in keys:  # nobody verifies what they did or decided themselves
            keys |= {"owner": "PER-0001", "verified_by": "PER-0002"}
            keys |= {"approved_by": "PER-0001"} if "approved_by" in keys else {}
        return self._consistent(self._filled(keys), schema)

    @staticmethod
    def _consistent(keys: dict[str, Any], schema: Mapping[str, Any]) -> dict[str, Any]:
        """Without the keys that ask for others which nothing here can name."""
        asks = schema.get("dependentRequired", {})
        return {name: one for name, one in keys.items() if {*asks.get(name, ())} <= {*keys}}

    def _filled(self, keys: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in keys.items() if value not in (None, [])}

    def _value(self, schema: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a value of any schema
        if "enum" in schema:
            return self.random.choice(schema["enum"])
        if "x-ims-ref" in schema:
            return self._reference(schema)
        if schema.get("type") == "array":
            return self._several(lambda: self._value(self._resolved(schema["items"])))
        if schema.get("type") == "object":
            return self._filled(
                {
                    name: self._value(self._resolved(one))
                    for name, one in schema["properties"].items()
                }
            )
        if schema.get("type") in ("integer", "number"):
            return self.random.randint(schema.get("minimum", 0), schema.get("maximum", 90_000))
        return self._text(schema)

    def _text(self, schema: Mapping[str, Any]) -> str | None:
        pattern = schema.get("pattern", "")
        if schema.get("format") == "date":
            return self._later()
        if "Q[1-4]" in pattern:
            return f"{self.date.year}-Q{(self.date.month + 2) // 3}"
        if pattern == "^[A-Z]{3}$":
            return "EUR"
        if pattern.startswith("^https"):
            return f"https://example.org/{self.random.choice(WORDS)}"
        return None if pattern else self._line(3 if schema.get("maxLength", 300) < 100 else 12)

    def _reference(self, schema: Mapping[str, Any]) -> str | None:
        wanted = schema["x-ims-ref"]
        if wanted == "people":
            return self._person()
        if wanted == "clause":
            return self.random.choice(("7.5.2", "8.3.2", "8.3.6", "9.1.1", "10.2"))
        if "OBE" in schema["pattern"]:
            return "OBE-0001"
        return self._id(wanted)

    def _id(self, wanted: str) -> str | None:
        """One that was there already: who writes a record knows of no later one."""
        names = list(self.counts) if wanted == "any" else [wanted] if wanted in self.counts else []
        if not names:
            return None
        name = self.random.choice(names)
        newest = int(self.begun * self.counts[name]) + 1
        return f"{self.schemas.types[name].prefix}-{self.random.randint(1, newest):04}"

    def _several(self, make_one: Any) -> list[Any]:  # noqa: ANN401
        found: list[Any] = []
        for _ in range(self.random.randint(1, 4)):
            value = make_one()
            if value is not None and value not in found:
                found.append(value)
        return found

    def _resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """A schema with what its $ref says."""
        if "$ref" not in schema:
            return schema
        definition = self.shared[schema["$ref"].rpartition("/")[2]]
        return {**self._resolved(definition), **schema}

    def _person(self) -> str:
        return self.random.choice(("PER-0001", "PER-0002"))

    def _later(self) -> str:
        return (self.date + timedelta(days=self.random.randint(1, LONGEST))).isoformat()

    def _line(self, words: int = 7) -> str:
        return " ".join(self.random.choices(WORDS, k=words))

    def _body(self, kind: Type, identifier: str) -> str:
        return "\n".join(self._section(title, kind, identifier) for title in kind.sections)

    def _section(self, title: str, kind: Type, identifier: str) -> str:
        """A paragraph or two, and now and then a link, a list or a table."""
        lines = [f"## {title}", ""]
        for _ in range(self.random.randint(1, 2)):
            lines += [f"{self._line(14).capitalize()},", f"{self._line(13)}.", ""]
        form = self.random.randrange(4)
        if form == 0:
            other = self._id("any") or identifier
            folder = self.prefixes[other.partition("-")[0]]
            lines += [
                f"See [{other}](../{folder}/{other}.md) and [the source](https://example.org/{other.lower()}).",
                "",
            ]
        elif form == 1:
            lines += [*(f"- **{self.random.choice(WORDS)}** {self._line(8)}" for _ in range(3)), ""]
        elif form == 2 and kind.kind is Kind.RECORD:
            lines += ["| What | Who | When |", "| --- | --- | --- |"]
            lines += [
                f"| {self._line(3)} | `{self._person()}` | {self._later()} |" for _ in range(2)
            ] + [""]
        return "\n".join(lines)
