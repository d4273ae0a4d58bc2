"""Text to keys and body: strict, safe YAML. The only importer of yaml.

YAML accepts far more than a controlled record should hold: aliases that multiply,
tags that build objects, words that turn into booleans, keys that overwrite each
other in silence. Everything of the kind is refused with the line it stands on.
The C parser delivers events; nothing is built before its event was judged.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import yaml

from ims_docs.model.content import Pointer, Position, Value

MAX_BYTES = 1_048_576
MAX_FRONT_MATTER = 65_536
MAX_DEPTH = 32
MAX_VALUES = 20_000

_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,15})\.[0-9]{0,14}[1-9]")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AMBIGUOUS = re.compile(
    r"y|yes|n|no|on|off|(?:true|false|null)"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"  # sexagesimal: 12:30 would be 750
    r"|[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:e[-+]?[0-9]+)?"
    r"|[-+]?\.[0-9]+|0x[0-9a-f]+|0o[0-7]+|[-+]?\.(?:inf|nan)"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?",
    re.IGNORECASE,
)
_CONFLICT = re.compile(r"^[ \t]*(?:<{7}|>{7}|\|{7})(?:[ \t]|$)", re.MULTILINE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_FORBIDDEN = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    "\u2028\u2029\ufeff\u200b\u2060\u00ad"
)
_LOOKS_LIKE_FRONT_MATTER = re.compile(r"\s*(?:-{3,}|\+{3,}|\{|[A-Za-z_]+:\s)")


class MalformedError(Exception):
    """A file that cannot be taken as it is: where, why, and how to put it right."""

    def __init__(self, line: int, column: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.line = line
        self.column = column
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values of one YAML text, and the place of each."""

    values: dict[str, Value]
    positions: dict[Pointer, Position]


def decode(data: bytes) -> str:
    """Bytes to text with LF line ends. Raises MalformedError for anything a reader could not trust."""
    if len(data) > MAX_BYTES:
        raise MalformedError(
            0, 0, f"The file has {len(data)} bytes; the limit is {MAX_BYTES}",
            "Split it, or keep large material outside and name it here.",
        )
    if data[:3] == b"\xef\xbb\xbf" or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise MalformedError(
            1, 1, "The file starts with a byte order mark",
            'Save it as "UTF-8" without BOM.',
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise MalformedError(
            line, column, f"The file is not UTF-8 (byte 0x{data[error.start]:02x})",
            "Open it in an editor and save it as UTF-8.",
        ) from None
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        if "\r" in text:
            raise _at(text, text.index("\r"), "A carriage return stands alone",
                      "Save the file with ordinary line ends (LF or CRLF).")
    _refuse_characters(text)
    conflict = _CONFLICT.search(text) if "<<<<<<<" in text or ">>>>>>>" in text or "|||||||" in text else None
    if conflict:
        raise _at(text, conflict.start(), "A merge conflict marker is left in the file",
                  "Decide which of the two texts stays and delete the marker lines.")
    return text


def split(text: str) -> tuple[str, str, int]:
    """Front matter, body and the line the body starts on. Exactly one form is accepted.

    The file's first line is `---`, and a line `---` ends the front matter.
    """
    if not text.startswith("---\n"):
        raise MalformedError(1, 1, _why_no_front_matter(text),
                             "Start the file with a line ---, the keys, and a line --- below them.")
    end = text.find("\n---\n", 3)
    if end < 0 and text.endswith("\n---"):
        end = len(text) - 4
    if end < 0:
        raise MalformedError(1, 1, "The front matter is not closed",
                             "Put a line with three hyphens (---) below the last key.")
    front = text[4 : end + 1]
    if len(front) > MAX_FRONT_MATTER:
        raise MalformedError(1, 1, f"The front matter has {len(front)} characters; the limit is {MAX_FRONT_MATTER}",
                             "Move the long text into the body.")
    return front, text[end + 5 :], front.count("\n") + 3


def parse(text: str, first_line: int = 1) -> Mapping:
    """Read one YAML mapping. Lines count from `first_line`. Raises MalformedError."""
    builder = _Builder(text, first_line)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
        raise MalformedError(line, column, f"The YAML cannot be read: {_plain(error)}",
                             "Look for a missing quote, a colon inside unquoted text, or wrong indentation.") from None
    except yaml.YAMLError as error:
        raise MalformedError(first_line, 1, f"The YAML cannot be read: {error}", "Check this file in an editor.") from None
    return builder.result()


class _Builder:
    """Builds values from parser events and refuses what must not be there."""

    def __init__(self, text: str, first_line: int) -> None:
        self.text = text
        self.first_line = first_line
        self.has_comment = " #" in text or "\t#" in text
        self.has_escape = "\\" in text
        self.positions: dict[Pointer, Position] = {}
        self.stack: list[dict[str, Value] | list[Value]] = []
        self.paths: list[Pointer] = []
        self.keys: list[str | None] = []
        self.root: Value = None
        self.count = 0
        self.documents = 0

    def take(self, event: yaml.Event) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent:
            self._open(event, {})
        elif kind is yaml.SequenceStartEvent:
            self._open(event, [])
        elif kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
            self.stack.pop()
            self.paths.pop()
            self.keys.pop()
        elif kind is yaml.AliasEvent:
            raise self._error(event, "A YAML alias (*) is not allowed", "Write the value out.")
        elif kind is yaml.DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                raise self._error(event, "There is more than one YAML document in the file",
                                  "Keep one document; delete the second --- line and what follows.")

    def result(self) -> Mapping:
        if self.documents == 0 or self.root is None:
            raise MalformedError(self.first_line, 1, "There are no keys here", "Write at least the keys that the type asks for.")
        if not isinstance(self.root, dict):
            what = "a list" if isinstance(self.root, list) else "a single value"
            raise MalformedError(self.first_line, 1, f"This is {what}, not keys with values", "Write `key: value` lines.")
        return Mapping(self.root, self.positions)

    def _open(self, event: yaml.Event, container: dict[str, Value] | list[Value]) -> None:
        self._refuse_decoration(event)
        if self._expects_key():
            raise self._error(event, "A key must be plain text", "Write the key as one word followed by a colon.")
        if len(self.stack) >= MAX_DEPTH:
            raise self._error(event, f"Values are nested deeper than {MAX_DEPTH}", "Flatten the structure.")
        path = self._place(event, container)
        self.stack.append(container)
        self.paths.append(path)
        self.keys.append(None)

    def _scalar(self, event: yaml.Event) -> None:
        self._refuse_decoration(event)
        value = event.value
        plain = event.implicit[0]
        if self.has_escape and event.style == '"':
            self._refuse_escaped(event)
        if self._expects_key():
            self._key(event, value, plain=plain)
            return
        if plain:
            value = self._resolve(event, value)
        self._place(event, value)

    def _expects_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1], dict) and self.keys[-1] is None

    def _key(self, event: yaml.Event, key: str, *, plain: bool) -> None:
        if key == "<<":
            raise self._error(event, "A merge key (<<) is not allowed", "Write the keys out.")
        if plain and not isinstance(self._resolve(event, key), str):
            raise self._error(event, f"The key {_show(key)} is not plain text", "Use a word as the key.")
        container = self.stack[-1]
        if key in container:
            first = self.positions[(*self.paths[-1], key)][0]
            raise self._error(event, f"Duplicate key {_show(key)} (first at line {first})", "Keep one of the two.")
        self.keys[-1] = key
        self.positions[(*self.paths[-1], key)] = self._position(event)

    def _place(self, event: yaml.Event, value: Value) -> Pointer:
        self.count += 1
        if self.count > MAX_VALUES:
            raise self._error(event, f"The file has more than {MAX_VALUES} values", "Split it.")
        if not self.stack:
            self.root = value
            self.positions[()] = self._position(event)
            return ()
        container = self.stack[-1]
        if isinstance(container, list):
            path = (*self.paths[-1], len(container))
            container.append(value)
            self.positions[path] = self._position(event)
            return path
        key = self.keys[-1]
        assert key is not None  # noqa: S101 - _expects_key was false
        container[key] = value
        self.keys[-1] = None
        return (*self.paths[-1], key)

    def _resolve(self, event: yaml.Event, text: str) -> Value:
        """What an unquoted word means: YAML 1.2 core, and nothing that older readers see differently."""
        if not text:
            return None
        if self.has_comment:
            self._refuse_comment(event, text)
        first = text[0]
        if first.isdigit() or first in "-+.":
            return self._number(event, text)
        if first in "tfnyoTFNYO~":
            if text in ("true", "false"):
                return text == "true"
            if text in ("null", "~"):
                return None
            if len(text) <= 5 and _AMBIGUOUS.fullmatch(text):
                raise self._ambiguous(event, text)
        return text

    def _number(self, event: yaml.Event, text: str) -> Value:
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DATE.fullmatch(text):
            try:
                date.fromisoformat(text)
            except ValueError:
                raise self._error(event, f"{text} is not a calendar date", "Write a day that exists, as YYYY-MM-DD.") from None
            return text
        if _DECIMAL.fullmatch(text):
            return float(text)
        if len(text) > 40 and text.isdigit():
            raise self._error(event, f"The number has {len(text)} digits; 18 is the limit", 'If it is not a number to count with, put it in quotes ("…").')
        if len(text) <= 200 and _AMBIGUOUS.fullmatch(text):
            raise self._ambiguous(event, text)
        return text

    def _ambiguous(self, event: yaml.Event, text: str) -> MalformedError:
        return self._error(event, f"{_show(text)} means different things to different programs", f'Put it in quotes: "{text}".')

    def _refuse_comment(self, event: yaml.Event, text: str) -> None:
        start = event.end_mark.index
        line_end = self.text.find("\n", start)
        rest = self.text[start : line_end if line_end >= 0 else None]
        if rest.lstrip(" \t").startswith("#") and rest[:1] in " \t":
            raise self._error(event, "Text after # is not read", f'Put the whole value in quotes, or write the comment on a line of its own: "{text}{rest}".')

    def _refuse_decoration(self, event: yaml.Event) -> None:
        if event.anchor is not None:
            raise self._error(event, "A YAML anchor (&) is not allowed", "Write the value out where it is needed.")
        if event.tag is not None:
            raise self._error(event, f"A YAML tag ({_show(event.tag)}) is not allowed", "Delete the tag.")

    def _refuse_escaped(self, event: yaml.Event) -> None:
        bad = forbidden_character(event.value)
        if bad:
            raise self._error(event, f"Forbidden character {bad}", "Delete it; it is not visible.")

    def _position(self, event: yaml.Event) -> Position:
        mark = event.start_mark
        return (mark.line + self.first_line, mark.column + 1)

    def _error(self, event: yaml.Event, message: str, hint: str) -> MalformedError:
        return MalformedError(*self._position(event), message, hint)


def forbidden_character(text: str) -> str:
    """The first character that is not shown, or shown as something else: "U+200B", or nothing."""
    if text.isascii():
        match = _CONTROL.search(text)
        return f"U+{ord(match[0]):04X}" if match else ""
    for character in dict.fromkeys(text):
        if character in "\t\n":
            continue
        if character in _FORBIDDEN or unicodedata.category(character) in ("Cc", "Cs", "Co", "Cn"):
            return f"U+{ord(character):04X}"
    return ""


def _refuse_characters(text: str) -> None:
    bad = forbidden_character(text)
    if bad:
        raise _at(text, text.index(chr(int(bad[2:], 16))), f"Forbidden character {bad}",
                  "Delete it; it is not visible or shows as something else.")
    if not unicodedata.is_normalized("NFC", text):
        for number, line in enumerate(text.split("\n"), 1):
            if not unicodedata.is_normalized("NFC", line):
                raise MalformedError(number, 1, "The text is not in Unicode NFC form",
                                     "Type the accented letters again; two spellings of one letter look alike.")


def _at(text: str, index: int, message: str, hint: str) -> MalformedError:
    return MalformedError(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index), message, hint)


def _why_no_front_matter(text: str) -> str:
    if not text.strip():
        return "The file is empty"
    if _LOOKS_LIKE_FRONT_MATTER.match(text):
        return "The front matter does not have the one form that every reader understands"
    return "There is no front matter, so nobody knows what this file is"


def _plain(error: yaml.MarkedYAMLError) -> str:
    return " ".join(part for part in (error.context, error.problem) if part)


def _show(text: str) -> str:
    cut = text if len(text) <= 40 else text[:37] + "…"
    return "'" + cut + "'"


def dump(values: dict[str, Value]) -> str:
    """Write keys as YAML that `parse` reads back as the same values."""
    return "".join(_lines(values, 0))


def _lines(value: Value, indent: int) -> Iterator[str]:
    pad = "  " * indent
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _entry(f"{pad}{key}:", inner, indent)
    elif isinstance(value, list):
        for inner in value:
            if isinstance(inner, dict) and inner:
                block = "".join(_lines(inner, indent + 1))
                yield f"{pad}- {block.lstrip(' ')}"
            else:
                yield from _entry(f"{pad}-", inner, indent)


def _entry(head: str, value: Value, indent: int) -> Iterator[str]:
    if isinstance(value, dict | list):
        if not value:
            yield f"{head} {'{}' if isinstance(value, dict) else '[]'}\n"
        else:
            yield f"{head}\n"
            yield from _lines(value, indent + 1)
    elif isinstance(value, str) and "\n" in value and _block_safe(value):
        pad = "  " * (indent + 1)
        yield f"{head} |\n"
        for line in value.rstrip("\n").split("\n"):
            yield f"{pad}{line}\n" if line else "\n"
    else:
        yield f"{head} {scalar(value)}\n"


def _block_safe(value: str) -> bool:
    return value.endswith("\n") and not value.startswith((" ", "\n")) and not value.endswith("\n\n") and "\t" not in value


_PLAIN_WORDS = re.compile(r"[A-Za-z][A-Za-z0-9 _/.,()+%-]*[A-Za-z0-9.)%]|[A-Za-z]")


def scalar(value: str | float | bool | None) -> str:
    """One value as YAML on one line, quoted unless it is plain words."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if _DATE.fullmatch(value):
        try:
            date.fromisoformat(value)
        except ValueError:
            return _quoted(value)
        return value
    if _PLAIN_WORDS.fullmatch(value) and not _AMBIGUOUS.fullmatch(value):
        return value
    return _quoted(value)


_ESCAPED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def _quoted(value: str) -> str:
    pieces = [
        _ESCAPED.get(character)
        or (f"\\x{ord(character):02x}" if ord(character) < 32 else character)
        for character in value
    ]
    return '"' + "".join(pieces) + '"'
