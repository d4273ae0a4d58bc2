"""A workbook or a CSV file: what each of its sheets would become, and what a person decided of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from ims_docs.intake import plan
from ims_docs.intake.legible import legible
from ims_docs.intake.outcome import Outcome
from ims_docs.intake.plan import Item
from ims_docs.intake.sheets.grid import Grid, letters
from ims_docs.intake.sheets.matching import Match, keys_of, match
from ims_docs.intake.sheets.rows import Listing
from ims_docs.intake.sheets.separated import separated
from ims_docs.intake.sheets.taking import take
from ims_docs.intake.sheets.workbooks import Book, workbook
from ims_docs.intake.sources import Source, digest
from ims_docs.model.content import Value
from ims_docs.model.type import Kind, Type
from ims_docs.services.workspace.transaction import Transaction

BOOKS, LISTS = (".xlsx", ".xlsm"), (".csv", ".tsv")


class _Seen(NamedTuple):
    """One sheet as it was understood."""

    match: Match
    columns: dict[str, str]
    """By column, such as "A Title", the key that it goes to."""


def look(transaction: Transaction, source: Source, file: str) -> Iterator[Item]:
    """What each sheet would become, with everything that is wrong in its cells."""
    data = source.read()
    book = opened(source, data)
    types = transaction.repository.types
    for grid in book.sheets:
        if grid.name in book.keys and grid.name not in types:
            note = "The sheet shows what is worked out from the texts. It is not taken."
            yield Item(file, digest(data), plan.NOTHING, grid.name, report={"notes": [note]})
            continue
        seen = _seen(grid, types, book, source.path.stem)
        type_ = types.get(seen.match.type)
        item = Item(
            file=file,
            sha256=digest(data),
            sheet=grid.name if source.suffix in BOOKS else "",
            becomes=_way(type_),
            type=seen.match.type,
            choices=_choices(seen),
        )
        yield _reported(transaction, item, grid, book, seen)


def taken(transaction: Transaction, item: Item, source: Source, data: bytes) -> Outcome:
    """What a sheet leads to with the columns that a person decided on."""
    outcome = Outcome()
    book = opened(source, data)
    grid = next((one for one in book.sheets if item.sheet in ("", one.name)), None)
    type_ = transaction.repository.types.get(item.type)
    if grid is None:
        outcome.problems[item.called] = "There is no such sheet. Look at the file again."
    elif type_ is None or _way(type_) != item.becomes:
        outcome.problems[item.called] = (
            f"There is no {item.becomes.removesuffix('s')} of the type {item.type!r}. "
            "`ims explain` lists the types."
        )
    else:
        listing = _listing(_with_columns(item, grid, type_, book), grid, outcome)
        if not outcome.problems:
            take(transaction, type_, listing, outcome)
    return outcome


def _with_columns(item: Item, grid: Grid, type_: Type, book: Book) -> Item:
    """The same, with the columns of a type that somebody named without saying what goes where."""
    columns, head = item.mapping("columns"), item.choice("head_row")
    if any(columns.values()) or not isinstance(head, int):
        return item
    titles = [one.text for one in grid.rows[head - 1]] if 0 < head <= len(grid.rows) else []
    keys = keys_of(titles, type_, book.keys.get(grid.name, {}))
    found: dict[str, Value] = {
        _named(at, title): key for at, (title, key) in enumerate(zip(titles, keys, strict=True))
    }
    return replace(item, choices={**(item.choices or {}), "columns": found})


def opened(source: Source, data: bytes) -> Book:
    """The sheets of a file. Raises UnreadableError, ConfigurationError."""
    if source.suffix in BOOKS:
        return workbook(source.name, data)
    return Book((separated(source.name, source.path.stem, data),), {})


def _seen(grid: Grid, types: Mapping[str, Type], book: Book, file: str) -> _Seen:
    ours = book.keys.get(grid.name, {})
    found = match(grid, types, ours, file)
    titles = [one.text for one in grid.rows[found.head]] if grid.rows else []
    type_ = types.get(found.type)
    keys = keys_of(titles, type_, ours) if type_ else [""] * len(titles)
    named = (_named(at, title) for at, title in enumerate(titles))
    return _Seen(found, dict(zip(named, keys, strict=True)))


def _named(at: int, title: str) -> str:
    return f"{letters(at)} {legible(' '.join(title.split()))}".strip()


def _way(type_: Type | None) -> str:
    if type_ is None:
        return plan.DECIDE
    return {Kind.REGISTER: plan.REGISTER, Kind.RECORD: plan.RECORDS}.get(type_.kind, plan.DECIDE)


def _choices(seen: _Seen) -> dict[str, Value]:
    columns: dict[str, Value] = dict(seen.columns)
    return {"head_row": seen.match.head + 1, "columns": columns}


def _listing(item: Item, grid: Grid, outcome: Outcome) -> Listing:
    head = item.choice("head_row")
    number = head - 1 if isinstance(head, int) and 0 < head <= len(grid.rows) else -1
    if number < 0:
        outcome.problems[item.called] = (
            f"head_row {head!r} is no row of the sheet. Write the number of the row with the headings."
        )
        number = 0
    columns = item.mapping("columns")
    keys = []
    for at, cell in enumerate(grid.rows[number] if grid.rows else ()):
        key = columns.get(_named(at, cell.text), "")
        if key and key in keys:
            outcome.problems[item.called] = f"Two columns go to {key}. Leave one of them out."
        keys.append(key)
    lost = [
        one
        for one in columns
        if one
        not in {
            _named(at, cell.text) for at, cell in enumerate(grid.rows[number] if grid.rows else ())
        }
    ]
    if lost:
        outcome.problems[item.called] = f"Row {number + 1} has no column {lost[0]!r}."
    return Listing(grid, number, tuple(keys))


def _reported(transaction: Transaction, item: Item, grid: Grid, book: Book, seen: _Seen) -> Item:
    outcome = Outcome(notes=[*book.notes, *grid.notes])
    type_ = transaction.repository.types.get(item.type)
    left = [name for name, key in seen.columns.items() if not key]
    if type_:
        take(transaction, type_, _listing(item, grid, outcome), outcome)
        transaction.forget()
        if left:
            outcome.notes.append(f"Columns that go nowhere: {', '.join(left)}.")
    likely: dict[str, Value] = {name: f"{share:.0%}" for name, share in seen.match.scores}
    report: dict[str, Value] = {"likeliest": likely} if likely else {}
    if type_ is None:
        outcome.notes.append(
            "Say what it becomes, its type, and the key of each column. `ims explain TYPE` lists the keys."
            if grid.rows
            else "The sheet is empty."
        )
    becomes = plan.NOTHING if type_ and outcome.says_nothing else item.becomes
    return Item(
        item.file,
        item.sha256,
        becomes,
        item.sheet,
        item.type,
        item.choices,
        {**({} if becomes == plan.NOTHING else report), **plan.told(outcome)},
    )
