"""A record: evidence of something done. Fixed once closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from ims_docs.model.content import Content
from ims_docs.model.holder import Holder
from ims_docs.model.text import TemplateText, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record."""

    path: str
    content: Content
    body: Text
    is_closed: bool = False
    """Whether its state is one that closes: it is complete and will not change."""

    id: str = field(init=False, repr=False, compare=False)
    """Its identifier, empty when the front matter has none."""
    type: str = field(init=False, repr=False, compare=False)
    """The name of its type."""
    title: str = field(init=False, repr=False, compare=False)
    """Its title, the path when it has none."""
    state: str = field(init=False, repr=False, compare=False)
    """The state it is in, as written."""
    date: date | None = field(init=False, repr=False, compare=False)
    """The day it speaks of, None when there is no valid date."""

    def __post_init__(self) -> None:
        """Take out once what everybody asks for, a hundred times of each record."""
        text, put = self.content.text, object.__setattr__
        put(self, "id", text("id"))
        put(self, "type", text("type"))
        put(self, "title", text("title") or self.path)
        put(self, "state", text("status"))
        put(self, "date", _day(text("date")))

    @property
    def held(self) -> Iterator[tuple[str, Holder]]:
        """The id that it holds, if it has one."""
        if self.id:
            yield self.id, Holder(self.type, self.path, *self.content.position("id"))

    @property
    def template_text(self) -> tuple[TemplateText, ...]:
        """Guidance and placeholders that are left, in front matter and body."""
        return self.content.template_text + self.body.template_text


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
