"""A form from the keys of a type, and back: what was typed as the values that are kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ims_docs.desk.asking import Form
from ims_docs.desk.office import Sight
from ims_docs.desk.telling import help_of, told
from ims_docs.errors import ConfigurationError
from ims_docs.formats import frontmatter
from ims_docs.model.content import Value
from ims_docs.model.finding import Finding
from ims_docs.model.type import Property
from ims_docs.services.records.answers import Reader

_BY_NAME = ("people", "roles")
_CHOOSABLE = 60
"""So many people, or things, are still a list to choose from."""
_MOST_ROWS = 5_000
"""A form has no more fields than that, so no row of a real one is cut off."""
_NAMED = re.compile(r"(?:key `|`)([a-z0-9_]+)`")


class Option(NamedTuple):
    """One thing that can be chosen."""

    value: str
    label: str


class Field(NamedTuple):
    """One question of a form."""

    name: str
    """What the browser calls it."""
    title: str
    help: str
    kind: str
    """line, text, date, number, choice, suggest, or rows."""
    value: str = ""
    error: str = ""
    is_required: bool = False
    options: tuple[Option, ...] = ()
    rows: tuple[tuple[Field, ...], ...] = ()
    is_part: bool = False
    """Whether it is one of several in a row, where the state decides what is needed."""


class Answers(NamedTuple):
    """What was typed: values by key, and what could not be understood, by the name of the field."""

    keys: dict[str, Value]
    errors: dict[str, str]


def name_of(key: str) -> str:
    """What the browser calls the field of a key."""
    return f"key.{key}"


@dataclass(frozen=True, slots=True)
class Questions:
    """Makes the questions of one form: what was typed stands in them again, also what was refused."""

    sight: Sight
    values: Mapping[str, Value]
    """What is known before anybody types."""
    form: Form | None = None
    """What was typed, once the form was sent."""
    errors: Mapping[str, str] = field(default_factory=dict)
    required: frozenset[str] = frozenset()

    def fields(self, keys: Iterable[Property]) -> list[Field]:
        """The questions for some keys."""
        return [self._rows_of(key) if key.parts else self._single(key) for key in keys]

    def _single(self, key: Property) -> Field:
        name = name_of(key.name)
        made = self._field(key, name, self.values.get(key.name))
        return made._replace(is_required=key.name in self.required)

    def _rows_of(self, key: Property) -> Field:
        rows = tuple(tuple(self._row(key, at, group)) for at, group in self._groups(key))
        return self._field(key, name_of(key.name), "")._replace(kind="rows", rows=rows)

    def _groups(self, key: Property) -> Iterator[tuple[int, Mapping[str, Value]]]:
        """The groups that stand there, those that were typed, and an empty one to add another."""
        value = self.values.get(key.name)
        groups = value if isinstance(value, list) else [value] if isinstance(value, dict) else []
        number = max(len(groups), _typed_rows(key, self.form))
        for at in range(number + (key.form == "list" or not number)):
            group = groups[at] if at < len(groups) else {}
            yield at, group if isinstance(group, dict) else {}

    def _row(self, key: Property, at: int, kept: Mapping[str, Value]) -> Iterator[Field]:
        for part in key.parts:
            name = f"{name_of(key.name)}.{at}.{part.name}"
            made = self._field(part, name, kept.get(part.name))
            yield made._replace(title=f"{part.title} ({at + 1})", is_part=True)

    def _field(self, key: Property, name: str, value: Value) -> Field:
        typed = self.form is not None and name in self.form.fields
        said = self.form.text(name) if self.form and typed else written(value)
        kind, options = _kind(self.sight, key)
        about = help_of(key)
        if key.form == "list" and not key.parts:
            by = " By name." if key.each and key.each[0].names in _BY_NAME else ""
            about = f"{about}{by} Several: put a semicolon between them.".strip()
        if kind == "choice" and said and said not in {one.value for one in options}:
            options = (*options, Option(said, said))
        wrong = self.errors.get(name, "")
        return Field(name, key.title, about, kind, said, wrong, options=options)


def written(value: Value) -> str:
    """A value as a person types it."""
    if isinstance(value, list):
        return "; ".join(written(one) for one in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {written(one)}" for key, one in value.items())
    return "" if value is None or str(value).startswith("[TODO") else str(value)


def answers(keys: Iterable[Property], form: Form, reader: Reader) -> Answers:
    """What was typed for some keys. What was left empty is left out."""
    found = Answers({}, {})
    wrong: dict[str, str] = {}
    for key in keys:
        try:
            value = _value(key, form, reader, wrong)
        except ConfigurationError as error:
            wrong[name_of(key.name)] = _sentence(key, error)
            continue
        if value not in (None, "", [], {}):
            found.keys[key.name] = value
    found.errors.update(wrong)
    return found


def at_fields(
    found: Sequence[Finding], text: str, names: Iterable[str], sight: Sight
) -> tuple[dict[str, str], list[Finding]]:
    """Findings by the field that they are about, and those that are about no field of this form."""
    known, rest = list(names), []
    errors: dict[str, str] = {}
    positions = _positions(text)
    for one, shown in zip(found, told(found, sight), strict=True):
        said = _NAMED.search(one.message)
        at = name_of(said[1]) if said and name_of(said[1]) in known else ""
        at = at or _at(positions, one, known)
        if at:
            errors.setdefault(at, f"{shown.message}. {shown.hint}".strip())
        else:
            rest.append(shown)
    return errors, rest


def _at(positions: list[tuple[tuple[int, int], str]], one: Finding, known: list[str]) -> str:
    place = (one.where.line, one.where.column)
    before = [name for at, name in positions if at <= place]
    while before:
        name = before.pop()
        if name in known:
            return name
        if name.count(".") == 1:
            break
    return ""


def _positions(text: str) -> list[tuple[tuple[int, int], str]]:
    try:
        parsed = frontmatter.read_either(text.encode())
    except frontmatter.MalformedError:
        return []
    found: list[tuple[tuple[int, int], str]] = []
    for pointer, place in parsed.positions.items():
        inner = pointer[2:] if pointer[:1] == ("entries",) else pointer
        if inner:
            found.append((place, f"key.{'.'.join(map(str, inner))}"))
    return sorted(found)


def _kind(sight: Sight, key: Property) -> tuple[str, tuple[Option, ...]]:
    if key.choices:
        return "choice", tuple(Option(one, one) for one in key.choices)
    if key.form in ("date", "text", "number"):
        return key.form, ()
    named = key.names or (key.each[0].names if key.each else "")
    found = tuple(_named(sight, named))
    if found and key.form != "list" and named in ("people", "roles") and len(found) <= _CHOOSABLE:
        return "choice", found
    return ("suggest", found) if found and key.form != "list" else ("line", ())


def _named(sight: Sight, wanted: str) -> Iterator[Option]:
    """What a key may name."""
    if wanted in ("people", "roles"):
        some = sight.who.people if wanted == "people" else sight.who.roles
        yield from (Option(one, name) for one, name in some.items())
        return
    for one in sight.repository.controlled:
        if wanted and wanted in (one.type, "any"):
            for identifier, _ in one.held:
                yield Option(identifier, sight.titles.get(identifier, identifier))


def _typed_rows(key: Property, form: Form | None) -> int:
    start = f"{name_of(key.name)}."
    numbers = [
        int(number)
        for name in (form.fields if form else ())
        if name.startswith(start) and (number := name[len(start) :].partition(".")[0]).isdecimal()
        if any(form.all(name) if form else ())
    ]
    return min(max(numbers, default=-1) + 1, _MOST_ROWS)


def _value(key: Property, form: Form, reader: Reader, wrong: dict[str, str]) -> Value:
    if not key.parts:
        text = form.text(name_of(key.name))
        if not text.strip():
            return None
        return reader.read(key, text if key.form == "text" else text.strip())
    rows: list[Value] = []
    for at in range(_typed_rows(key, form)):
        group: dict[str, Value] = {}
        for part in key.parts:
            name = f"{name_of(key.name)}.{at}.{part.name}"
            if text := form.text(name).strip():
                try:
                    group[part.name] = reader.read(part, text)
                except ConfigurationError as error:
                    wrong[name] = _sentence(part, error)
        if group:
            rows.append(group)
    return rows if key.form == "list" else (rows[0] if rows else None)


def _sentence(key: Property, error: ConfigurationError) -> str:
    said = error.message.removeprefix(f"{key.name}: ")
    return f"{said[:1].upper()}{said[1:]}. {error.hint}".strip()
