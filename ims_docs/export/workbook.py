"""Lists as a workbook for Excel: dates are dates, numbers are numbers, and a text is never more than a text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, TypeAlias

from ims_docs.export.copies import Unshown
from ims_docs.export.extras import needed
from ims_docs.model.content import Value
from ims_docs.reporters.cells import plain

_LONGEST = 32_767
"""Letters that a cell of Excel takes."""
_MOST_ROWS = 1_048_000
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
_FREE_ROWS = 500
"""Rows below the last one in which choices are offered as well."""
_WIDEST, _NARROWEST = 60, 8
_CHOICES = "Choices"
_Page: TypeAlias = Any
"""A sheet as the library has it, which says nothing of its types."""


class Column(NamedTuple):
    """A column of a sheet."""

    key: str
    title: str
    form: str = "line"
    """As in Property: text, date, number, choice …"""
    choices: tuple[str, ...] = ()


class Row(NamedTuple):
    """A row of a sheet, and where it comes from."""

    cells: tuple[Value, ...]
    path: str = ""
    line: int = 1


class Sheet(NamedTuple):
    """One list."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


class Book(NamedTuple):
    """A workbook, and what of the lists it does not hold."""

    data: bytes
    unshown: tuple[Unshown, ...]


def workbook(
    sheets: Sequence[Sheet], about: Sequence[tuple[str, str]], title: str, moment: datetime
) -> Book:
    """The bytes of a workbook: its lists, what it is, and what its columns mean.

    Raises ConfigurationError where the library is not installed.
    """
    return _Writing(sheets, title, moment).book(about)


class _Writing:
    def __init__(self, sheets: Sequence[Sheet], title: str, moment: datetime) -> None:
        self.sheets = sheets
        self.stream = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "yyyy-mm-dd",
        }
        self.file: Any = needed("xlsxwriter").Workbook(self.stream, options)
        self.file.set_properties({"title": title, "created": moment.replace(tzinfo=None)})
        wrapped = {"text_wrap": True, "valign": "top"}
        self.formats: Mapping[str, Any] = {
            "head": self.file.add_format({"bold": True, "bg_color": "#E8E8E8", **wrapped}),
            "text": self.file.add_format({"num_format": "@", **wrapped}),
            "quoted": self.file.add_format({"num_format": "@", "quote_prefix": True, **wrapped}),
            "number": self.file.add_format({"valign": "top"}),
            "date": self.file.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
        }
        self.taken: set[str] = {"about", "columns", _CHOICES.lower()}
        self.lists: dict[tuple[str, ...], int] = {}
        self.unshown: list[Unshown] = []

    def book(self, about: Sequence[tuple[str, str]]) -> Book:
        """Everything written."""
        for sheet in self.sheets:
            self._sheet(sheet)
        self._plain("About", ("What", "Value"), about)
        columns = [
            (sheet.name, one.key, one.title, one.form, "; ".join(one.choices))
            for sheet in self.sheets
            for one in sheet.columns
        ]
        self._plain("Columns", ("List", "Key", "Column", "Form", "Choices"), columns)
        self._choices()
        self.file.close()
        return Book(self.stream.getvalue(), tuple(self.unshown))

    def _sheet(self, sheet: Sheet) -> None:
        page = self.file.add_worksheet(self._name(sheet.name))
        widths = [len(one.title) + 3 for one in sheet.columns]
        for at, column in enumerate(sheet.columns):
            page.write_string(0, at, column.title, self.formats["head"])
        rows = sheet.rows[:_MOST_ROWS]
        for number, row in enumerate(rows, 1):
            for at, (column, value) in enumerate(zip(sheet.columns, row.cells, strict=True)):
                written = self._cell(page, (number, at), value, column, row)
                widths[at] = max(widths[at], written)
        for at, width in enumerate(widths):
            page.set_column(at, at, min(max(width + 1, _NARROWEST), _WIDEST))
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, max(len(rows), 1), max(len(sheet.columns) - 1, 0))
        for at, column in enumerate(sheet.columns):
            if column.choices:
                self._offer(page, at, len(rows), column)

    def _cell(
        self, page: _Page, place: tuple[int, int], value: Value, column: Column, row: Row
    ) -> int:
        """Write one cell; how many letters its longest line has."""
        if value is None or value == "":
            page.write_blank(*place, None, self.formats["text"])
            return 0
        if isinstance(value, bool):
            page.write_boolean(*place, value, self.formats["number"])
            return 5
        if isinstance(value, int | float) and abs(value) < 10**15:
            page.write_number(*place, value, self.formats["number"])
            return len(str(value))
        day = _day(value) if column.form == "date" else None
        if day is not None:
            page.write_datetime(*place, day, self.formats["date"])
            return 10
        text = plain(value)
        if len(text) > _LONGEST:
            message = f"{column.title} is longer than a cell of Excel, which takes 32,767 letters"
            self.unshown.append(Unshown(row.path, row.line, message, "The CSV form holds it all."))
            text = text[: _LONGEST - 1] + "…"
        is_quoted = text.lstrip(" ").startswith(_FORMULA)
        page.write_string(*place, text, self.formats["quoted" if is_quoted else "text"])
        return max(map(len, text.split("\n")))

    def _offer(self, page: _Page, at: int, rows: int, column: Column) -> None:
        """Offer the choices of the schema in a column."""
        if column.choices not in self.lists:
            self.lists[column.choices] = sum(map(len, self.lists)) + 1
        first = self.lists[column.choices]
        source = f"={_CHOICES}!$A${first}:$A${first + len(column.choices) - 1}"
        page.data_validation(1, at, rows + _FREE_ROWS, at, {"validate": "list", "source": source})

    def _choices(self) -> None:
        if not self.lists:
            return
        page = self.file.add_worksheet(_CHOICES)
        page.hide()
        for choices, first in self.lists.items():
            for number, one in enumerate(choices, first - 1):
                page.write_string(number, 0, one)

    def _plain(self, name: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        page = self.file.add_worksheet(name)
        for number, row in enumerate((head, *rows)):
            for at, one in enumerate(row):
                page.write_string(number, at, one, self.formats["text" if number else "head"])
        for at in range(len(head)):
            width = max((len(row[at]) for row in (head, *rows)), default=0)
            page.set_column(at, at, min(max(width + 1, _NARROWEST), _WIDEST))
        page.freeze_panes(1, 0)

    def _name(self, wanted: str) -> str:
        """A name that Excel takes, and no other sheet has."""
        for name in _names(_NOT_IN_A_NAME.sub(" ", wanted).strip() or "List"):
            if name.lower() not in self.taken:
                self.taken.add(name.lower())
                return name
        return wanted


def _names(wanted: str) -> Iterator[str]:
    yield wanted[:31]
    for number in range(2, 10_000):
        end = f" {number}"
        yield f"{wanted[: 31 - len(end)]}{end}"


def _day(value: Value) -> date | None:
    """The day that a text is, as far as Excel counts days."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return None
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return None
    return found if found.year >= 1900 else None
