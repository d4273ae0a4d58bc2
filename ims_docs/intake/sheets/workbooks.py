"""The sheets of a workbook. Macros are never run, links never followed, formulas never computed."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from typing import Any, NamedTuple

from ims_docs.errors import UnreadableError
from ims_docs.intake.extras import needed
from ims_docs.intake.packages import Package
from ims_docs.intake.sheets.grid import Grid, GridCell, cell_of, grid, letters

MOST_CELLS = 1_000_000
_COLUMNS = "Columns"
_OURS = frozenset({"About", _COLUMNS, "Choices"})
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z0-9:]+)"')


class Book(NamedTuple):
    """A workbook."""

    sheets: tuple[Grid, ...]
    keys: dict[str, dict[str, str]]
    """By sheet and title of a column its key, where `ims export xlsx` made the workbook."""
    notes: tuple[str, ...] = ()


def workbook(name: str, data: bytes) -> Book:
    """Everything that its sheets say. Raises UnreadableError, and ConfigurationError without the library."""
    package = Package(name, data)
    parts = list(package)
    for part in parts:
        if part.endswith((".xml", ".rels")):
            package.xml(part)
    values, formulas = _opened(name, data, values=True), _opened(name, data, values=False)
    grids = [_grid(name, one, formulas[one.title]) for one in values.worksheets]
    merged = _merged(package)
    grids = [
        one._replace(notes=(*one.notes, *merged.get(number, ())))
        for number, one in enumerate(grids, 1)
    ]
    keys = _keys(grids)
    kept = tuple(one for one in grids if one.rows and not (keys and one.name in _OURS))
    return Book(kept, keys, tuple(_notes(parts)))


def _opened(name: str, data: bytes, *, values: bool) -> Any:  # noqa: ANN401 - the library has no types
    library = needed("openpyxl")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return library.load_workbook(
                io.BytesIO(data), read_only=True, data_only=values, keep_links=False
            )
    except Exception as error:  # a stranger's file makes the library raise anything
        raise UnreadableError(
            f"{name} cannot be read as a workbook",
            hint="Open it in Excel or LibreOffice, and save a copy as .xlsx.",
        ) from error


def _grid(name: str, values: Any, formulas: Any) -> Grid:  # noqa: ANN401 - as above
    notes: list[str] = []
    if values.sheet_state != "visible":
        notes.append("The sheet is hidden.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            values.reset_dimensions()
            formulas.reset_dimensions()
            rows = list(_rows(name, values, formulas, notes))
    except UnreadableError:
        raise
    except Exception as error:  # as above
        raise UnreadableError(
            f"{name}: the sheet {values.title} cannot be read",
            hint="Open it in Excel or LibreOffice, and save a copy as .xlsx.",
        ) from error
    return grid(values.title, rows, notes)


def _rows(name: str, values: Any, formulas: Any, notes: list[str]) -> Iterator[list[GridCell]]:  # noqa: ANN401
    count, computed = 0, []
    pairs = zip(values.iter_rows(), formulas.iter_rows(), strict=True)
    for number, (row, written) in enumerate(pairs):
        count += len(row)
        if count > MOST_CELLS:
            raise UnreadableError(
                f"{name}: the sheet {values.title} has more than {MOST_CELLS} cells",
                hint="Delete the empty rows and columns, or split it.",
            )
        yield [_cell(one) for one in row]
        computed += [
            f"{letters(at)}{number + 1}" for at, one in enumerate(written) if one.data_type == "f"
        ]
    if computed:
        shown = ", ".join(computed[:5]) + (" …" if len(computed) > 5 else "")
        notes.append(f"{len(computed)} formulas ({shown}): what they said last is taken.")


def _cell(one: Any) -> GridCell:  # noqa: ANN401 - as above
    if one.data_type == "e":
        return GridCell("", fault=f"Excel says {one.value} here")
    return cell_of(one.value)


def _merged(package: Package) -> dict[int, list[str]]:
    """By number of the sheet what is said of cells that were made one."""
    found = {}
    for part in package:
        at = re.fullmatch(r"xl/worksheets/sheet([0-9]+)\.xml", part)
        ranges = [one.decode() for one in _MERGED.findall(package[part])] if at else []
        if at and ranges:
            found[int(at[1])] = [
                f"Merged cells {', '.join(ranges[:5])}: only the first of each says something."
            ]
    return found


def _keys(grids: list[Grid]) -> dict[str, dict[str, str]]:
    """What the sheet that explains the columns says."""
    names = {one.name for one in grids}
    pages = [one for one in grids if one.name == _COLUMNS] if names >= {"About", _COLUMNS} else []
    found: dict[str, dict[str, str]] = {}
    for page in pages:
        for row in page.rows[1:]:
            listed, key, title = ([one.text for one in row] + ["", "", ""])[:3]
            found.setdefault(listed, {}).setdefault(title, key)
    return found


def _notes(parts: list[str]) -> Iterator[str]:
    wanted = (
        ("xl/comments", "comments of cells are not taken"),
        ("xl/threadedComments", "comments of cells are not taken"),
        ("xl/vbaProject", "its macros were not run, and are not taken"),
        ("xl/externalLinks", "its links to other workbooks were not followed"),
        ("xl/media/", "its pictures are not taken"),
        ("xl/charts/", "its charts are not taken"),
    )
    yield from dict.fromkeys(
        words for start, words in wanted if any(part.startswith(start) for part in parts)
    )
