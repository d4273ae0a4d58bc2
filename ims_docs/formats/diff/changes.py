"""What changed from one text to another, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from ims_docs.model.content import Value


class Kind(StrEnum):
    """What became of a piece of text, or of a key."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    CHANGED = "changed"


class Run(NamedTuple):
    """Words in a row that have the same fate."""

    kind: Kind
    text: str


class Passage(NamedTuple):
    """A paragraph, a line of a list or of a table that is not as it was."""

    heading: str
    """The heading above it."""
    runs: tuple[Run, ...]


class Folded(NamedTuple):
    """Passages in a row that are as they were."""

    passages: int


class Field(NamedTuple):
    """A key that is not as it was."""

    pointer: tuple[str, ...]
    """The way to it; an entry of a register is named by its id."""
    kind: Kind
    before: Value = None
    after: Value = None
    runs: tuple[Run, ...] = ()
    """The redline, where both are longer texts."""


Text: TypeAlias = "Passage | Folded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Everything that is not as it was."""

    fields: tuple[Field, ...] = ()
    text: tuple[Text, ...] = ()
    layout: bool = False
    """Whether spaces, line breaks or comments differ where the words do not."""
    note: str = ""
    """Why it could only be compared as plain text, or not at all."""

    @property
    def is_same(self) -> bool:
        """Whether not one byte differs but line ends."""
        changed = any(isinstance(one, Passage) for one in self.text)
        return not (self.fields or changed or self.layout or self.note)
