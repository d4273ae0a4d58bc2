"""The plan of an import: a file that a person reads, corrects and hands back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ims_docs.errors import UnreadableError
from ims_docs.formats import frontmatter
from ims_docs.intake.legible import legible_value
from ims_docs.intake.outcome import Outcome
from ims_docs.model.content import Pointer, Value

VERSION = 1
DECIDE, NOTHING = "decide", "nothing"
REGISTER, RECORDS, DOCUMENT, EXTERNAL = "register", "records", "document", "external"
_TEXTS = ("sheet", "type", "title", "id", "path")
_CHOICES = {
    "original": ("keep", "leave out"),
    "account": ("keep", "leave out"),
    "classification": ("internal", "public", "confidential"),
}
"""What may be said, what holds without it first."""
WAYS = (REGISTER, RECORDS, DOCUMENT, EXTERNAL, NOTHING, DECIDE)
_HEAD = """# What `ims import` would do. Nothing is done yet.
# Correct it, then run: ims import --apply {name}
#
# becomes   register, records, document, external (a document of others), nothing, or
#           decide: then it waits for you
# columns   the key that each column goes to; "" leaves it out
# sections  the section that the text below a heading goes to; "" leaves it below
#           "From the former document"
# What stands below `report` is for you to read. Nobody reads it back.
"""


@dataclass(frozen=True, slots=True)
class Item:
    """What is to become of one file, or of one sheet of it."""

    file: str
    sha256: str
    becomes: str
    sheet: str = ""
    type: str = ""
    choices: Mapping[str, Value] | None = None
    """What else a person may correct, by key."""
    report: Mapping[str, Value] | None = None
    """What a person should know. Nothing is done because of it."""
    line: int = 0
    """Where it stands in the plan."""

    def choice(self, key: str) -> Value:
        """What the plan says for a key."""
        return (self.choices or {}).get(key)

    def text(self, key: str) -> str:
        """The same where it is a text."""
        found = self.choice(key)
        return found if isinstance(found, str) else ""

    def mapping(self, key: str) -> dict[str, str]:
        """The same where it says what goes where."""
        found = self.choice(key)
        pairs = found.items() if isinstance(found, dict) else ()
        return {str(one): str(to or "") for one, to in pairs}

    @property
    def called(self) -> str:
        """How people call it."""
        return f"{self.file}, sheet {self.sheet}" if self.sheet else self.file


class Plan(NamedTuple):
    """Every file, in order."""

    base: str
    """The folder below which the files lie."""
    items: tuple[Item, ...]


def written(plan: Plan, name: str) -> str:
    """A plan as YAML. `read` gives the same plan again."""
    files: list[Value] = [_values(one) for one in plan.items]
    body = frontmatter.dump(
        {"plan": VERSION, "folder": plan.base, "files": [legible_value(one) for one in files]}
    )
    return f"{_HEAD.format(name=name)}\n{body}"


def read(path: Path, name: str) -> Plan:
    """A plan as a person left it. Raises UnreadableError with the place and a remedy."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(
            f"{name} cannot be read: {error.strerror}",
            hint="Make a plan first: ims import FOLDER --plan plan.yaml.",
        ) from error
    with frontmatter.naming(name):
        found = frontmatter.read_keys(data)
    files = found.values.get("files")
    if found.values.get("plan") != VERSION or not isinstance(files, list):
        raise UnreadableError(
            f"{name}:1:1 is no plan of this version of ims",
            hint="Make it anew: ims import FOLDER --plan plan.yaml.",
        )
    items = tuple(_item(one, at, found.positions, name) for at, one in enumerate(files))
    return Plan(str(found.values.get("folder") or "."), items)


def told(outcome: Outcome) -> dict[str, Value]:
    """What a person should know of an outcome, as it stands in a plan."""
    report: dict[str, Value] = {}
    if outcome.added:
        report["new"] = _listed(f"{name}: {title}" for name, title in outcome.added.items())
    if outcome.changed:
        report["changed"] = {name: _listed(lines) for name, lines in outcome.changed.items()}
    if outcome.same:
        report["unchanged"] = outcome.same
    if outcome.problems:
        report["wrong"] = dict(outcome.problems)
    if outcome.notes:
        report["notes"] = _listed(outcome.notes)
    return report


def _listed(lines: Iterable[str]) -> Value:
    return list(lines)


def _values(item: Item) -> Value:
    fixed: dict[str, Value] = {"file": item.file, "sha256": item.sha256}
    if item.sheet:
        fixed["sheet"] = item.sheet
    fixed["becomes"] = item.becomes
    if item.type:
        fixed["type"] = item.type
    fixed |= item.choices or {}
    return {**fixed, "report": dict(item.report)} if item.report else fixed


def _item(value: Value, at: int, positions: Mapping[Pointer, tuple[int, int]], name: str) -> Item:
    def refuse(key: str, what: str, hint: str) -> UnreadableError:
        pointer: Pointer = ("files", at, key)
        line, column = positions.get(pointer) or positions.get(("files", at)) or (1, 1)
        return UnreadableError(f"{name}:{line}:{column} {what}", hint=hint)

    if not isinstance(value, dict):
        raise refuse("", "is no file of a plan", "Each begins with a line `- file: …`.")
    for key in ("file", "sha256", "becomes"):
        if not isinstance(value.get(key), str):
            raise refuse(key, f"lacks {key}", "Leave the lines that ims wrote, or make a new plan.")
    becomes = str(value["becomes"])
    if becomes not in WAYS:
        raise refuse("becomes", f"says {becomes!r}", f"Write one of: {', '.join(WAYS)}.")
    for key, what, hint in _misshapen(value):
        raise refuse(key, what, hint)
    known: Sequence[str] = ("file", "sha256", "becomes", "sheet", "type", "report")
    return Item(
        file=str(value["file"]),
        sha256=str(value["sha256"]),
        becomes=becomes,
        sheet=str(value.get("sheet") or ""),
        type=str(value.get("type") or ""),
        choices={key: one for key, one in value.items() if key not in known},
        report=_report(value.get("report")),
        line=(positions.get(("files", at)) or (1, 1))[0],
    )


def _report(value: Value) -> Mapping[str, Value] | None:
    return value if isinstance(value, dict) else None


def _misshapen(value: Mapping[str, Value]) -> Iterator[tuple[str, str, str]]:
    """What a person wrote that would be passed over: its key, what is wrong, and a remedy."""
    parts = PurePosixPath(str(value["file"])).parts
    if ".." in parts or parts[:1] == ("/",):
        yield "file", "leaves the folder of the plan", "Make a plan of that folder."
    for key in _TEXTS:
        if not isinstance(value.get(key) or "", str | int):
            yield key, f"{key} is no text", f"Write one text: `{key}: …`."
    for key in ("columns", "sections"):
        pairs = value.get(key) or {}
        if not isinstance(pairs, dict) or not all(
            isinstance(one or "", str) for one in pairs.values()
        ):
            yield key, f"{key} does not say what goes where", "Write lines `name: goal`."
    for key, choices in _CHOICES.items():
        if (value.get(key) or choices[0]) not in choices:
            yield key, f"{key} says {value[key]!r}", f"Write one of: {', '.join(choices)}."
