"""The rows of a sheet below its head, by key; and the entry or record that each one means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ims_docs.errors import ConfigurationError
from ims_docs.intake.outcome import Outcome
from ims_docs.intake.sheets.grid import NOTHING, Grid, GridCell
from ims_docs.intake.sheets.matching import TEXT
from ims_docs.intake.sheets.values import is_same, value_of
from ims_docs.model.content import Value, readable
from ims_docs.model.type import Kind, Property, Type
from ims_docs.services.records.answers import Reader

MOST_ROWS = 5_000
_NAMES = ("title", "name")


class SheetRow(NamedTuple):
    """One row."""

    number: int
    """Counted from 0, as in the sheet."""
    cells: Mapping[str, GridCell]


@dataclass(frozen=True, slots=True)
class Listing:
    """A sheet that is read as a list of one type."""

    grid: Grid
    head: int
    keys: tuple[str, ...]
    """By column, empty where a column is not taken."""

    def rows(self) -> Iterator[SheetRow]:
        """Each row below the head that says something in a column that is taken."""
        for number in range(self.head + 1, len(self.grid.rows)):
            cells = {key: self.grid.cell(number, at) for at, key in enumerate(self.keys) if key}
            if any(one.text.strip() or one.fault for one in cells.values()):
                yield SheetRow(number, cells)

    def address(self, number: int, key: str) -> str:
        """Where the value of a key stands, or the row where it has no column."""
        at = self.keys.index(key) if key in self.keys else 0
        return self.grid.address(number, at)


@dataclass
class Held:
    """What is kept already, found by id, by title or by everything that a row says."""

    items: Mapping[str, Mapping[str, Value]]
    type: Type
    _titles: dict[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self._titles = {}
        for name, values in self.items.items():
            if called := self._called(values):
                self._titles.setdefault(called, []).append(name)

    def meant(self, row: SheetRow) -> str:
        """The id of what a row speaks of, empty when it is new."""
        name = row.cells.get("id", NOTHING).text.strip()
        if name in self.items:
            return name
        title = _loose(next((row.cells[key].text for key in _NAMES if key in row.cells), ""))
        found = self._titles.get(title, []) if not self.is_ours(name) else []
        return found[0] if len(found) == 1 else ""

    def alike(self, said: Mapping[str, Value]) -> str:
        """The id of what says all of this already, empty when nothing does."""
        values = {key: one for key, one in said.items() if one is not None and key != "id"}
        if not values:
            return ""
        return next(
            (
                name
                for name, held in self.items.items()
                if all(held.get(key) == one for key, one in values.items())
            ),
            "",
        )

    def is_ours(self, name: str) -> bool:
        """Whether an id is written as ids of this type are."""
        if not self.type.prefix:
            return bool(re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name))
        return bool(re.fullmatch(rf"{self.type.prefix}-[0-9]{{4}}", name))

    @staticmethod
    def _called(values: Mapping[str, Value]) -> str:
        found = next((values[key] for key in _NAMES if isinstance(values.get(key), str)), "")
        return _loose(str(found))


@dataclass
class Understanding:
    """Reads the cells of rows as values, and writes down what is wrong with them."""

    listing: Listing
    type: Type
    reader: Reader
    outcome: Outcome

    def said(self, row: SheetRow, before: Mapping[str, Value]) -> dict[str, Value]:
        """What a row says otherwise than what is kept; None takes a key away."""
        found: dict[str, Value] = {}
        for name, cell in row.cells.items():
            held = before.get(name)
            if name == "id" or (is_same(cell, held) and not cell.fault):
                continue
            key = self._key(name)
            if key is None:
                self.wrong(row, name, _no_key(self.type, name))
                continue
            try:
                value = value_of(self.reader, key, cell)
            except ConfigurationError as error:
                self.wrong(row, name, error)
                continue
            if value != held:
                found[name] = value
        return found

    def wrong(self, row: SheetRow, key: str, error: ConfigurationError) -> None:
        """Tell what is wrong with a cell."""
        said = error.message.removeprefix(f"{key}: ")
        words = f"{said[:1].upper()}{said[1:]}. {error.hint}".strip()
        self.outcome.problems.setdefault(self.listing.address(row.number, key), words)

    def _key(self, name: str) -> Property | None:
        if name == TEXT and self.type.kind is Kind.RECORD and not self.type.property(TEXT):
            return Property(TEXT, "Text", "", "text")
        return self.type.property(name)


def told(type_: Type, before: Mapping[str, Value], said: Mapping[str, Value]) -> list[str]:
    """Changes as a reader sees them: what stood there, and what will."""
    lines = []
    for name, value in said.items():
        key = type_.property(name)
        old, new = readable(before.get(name)) or "nothing", readable(value) or "nothing"
        lines.append(f"{key.title if key else name.capitalize()}: {old} → {new}")
    return lines


def slug(title: str, taken: Sequence[str]) -> str:
    """A short name of its own for an entry whose type gives no numbers."""
    words = re.findall(r"[a-z0-9]+", title.casefold())[:5]
    base = "-".join(words)[:40] or "entry"
    names = [base, *(f"{base}-{number}" for number in range(2, MOST_ROWS))]
    return next(name for name in names if name not in taken)


def _no_key(type_: Type, name: str) -> ConfigurationError:
    return ConfigurationError(
        f"{type_.name} has no key {name}", hint="Change it in the file itself."
    )


def _loose(text: str) -> str:
    return " ".join(text.split()).casefold()
