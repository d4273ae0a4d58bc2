"""What every list shares: which row means what, which id it gets, and what the rules say of its cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from ims_docs.domain.runner import Selection, check
from ims_docs.errors import ConfigurationError
from ims_docs.formats import frontmatter
from ims_docs.intake.outcome import Outcome
from ims_docs.intake.sheets.rows import (
    MOST_ROWS,
    Held,
    Listing,
    SheetRow,
    Understanding,
    slug,
    told,
)
from ims_docs.model.content import Value
from ims_docs.model.finding import Finding, Severity
from ims_docs.model.type import Type
from ims_docs.services.records.answers import Reader
from ims_docs.services.records.drafting import Drafting
from ims_docs.services.records.next_ids import free_ids, past_ids
from ims_docs.services.workspace.identity import known_person
from ims_docs.services.workspace.transaction import Transaction

_CALLED = ("title", "name")


@dataclass
class Taking:
    """What both kinds share: which row means what, and what is wrong with it."""

    transaction: Transaction
    type: Type
    listing: Listing
    outcome: Outcome
    rows: dict[str, int] = field(default_factory=dict)
    """By id the row that it came from."""

    def __post_init__(self) -> None:
        repository = self.transaction.repository
        self.held = Held(dict(self._items()), self.type)
        self.reading = Understanding(self.listing, self.type, Reader(repository), self.outcome)
        person = known_person(repository, self.transaction.workspace.address)
        self.drafting = Drafting(
            transaction=self.transaction,
            type=self.type,
            person=lambda _: person,
        )

    def _items(self) -> Iterator[tuple[str, Mapping[str, Value]]]:
        raise NotImplementedError

    def _change(self, name: str, said: dict[str, Value]) -> None:
        raise NotImplementedError

    def _add(self, name: str, said: dict[str, Value]) -> None:
        raise NotImplementedError

    def _finish(self) -> None:
        raise NotImplementedError

    def all(self) -> None:
        """Every row."""
        next_id = self._ids()
        for count, row in enumerate(self.listing.rows()):
            if count >= MOST_ROWS:
                self.outcome.problems[self.listing.grid.name] = (
                    f"More than {MOST_ROWS} rows are too many at once. Split the sheet."
                )
                return
            self._row(row, next_id)
        missing = [name for name in self.held.items if name not in self.rows]
        if self.rows and missing and "id" in self.listing.keys:
            shown = ", ".join(missing[:5]) + (" …" if len(missing) > 5 else "")
            self.outcome.notes.append(f"Not in the sheet, and kept as they are: {shown}.")
        if not self.outcome.problems and (self.outcome.added or self.outcome.changed):
            self._finish()
            if not self.outcome.problems:
                self._judge()

    def _row(self, row: SheetRow, next_id: Callable[[str], str]) -> None:
        name = self.held.meant(row)
        before = self.held.items.get(name, {})
        said = self.reading.said(row, before)
        if not name:
            name = self.held.alike(said)
            said = {} if name else said
        if name and name in self.rows:
            self.reading.wrong(
                row, "id", ConfigurationError(f"{name} is meant by row {self.rows[name] + 1} too")
            )
        elif name:
            self.rows[name] = row.number
            if said:
                self.outcome.changed[name] = told(self.type, before, said)
                self._change(name, said)
            else:
                self.outcome.same += 1
        else:
            self._new(row, said, next_id)

    def _new(self, row: SheetRow, said: dict[str, Value], next_id: Callable[[str], str]) -> None:
        values: dict[str, Value] = {key: one for key, one in said.items() if one is not None}
        wanted = row.cells["id"].text.strip() if "id" in row.cells else ""
        called = next((str(values[key]) for key in _CALLED if key in values), "")
        try:
            name = next_id(wanted if self.held.is_ours(wanted) else "") or slug(
                called, [*self.held.items, *self.rows]
            )
        except ConfigurationError as error:
            self.reading.wrong(row, "id", error)
            return
        if wanted and wanted != name:
            self.outcome.notes.append(f"{wanted} becomes {name}.")
        self.rows[name] = row.number
        self.outcome.added[name] = called or name
        self._add(name, values)

    def _ids(self) -> Callable[[str], str]:
        """Gives the id of a new one: the one that it has, where nobody had it before; else the next."""
        if not self.type.prefix:
            return lambda wanted: wanted
        repository = self.transaction.repository
        past = past_ids(self.transaction.workspace.history, self.type)
        used = {*past, *repository.holders, *repository.removed}
        free = iter(free_ids(self.type, repository, past))

        def given(wanted: str) -> str:
            if wanted and wanted in used:
                raise ConfigurationError(
                    f"{wanted} meant something else before",
                    hint="Leave the cell empty, and the row gets the next id.",
                )
            name = wanted or next((one for one in free if one not in used), "")
            if not name:
                raise ConfigurationError("No id is free any more", hint="Split the sheet.")
            used.add(name)
            return name

        return given

    def _judge(self) -> None:
        """Tell by cell what a gate would refuse."""
        paths = tuple(self.outcome.texts)
        for path in paths:
            self._put(path, self.outcome.texts[path])
        found = check(self.transaction.after(), Selection(paths=paths)).findings
        for one in found:
            if one.severity is Severity.ERROR:
                self.outcome.problems.setdefault(
                    self._place(one), f"{one.message}. {one.hint}".strip()
                )

    def _put(self, path: str, text: str | bytes) -> None:
        if (self.transaction.workspace.root / path).exists():
            self.transaction.replace(path, text)
        else:
            self.transaction.create(path, text)

    def _place(self, finding: Finding) -> str:
        """The cell that a finding is about, or the place in the file where no cell is."""
        path, where = finding.where.path, (finding.where.line, finding.where.column)
        text = self.outcome.texts.get(path)
        pointer: tuple[str | int, ...] = ()
        values: Mapping[str, Value] = {}
        if isinstance(text, str):
            read = frontmatter.read_text(path, text)
            places = sorted((place, at) for at, place in read.positions.items() if at)
            pointer = next((at for place, at in reversed(places) if place <= where), ())
            values = read.values
        name, key = self._pointed(values, pointer)
        if name in self.rows:
            return self.listing.address(self.rows[name], key)
        return f"{path}:{where[0]}"

    def _pointed(
        self, values: Mapping[str, Value], pointer: tuple[str | int, ...]
    ) -> tuple[str, str]:
        raise NotImplementedError
