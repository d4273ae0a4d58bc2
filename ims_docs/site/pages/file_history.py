"""What is shown of the past of one file: what changed from version to version, and former texts."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ims_docs.domain.approval_state import ApprovedVersion as Approved
from ims_docs.formats.diff import Comparison
from ims_docs.model.document import Document
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.revision import Revision


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file as it was read."""

    digest: str
    """SHA-256 of its bytes."""
    body: str = ""
    """The Markdown below its front matter."""
    first_line: int = 1
    """The line of the file on which the body starts."""
    modified: bool = False
    """Whether it differs from what the commit holds."""
    written: str = ""
    """All of it as it is written, where it could not be read; what is no UTF-8 as bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What changed from one version of a file to the next."""

    before: Revision
    revisions: tuple[Revision, ...]
    """The saved changes on the way, newest first."""
    comparison: Comparison

    @property
    def after(self) -> Revision:
        """The revision that made the later version."""
        return self.revisions[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerText:
    """An approved text that is not the one in the tree."""

    approved: Approved
    revision: Revision
    """The revision that made it."""
    document: Document
    source: Source

    @property
    def then(self) -> Document:
        """What it was then."""
        return self.document


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerRegister:
    """An approved version of a register that is not the list in the tree."""

    approved: Approved
    revision: Revision
    """The revision that made it."""
    register: Register
    source: Source
    followed_by: str = ""
    """What came after it, in words."""
    following: Comparison | None = None
    """What that changed, where it is known."""

    @property
    def then(self) -> Register:
        """What it was then."""
        return self.register


Former: TypeAlias = "FormerText | FormerRegister"


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A file that the repository no longer holds, as it was last."""

    item: Document | Record | Register
    source: Source
    last: Revision
    """The revision that made its last text."""
    ended: Revision | None
    """The revision that removed it, None while that is not saved."""

    @property
    def name(self) -> str:
        """What it is called; a record by its id alone, because its title may be why it had to go."""
        if isinstance(self.item, Register):
            return self.item.title
        if isinstance(self.item, Record):
            return self.item.id or "A record without id"
        return f"{self.item.id} {self.item.title}".strip()

    @property
    def key(self) -> str:
        """What others name it by: its id, of a register its type."""
        return self.item.type if isinstance(self.item, Register) else self.item.id


@dataclass(frozen=True, slots=True, kw_only=True)
class FileHistory:
    """The past of one file."""

    steps: tuple[Step, ...] = ()
    """Newest first."""
    texts: tuple[FormerText, ...] = ()
    versions: tuple[FormerRegister, ...] = ()
    """Of a register, oldest first."""
    approved_in: tuple[tuple[str, str], ...] = ()
    """Digest of each approved text with the revision that made it."""

    def text(self, digest: str) -> FormerText | None:
        """The former text of a document with this digest."""
        return next((one for one in self.texts if one.approved.digest == digest), None)

    def has(self, digest: str) -> bool:
        """Whether a former text or version with this digest is shown."""
        return any(one.digest == digest for one in self.approved)

    @property
    def approved(self) -> tuple[Approved, ...]:
        """What is shown of it apart from the page of today."""
        return (*(one.approved for one in self.texts), *(one.approved for one in self.versions))


def joined(
    revisions: Sequence[Revision], fixed: Container[str] = ()
) -> Iterator[tuple[Revision, ...]]:
    """Revisions that led to one version together, newest first.

    Steps of typing under one version are read as one. A text whose bytes are among the
    fixed ones, because somebody approved it, always ends its group. A file that never says
    a version has each revision by itself.
    """
    group: list[Revision] = []
    for one in revisions:
        is_typing = group and one.version and one.version == group[-1].version
        if group and not (is_typing and one.blob not in fixed):
            yield tuple(group)
            group = []
        group.append(one)
    if group:
        yield tuple(group)
