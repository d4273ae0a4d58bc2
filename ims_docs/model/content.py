"""What front matter and register files say, and where they say it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from ims_docs.model.citation import Citation
from ims_docs.model.text import TemplateText

Value: TypeAlias = "str | int | float | bool | list[Value] | dict[str, Value] | None"

Pointer: TypeAlias = "tuple[str | int, ...]"
"""The way to a value: ("entries", 3, "owner")."""

Position: TypeAlias = "tuple[int, int]"
"""Line and column, from 1."""

Name: TypeAlias = "Callable[[str], str]"
"""From an id to the words that are shown for it."""


class Violation(NamedTuple):
    """A place where the keys do not fit the type's schema."""

    line: int
    column: int
    message: str
    hint: str
    state: str = ""
    """The state of the record that asks for it, empty when every state does."""


class Reference(NamedTuple):
    """A value that names something else in the repository."""

    wanted: str
    """What it must name: a type, "any" or "clause"."""
    value: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The keys of one file, judged by its schema."""

    values: Mapping[str, Value]
    positions: Mapping[Pointer, Position] = field(default_factory=dict)
    violations: tuple[Violation, ...] = ()
    references: tuple[Reference, ...] = ()
    template_text: tuple[TemplateText, ...] = ()
    citations: tuple[Citation, ...] = ()

    def text(self, key: str) -> str:
        """The value of a key when it is text, otherwise an empty string."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def position(self, *pointer: str | int) -> Position:
        """Where a value stands, or the nearest thing around it that has a place."""
        while pointer:
            if pointer in self.positions:
                return self.positions[pointer]
            pointer = pointer[:-1]
        return self.positions.get((), (1, 1))


def readable(value: Value, name: Name = str) -> str:
    """A value on one line for people; ids become what `name` makes of them."""
    if isinstance(value, list):
        return ", ".join(readable(one, name) for one in value)
    if isinstance(value, dict):
        return "; ".join(f"{words(key)}: {readable(one, name)}" for key, one in value.items())
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else name(str(value))


def words(key: str) -> str:
    """A key as people say it."""
    return str(key).replace("_", " ")
