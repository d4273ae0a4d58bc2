"""YAML text to keys and values, with the place of each.

The C parser delivers events; nothing is built before its event was judged.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

import yaml

from ims_docs.formats.frontmatter.decoding import TOO_LARGE, MalformedError, forbidden_character
from ims_docs.formats.frontmatter.faults import explained
from ims_docs.formats.frontmatter.plain import UnclearError, resolve, show
from ims_docs.model.content import Pointer, Position, Value

MAX_DEPTH = 32
MAX_VALUES = 100_000


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values of one YAML text, and the place of each."""

    values: dict[str, Value]
    positions: dict[Pointer, Position]


def parse(text: str, first_line: int = 1) -> Mapping:
    """Read one YAML mapping. Lines count from `first_line`. Raises MalformedError."""
    builder = _Builder(text, first_line)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if mark and 0 < mark.index < len(text) and "nesting depth" in (error.problem or ""):
            # The scanner's own limit came before any event; what precedes it is deep enough for ours.
            return parse(text[: mark.index - 1], first_line)
        raise explained(error, text, first_line) from None
    except yaml.YAMLError as error:
        message = f"The YAML cannot be read: {error}"
        raise MalformedError(first_line, 1, message, "Check this file in an editor.") from None
    return builder.result()


class _Builder:
    """Builds values from parser events and refuses what must not be there."""

    def __init__(self, text: str, first_line: int) -> None:
        self.text = text
        self.first_line = first_line
        self.has_comment = " #" in text or "\t#" in text
        self.has_escape = "\\" in text
        self.has_tab = "\t" in text
        self.positions: dict[Pointer, Position] = {}
        self.stack: list[dict[str, Value] | list[Value]] = []
        self.paths: list[Pointer] = []
        self.keys: list[str | None] = []
        self.root: Value = None
        self.count = 0
        self.documents = 0

    def take(self, event: Any) -> None:  # noqa: ANN401 - the types of yaml's events say nothing
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
            self._start(event)
        elif kind is yaml.DocumentEndEvent and event.explicit:
            raise self._error(event, "A line ... ends the YAML before the file ends", "Delete it.")

    def result(self) -> Mapping:
        if self.documents == 0 or self.root is None:
            raise MalformedError(
                self.first_line,
                1,
                "There are no keys here",
                "Write at least the keys that the type asks for.",
            )
        if not isinstance(self.root, dict):
            what = "a list" if isinstance(self.root, list) else "a single value"
            runs_on = isinstance(self.root, str) and re.match(r"[\w-]+:\S", self.root)
            raise MalformedError(
                *self.positions[()],
                f"This is {what}, not keys with values",
                "Put a blank after each colon." if runs_on else "Write `key: value` lines.",
            )
        return Mapping(self.root, self.positions)

    def _start(self, event: Any) -> None:  # noqa: ANN401
        self.documents += 1
        if event.version or event.tags:
            raise self._error(event, "A YAML directive (%) is not allowed", "Delete the line.")
        if self.documents > 1 or (event.explicit and self.first_line > 1):
            raise self._error(
                event,
                "There is more than one YAML document in the file",
                "Keep one document; delete the second --- line and what follows.",
            )

    def _open(self, event: Any, container: dict[str, Value] | list[Value]) -> None:  # noqa: ANN401
        self._refuse_decoration(event)
        if self._expects_key():
            raise self._error(
                event,
                "A key must be plain text",
                "Write the key as one word followed by a colon. If it is a value that begins with { "
                "or [, put the value in quotation marks.",
            )
        if len(self.stack) >= MAX_DEPTH:
            raise self._error(
                event, f"Values are nested deeper than {MAX_DEPTH}", "Flatten the structure."
            )
        path = self._place(event, container)
        self.stack.append(container)
        self.paths.append(path)
        self.keys.append(None)

    def _scalar(self, event: Any) -> None:  # noqa: ANN401
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

    def _key(self, event: Any, key: str, *, plain: bool) -> None:  # noqa: ANN401
        if key == "<<":
            raise self._error(event, "A merge key (<<) is not allowed", "Write the keys out.")
        if plain and not isinstance(self._resolve(event, key), str):
            raise self._error(
                event, f"The key {show(key)} is not plain text", "Use a word as the key."
            )
        container = self.stack[-1]
        if key in container:
            first = self.positions[(*self.paths[-1], key)][0]
            raise self._error(
                event,
                f"Duplicate key {show(key)} (first at line {first})",
                "Keep one of the two.",
            )
        self.keys[-1] = key
        self.positions[(*self.paths[-1], key)] = self._position(event)

    def _place(self, event: Any, value: Value) -> Pointer:  # noqa: ANN401
        self.count += 1
        if self.count > MAX_VALUES:
            raise self._error(event, f"The file has more than {MAX_VALUES} values", TOO_LARGE)
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

    def _resolve(self, event: Any, text: str) -> Value:  # noqa: ANN401
        if self.has_comment:
            self._refuse_comment(event, text)
        try:
            return resolve(text)
        except UnclearError as error:
            inner = self.stack[-1] if self.stack else {}
            last = len(inner) if isinstance(inner, list) else self.keys[-1] if self.keys else ""
            way = (*(self.paths[-1] if self.paths else ()), last or 0)
            raise self._error(event, error.message, error.hint).of_value(way, text) from None

    def _refuse_comment(self, event: Any, text: str) -> None:  # noqa: ANN401
        start = event.end_mark.index
        line_end = self.text.find("\n", start)
        rest = self.text[start : line_end if line_end >= 0 else None]
        if rest[:1] in " \t" and rest.lstrip(" \t").startswith("#"):
            whole = f"{text}{rest}".strip().replace("\\", r"\\").replace('"', r"\"")
            raise self._error(
                event,
                "Text after # is not read",
                "Put the whole value in quotes, or write the comment on a line of its own: "
                f'"{whole}".',
            )

    def _refuse_decoration(self, event: Any) -> None:  # noqa: ANN401
        if self.has_tab and "\t" in self._outside_quotes(event):
            raise self._error(event, "There is a tab beside the value", "Put spaces there.")
        if event.anchor is not None:
            raise self._error(
                event, "A YAML anchor (&) is not allowed", "Write the value out where it is needed."
            )
        if event.tag is not None:
            raise self._error(
                event, f"A YAML tag ({show(event.tag)}) is not allowed", "Delete the tag."
            )

    def _outside_quotes(self, event: Any) -> str:  # noqa: ANN401
        """The space around a value, and the value itself when it stands without quotes."""
        before, after = event.start_mark.index, event.end_mark.index
        start, end = before, after
        while before and self.text[before - 1] in " \t":
            before -= 1
        while self.text[after : after + 1] in (" ", "\t"):
            after += 1
        if not getattr(event, "style", "not a scalar"):
            return self.text[before:after]
        return self.text[before:start] + self.text[end:after]

    def _refuse_escaped(self, event: Any) -> None:  # noqa: ANN401
        bad = forbidden_character(event.value)
        if bad:
            raise self._error(event, f"Forbidden character {bad}", "Delete it; it is not visible.")
        if not unicodedata.is_normalized("NFC", event.value):
            raise self._error(
                event, "The text is not in Unicode NFC form", "Type the accented letters again."
            )

    def _position(self, event: Any) -> Position:  # noqa: ANN401
        mark = event.start_mark
        return (mark.line + self.first_line, mark.column + 1)

    def _error(self, event: Any, message: str, hint: str) -> MalformedError:  # noqa: ANN401
        return MalformedError(*self._position(event), message, hint)
