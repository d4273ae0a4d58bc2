"""One value as one cell of a table: for a spreadsheet, for Markdown, for people.

A cell of a spreadsheet loses nothing. A list is joined by `; `, the keys of a group
as well; a list of groups has one of them a line. A text in it that could be taken for
more than itself stands in double quotes, as in JSON, and so does what is nested deeper.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ims_docs.model.content import Value
from ims_docs.reporters.printable import printable


class Dialect(NamedTuple):
    """How rows become lines, and lines become bytes."""

    separator: str = ","
    line_end: str = "\n"
    encoding: str = "utf-8"


CSV = Dialect()
EXCEL = Dialect("\t", "\r\n", "utf-16")
"""What Excel opens rightly by a double click. In UTF-8 without a mark it garbles letters, and
the sign between columns depends on the country; UTF-16 with a mark and tabs is read alike."""

_FORMULA = re.compile("[' ]*[=+\\-@\t\r\n＝＋－＠]")
_MARKUP = re.compile(r"[\\`*_{}\[\]<>|#]")


def inert(cell: str) -> str:
    """The text so that no spreadsheet takes it for a formula: with an apostrophe before it.

    `'` comes before every text whose first sign, after spaces and apostrophes, is one of
    = + - @, a tab or a line break. So whoever takes it away again has the text as it was.
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def spreadsheet_cell(value: Value) -> str | int | float:
    """A value for a spreadsheet: numbers stay numbers, texts are inert."""
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, int | float) else inert(plain(value))


def csv_lines(rows: Iterable[Sequence[str | int | float]], dialect: Dialect) -> str:
    """Rows of cells as lines: every text in quotes, so that a number is what has none."""
    stream = io.StringIO()
    writer = csv.writer(
        stream,
        delimiter=dialect.separator,
        lineterminator=dialect.line_end,
        quoting=csv.QUOTE_NONNUMERIC,
    )
    writer.writerows(rows)
    return stream.getvalue()


def markdown_cell(text: str) -> str:
    """Text for a Markdown table: markup is inert, lines stay apart."""
    return "<br>".join(
        _MARKUP.sub(r"\\\g<0>", printable(line).replace("&", "&amp;")) for line in text.split("\n")
    )


def plain(value: Value) -> str:
    """A value as text that loses nothing."""
    if isinstance(value, list) and value and any(isinstance(one, dict) for one in value):
        return "\n".join(_group(one) if isinstance(one, dict) else _part(one) for one in value)
    if isinstance(value, list) and value:
        return "; ".join(map(_part, value))
    if isinstance(value, dict) and value:
        return _group(value)
    return _scalar(value)


def _group(value: Mapping[str, Value]) -> str:
    return "; ".join(f"{_key(key)}: {_part(one)}" for key, one in value.items())


def _key(key: str) -> str:
    return key if re.fullmatch(r"\w+", key) else json.dumps(key, ensure_ascii=False)


def _part(value: Value) -> str:
    """A part of a list or group, in quotes where it would not end where it ends."""
    if isinstance(value, str):
        unclear = (
            ";" in value
            or not value.isprintable()
            or value != value.strip()
            or value[:1] in ("", '"', "[", "{")
            or ": " in value
        )
        return json.dumps(value, ensure_ascii=False) if unclear else value
    return _scalar(value)


def _scalar(value: Value) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False)
