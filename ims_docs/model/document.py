"""A maintained document: revised, approved text such as a policy or a procedure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ims_docs.model.content import Content
from ims_docs.model.holder import Holder
from ims_docs.model.text import TemplateText, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One maintained document. Its state is derived, never typed."""

    path: str
    content: Content
    body: Text

    @property
    def id(self) -> str:
        """Its identifier, empty when the front matter has none."""
        return self.content.text("id")

    @property
    def name(self) -> str:
        """What statements and people call it by: its id."""
        return self.id

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
    def version(self) -> str:
        """MAJOR.MINOR as its owner wrote it."""
        return self.content.text("version")

    @property
    def is_final(self) -> bool:
        """Whether its version says that it is more than a draft (1.0 or higher)."""
        major = self.version.partition(".")[0]
        return major.isdecimal() and not set(major) <= {"0"}

    @property
    def template_text(self) -> tuple[TemplateText, ...]:
        """Guidance and placeholders that are left, in front matter and body."""
        return self.content.template_text + self.body.template_text
