"""A record: evidence of something done. Fixed once closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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

    @property
    def id(self) -> str:
        """Its identifier, empty when the front matter has none."""
        return self.content.text("id")

    @property
    def held(self) -> Iterator[tuple[str, Holder]]:
        """The id that it holds, if it has one."""
        if self.id:
            yield self.id, Holder(self.type, self.path, *self.content.position("id"))

    @property
    def type(self) -> str:
        """The name of its type."""
        return self.content.text("type")

    @property
    def title(self) -> str:
        """Its title, the path when it has none."""
        return self.content.text("title") or self.path

    @property
    def state(self) -> str:
        """The state it is in, as written."""
        return self.content.text("status")

    @property
    def date(self) -> date | None:
        """The day it speaks of, None when there is no valid date."""
        try:
            return date.fromisoformat(self.content.text("date"))
        except ValueError:
            return None

    @property
    def template_text(self) -> tuple[TemplateText, ...]:
        """Guidance and placeholders that are left, in front matter and body."""
        return self.content.template_text + self.body.template_text
