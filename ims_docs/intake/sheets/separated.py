"""A sheet as text: CSV with commas, semicolons or tabs, in the encodings that programs write."""

from __future__ import annotations

import csv
import io
import re

from ims_docs.errors import UnreadableError
from ims_docs.intake.sheets.grid import Grid, GridCell, cell_of, grid

_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE = 50
_INERT = re.compile("'[' ]*[=+\\-@\t\r\n＝＋－＠]")
"""A text before which an apostrophe keeps spreadsheets from taking it for a formula."""
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]+)?")


def separated(name: str, title: str, data: bytes) -> Grid:
    """The one sheet of a CSV file. Raises UnreadableError."""
    text, notes = _text(name, data)
    if "\0" in text:
        raise UnreadableError(f"{name} is no text", hint="Save it as CSV in UTF-8.")
    separator = max(_SEPARATORS, key=lambda one: _agreement(text, one))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise UnreadableError(
            f"{name} is no CSV that can be read: {error}",
            hint="Put cells with quotation marks in them into quotation marks, and double those.",
        ) from error
    return grid(title, [[_cell(one) for one in row] for row in rows], notes)


def _text(name: str, data: bytes) -> tuple[str, list[str]]:
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16"), []
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), ["The text is in no Unicode; it was read as Windows-1252."]
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"{name} is in an encoding that is not known", hint="Save it as CSV in UTF-8."
        ) from error


def _agreement(text: str, separator: str) -> tuple[float, int]:
    """How well the first lines agree on how many cells a row has."""
    try:
        lines = io.StringIO(text, newline="")
        rows = [
            row
            for row, _ in zip(csv.reader(lines, delimiter=separator), range(_SAMPLE), strict=False)
        ]
    except csv.Error:
        return 0.0, 0
    sizes = [len(row) for row in rows if row]
    most = max(sizes, key=sizes.count, default=0)
    return (sizes.count(most) / len(sizes), most) if most > 1 else (0.0, 0)


def _cell(text: str) -> GridCell:
    if _INERT.match(text):
        text = text[1:]
    return cell_of(text)._replace(number=float(text) if _NUMBER.fullmatch(text) else None)
