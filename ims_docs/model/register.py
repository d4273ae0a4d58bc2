"""A register: a controlled list and its entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ims_docs.model.content import Content, Position, Value
from ims_docs.model.holder import Holder
from ims_docs.model.text import TemplateText


class Entry(NamedTuple):
    """One entry of a register."""

    values: Mapping[str, Value]
    position: Position

    @property
    def id(self) -> str:
        """Its identifier, empty when it has none."""
        value = self.values.get("id")
        return value if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """One register."""

    path: str
    content: Content

    @property
    def type(self) -> str:
        """The name of its type."""
        return self.content.text("type")

    @property
    def name(self) -> str:
        """What statements and people call it by: its type, of which there is one."""
        return self.type

    @property
    def title(self) -> str:
        """Its title, the path when it has none."""
        return self.content.text("title") or self.path

    @property
    def entries(self) -> Iterator[Entry]:
        """Its entries, in order, as far as they are mappings."""
        entries = self.content.values.get("entries")
        for index, values in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(values, dict):
                yield Entry(values=values, position=self.content.position("entries", index))

    @property
    def held(self) -> Iterator[tuple[str, Holder]]:
        """The ids that its entries hold."""
        for entry in self.entries:
            if entry.id:
                yield entry.id, Holder(self.type, self.path, *entry.position)

    @property
    def template_text(self) -> tuple[TemplateText, ...]:
        """Guidance and placeholders that are left."""
        return self.content.template_text
