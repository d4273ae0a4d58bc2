"""Lists as CSV: for programs, and for spreadsheets that open it by a double click."""

from __future__ import annotations

from ims_docs.export.workbook import Sheet
from ims_docs.reporters.cells import CSV, EXCEL, Dialect, csv_lines, inert, spreadsheet_cell

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}
"""What people call the sign between two cells."""
_UTF8_WITH_MARK = "utf-8-sig"


def dialect(separator: str, *, for_excel: bool) -> Dialect:
    """How lines are written: with a mark and the line ends of Excel, or plain.

    Tabs in UTF-16 are read alike in every country. Where a country expects another sign, Excel
    knows UTF-8 by its mark.
    """
    if not for_excel:
        return CSV._replace(separator=SEPARATORS.get(separator, CSV.separator))
    if separator in ("", "tab"):
        return EXCEL
    return Dialect(SEPARATORS[separator], EXCEL.line_end, _UTF8_WITH_MARK)


def separated(sheet: Sheet, form: Dialect) -> bytes:
    """The bytes of one list: a head with the titles of the columns, then its rows. Nothing is cut."""
    head = [inert(one.title) for one in sheet.columns]
    rows = ([spreadsheet_cell(one) for one in row.cells] for row in sheet.rows)
    return csv_lines((head, *rows), form).encode(form.encoding)
