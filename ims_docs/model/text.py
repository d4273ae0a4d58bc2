"""The structure of a Markdown text: headings, sections, links, template text.

What a repository holds by the hundred thousand is a named tuple: frozen as well, and
made in a quarter of the time.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from ims_docs.model.citation import Citation

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class Leftover(StrEnum):
    """A kind of template text that is still there."""

    GUIDANCE = "guidance"
    PLACEHOLDER = "placeholder"
    BLANK = "blank cell"
    """A cell of a table that asks for an answer and has none."""


class TemplateText(NamedTuple):
    """Template text left in a document, record or register."""

    kind: Leftover
    line: int
    column: int
    text: str


class Heading(NamedTuple):
    """A heading and the anchor that the site gives it."""

    level: int
    title: str
    anchor: str
    line: int


class Section(NamedTuple):
    """What stands under a second-level heading."""

    title: str
    line: int
    has_content: bool
    """Whether any text is left when guidance and placeholders are taken away."""


class Link(NamedTuple):
    """A Markdown link, as written."""

    target: str
    line: int
    column: int

    @property
    def scheme(self) -> str:
        """https: and the like in lower case, empty for a path."""
        match = _SCHEME.match(self.target)
        return match[0].lower() if match else ""

    def destination(self, page: str) -> tuple[str, str]:
        """The file that is meant and the heading in it; no file for anything but a relative path."""
        return _destination(page, self.target)


class UnsafeMarkup(NamedTuple):
    """Something in a text that a page would hide, run or choke on."""

    line: int
    column: int
    message: str
    hint: str


@lru_cache(maxsize=4_096)
def spelled(target: str) -> re.Pattern[str]:
    """What finds the target of a link in a text, where signs may be written in other ways."""
    signs = ("&(?:amp;)?" if one == "&" else rf"\\?{re.escape(one)}" for one in target)
    return re.compile("".join(signs))


class MisreadingKind(StrEnum):
    """Why a text is not shown as its author meant it."""

    FORM = "form"
    """Its form is read differently: a list shown as run-on text, a word as a heading."""
    HTML = "html"
    """It is HTML, of which a page shows a part."""
    PASTE = "paste"
    """It came from a word processor: bullets that are letters, sentences that became code."""


class Misreading(NamedTuple):
    """A place where the page shows something else than what was meant. It hides and runs nothing."""

    kind: MisreadingKind
    line: int
    column: int
    message: str
    hint: str


@lru_cache(maxsize=65_536)
def _destination(page: str, target: str) -> tuple[str, str]:
    """Several rules ask the same of every link."""
    if target.startswith("/") or _SCHEME.match(target):
        return "", ""
    path, _, fragment = target.partition("#")
    if not path:
        return page, fragment
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path))), fragment


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The body of a document or record."""

    headings: tuple[Heading, ...] = ()
    sections: tuple[Section, ...] = ()
    links: tuple[Link, ...] = ()
    template_text: tuple[TemplateText, ...] = ()
    unsafe_markup: tuple[UnsafeMarkup, ...] = ()
    misreadings: tuple[Misreading, ...] = ()
    citations: tuple[Citation, ...] = ()

    @property
    def is_unfilled(self) -> bool:
        """Whether it is a form with template text in it, and nobody wrote into any section."""
        return bool(self.template_text) and not any(one.has_content for one in self.sections)

    def placeholder_in(self, section: Section) -> TemplateText | None:
        """The first placeholder between this section's heading and the next one."""
        end = min((one.line for one in self.sections if one.line > section.line), default=0)
        return next(
            (
                left
                for left in self.template_text
                if left.kind is Leftover.PLACEHOLDER
                and left.line > section.line
                and not (end and left.line >= end)
            ),
            None,
        )

    def section(self, title: str) -> Section | None:
        """The section with this heading, however it is capitalised."""
        wanted = title.casefold()
        for section in self.sections:
            if section.title == title or section.title.casefold() == wanted:
                return section
        return None
