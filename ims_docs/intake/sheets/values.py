"""What a cell says as the value that is kept: the way back from `reporters.cells.plain`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from ims_docs.errors import ConfigurationError
from ims_docs.intake.sheets.grid import GridCell
from ims_docs.model.content import Value
from ims_docs.model.type import Property
from ims_docs.reporters.cells import plain
from ims_docs.services.records.answers import Reader, shape

LONGEST = 32_767
"""Letters that a cell of Excel takes; a longer text ends in … there."""
_KEY = re.compile(r"\w+")
_SPACE = re.compile(r"\s*")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_LIST, _GROUP = "list", "group"


def is_same(cell: GridCell, value: Value) -> bool:
    """Whether a cell says what a value says, in the words in which exports write it."""
    if isinstance(value, int | float) and not isinstance(value, bool) and cell.number is not None:
        return cell.number == value
    text = _cut(plain(value).replace("\r\n", "\n").replace("\r", "\n"))
    unescaped = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), cell.text)
    return text in (cell.text, unescaped, unescaped.replace("\r", "\n"))


def value_of(reader: Reader, key: Property, cell: GridCell) -> Value:
    """The value that is meant. Raises ConfigurationError for what can mean nothing here."""
    text = cell.text.strip()
    if cell.fault:
        raise ConfigurationError(cell.fault, hint="Put the value itself there.")
    if len(cell.text) >= LONGEST and cell.text.endswith("…"):
        raise ConfigurationError(
            "The cell ends where Excel cuts a text off", hint="Change this text in its own file."
        )
    if not text:
        return None
    if key.form not in (_LIST, _GROUP):
        return reader.read(key, text)
    if not (key.parts or any(one.parts for one in key.each)):
        return _each(reader, key, text)
    try:
        groups = [_group(line) for line in text.split("\n") if line.strip()]
    except ValueError:
        raise ConfigurationError(
            f"{text.partition(chr(10))[0][:60]!r} does not say which key each part is",
            hint=f"Write each on a line of its own: {_said(key)}.",
        ) from None
    if key.form == _GROUP:
        return reader.value(key, groups[0] if len(groups) == 1 else dict(*groups[:1]))
    return reader.value(key, list(groups))


def _each(reader: Reader, key: Property, text: str) -> Value:
    """A list of plain values; what exports put into quotes is taken out of them."""
    if '"' not in text and text[:1] not in "[{" and "\n" not in text:
        return reader.read(key, text)
    try:
        return reader.value(key, list(_parts(text.replace("\n", "; "))))
    except ValueError:
        return reader.read(key, text)


def _said(key: Property) -> str:
    inner = shape(key).strip("[]{}")
    return "; ".join(inner.split(", "))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _group(line: str) -> dict[str, Value]:
    """One group, as `key: value; key: value`. Raises ValueError."""
    found: dict[str, Value] = {}
    at = 0
    while at < len(line):
        name, at = _name(line, at)
        found[name], at = _part(line, at)
    return found


def _name(line: str, at: int) -> tuple[str, int]:
    if line[at] == '"':
        name, end = json.JSONDecoder().raw_decode(line, at)
    else:
        word = _KEY.match(line, at)
        if not word:
            raise ValueError(line)
        name, end = word[0], word.end()
    if not line.startswith(":", end):
        raise ValueError(line)
    return str(name), _skipped(line, end + 1)


def _parts(text: str) -> Iterator[Value]:
    at = _skipped(text, 0)
    while at < len(text):
        value, at = _part(text, at)
        if value != "":
            yield value


def _part(text: str, at: int) -> tuple[Value, int]:
    """One value, up to the next semicolon that no quotes hold. Raises ValueError."""
    if text[at : at + 1] in ('"', "[", "{"):
        value, end = json.JSONDecoder().raw_decode(text, at)
        end = _skipped(text, end)
        if end < len(text) and text[end] != ";":
            raise ValueError(text)
    else:
        end = text.find(";", at)
        end = len(text) if end < 0 else end
        value = _scalar(text[at:end].strip())
    return value, _skipped(text, end + 1)


def _scalar(text: str) -> Value:
    words: dict[str, Value] = {"true": True, "false": False, "null": None}
    if text in words:
        return words[text]
    return text


def _skipped(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
