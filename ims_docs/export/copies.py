"""A copy of a controlled text, as it leaves the repository: its words, its state and its proof."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from ims_docs.model.prose import Block

_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9.]+")
_LONGEST_NAME = 100


class Mark(StrEnum):
    """What stands across every page of a copy by which nobody may work."""

    DRAFT = "draft"
    ALTERED = "altered"
    """It claims to be an approved version, and is another text."""
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    OPEN = "open record"
    UNFINISHED = "unfinished"
    """Text of the template is left in it."""
    UNCONTROLLED = "uncontrolled"
    """No saved state holds exactly this text."""
    INCOMPLETE = "incomplete"
    """Something of the text cannot be shown here."""


SAYS = {
    Mark.DRAFT: "This text is not in force.",
    Mark.ALTERED: "This is not the text that was approved under this version.",
    Mark.SUPERSEDED: "This text is not in force any more: another text took its place.",
    Mark.WITHDRAWN: "This text is not in force any more: it was withdrawn.",
    Mark.OPEN: "This record is open. It may still change.",
    Mark.UNFINISHED: "Text of the template is left in it. It is evidence of nothing yet.",
    Mark.UNCONTROLLED: "No saved state of the system holds exactly this text.",
    Mark.INCOMPLETE: "A part of the text cannot be shown in this form.",
}


class Attachment(NamedTuple):
    """A file that travels inside a copy."""

    name: str
    data: bytes
    what: str
    is_source: bool = False


class Unshown(NamedTuple):
    """A place of a text that a copy cannot show as its page does."""

    path: str
    line: int
    message: str
    hint: str
    is_lost: bool = True
    """Whether a reader of the copy lacks something; otherwise it only looks different."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One text with everything that a sheet of paper has to say about it."""

    organisation: str
    id: str
    """The id of a document or record, the name of a register or of a working page."""
    title: str
    path: str
    version: str
    """Empty for a record."""
    state: str
    """In words, as of the state that was read."""
    classification: str
    language: str
    digest: str
    commit: str
    """Empty while nothing is saved."""
    moment: datetime
    """When the state was saved, which is when the copy says that it was made."""
    marks: tuple[Mark, ...] = ()
    notices: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    blocks: tuple[Block, ...] = ()
    """The text itself."""
    annex: tuple[Block, ...] = ()
    """What the keys say, who approved it, its revisions."""
    proof: tuple[Block, ...] = ()
    """The small print: how to prove it without ims."""
    attachments: tuple[Attachment, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """The pictures of the text, by path."""
    picture_lines: Mapping[str, int] = field(default_factory=dict)
    """The line of each in its file."""
    unshown: tuple[Unshown, ...] = ()
    is_working: bool = False
    """Whether it is a page to fill in, which nobody approves: its empty cells get room to write."""

    @property
    def called(self) -> str:
        """What stands at the head of every page; a working page has no id that anybody knows."""
        return self.title if self.is_working else f"{self.id} {self.title}"

    @property
    def file_name(self) -> str:
        """A name that every computer keeps, without an ending."""
        version = f"-v{self.version}" if self.version else ""
        mark = f"-{self.marks[0].value}" if self.marks else ""
        return named(f"{self.id}{version}{mark}")


def named(text: str) -> str:
    """A text as the name of a file: letters, digits, points and hyphens, and no folder."""
    return _NOT_IN_A_NAME.sub("-", text)[:_LONGEST_NAME].strip(".-") or "text"
