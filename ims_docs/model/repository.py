"""The whole: everything the organisation keeps, as it was read at one moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from ims_docs.model.approval import Filed
from ims_docs.model.attribute import GitAttribute
from ims_docs.model.change import Change
from ims_docs.model.defect import Defect, DefectKind
from ims_docs.model.document import Document
from ims_docs.model.page import Page
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.settings import Settings
from ims_docs.model.standard import Crosswalk, Standard
from ims_docs.model.text import Link
from ims_docs.model.trust import Trust
from ims_docs.model.type import Type

_LOSING = (DefectKind.UNREADABLE, DefectKind.UNTYPED, DefectKind.UNSAFE_PATH)
"""Kinds of defect that can keep a file out of the model."""


class Holder(NamedTuple):
    """Who holds an id: the type it belongs to and the place where it stands."""

    type: str
    path: str
    line: int
    column: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Repository:
    """An organisation's documented information. Rules read it and nothing else."""

    judged: str
    """What was read, in words: the files on disk, what is staged, a revision."""
    as_of: date
    """The day on which the questions are asked; never the machine's clock."""
    settings: Settings
    types: Mapping[str, Type]
    standards: Mapping[str, Standard]
    crosswalks: tuple[Crosswalk, ...] = ()
    documents: tuple[Document, ...] = ()
    records: tuple[Record, ...] = ()
    registers: tuple[Register, ...] = ()
    pages: tuple[Page, ...] = ()
    defects: tuple[Defect, ...] = ()
    attributes: tuple[GitAttribute, ...] = ()
    paths: frozenset[str] = frozenset()
    """Every file there is, read or not."""
    unread: Mapping[str, str] = field(default_factory=dict)
    """Records known from their file names alone, when only a part was read: id to path."""
    changes: tuple[Change, ...] = ()
    """Records that were changed or removed since the state this one follows."""
    statements: tuple[Filed, ...] = ()
    """Everything under approvals/, in order of path."""
    trust: Trust = field(default_factory=Trust)
    digests: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Path and version to the digest of the text; only of what has statements."""
    changed_files: Mapping[tuple[str, str], date] = field(default_factory=dict)
    """A statement and a plain file whose bytes were others when the statement was saved, to the
    day of the file's last change; only where the history is known."""
    focus: frozenset[str] | None = None
    """The files that are judged; None means all. The others were read for reference."""

    @cached_property
    def holders(self) -> Mapping[str, tuple[Holder, ...]]:
        """Who holds each id in the files that were read. More than one holder is a finding."""
        found: dict[str, tuple[Holder, ...]] = {}
        for identifier, holder in self._held():
            found[identifier] = (*(found.get(identifier) or self._named(identifier)), holder)
        return found

    def holders_of(self, identifier: str) -> tuple[Holder, ...]:
        """Who holds an id, in any file, read or not."""
        return self.holders.get(identifier) or self._named(identifier)

    def _named(self, identifier: str) -> tuple[Holder, ...]:
        """The record that was not read and has this name; its folder says the type."""
        path = self.unread.get(identifier)
        return (Holder(path.split("/")[-2], path, 1, 1),) if path else ()

    def _held(self) -> Iterator[tuple[str, Holder]]:
        identified: tuple[Document | Record, ...] = (*self.documents, *self.records)
        for item in identified:
            if item.id:
                yield item.id, Holder(item.type, item.path, *item.content.position("id"))
        for register in self.registers:
            for entry in register.entries:
                if entry.id:
                    yield entry.id, Holder(register.type, register.path, *entry.position)

    @cached_property
    def anchors(self) -> Mapping[str, frozenset[str]]:
        """The anchors of each page that was read."""
        return {
            one.path: frozenset(heading.anchor for heading in one.body.headings)
            for one in self.texts
        }

    @property
    def texts(self) -> Iterator[Document | Record | Page]:
        """Everything with a Markdown body."""
        yield from self.documents
        yield from self.records
        yield from self.pages

    @property
    def controlled(self) -> Iterator[Document | Record | Register]:
        """Everything with keys that a schema judges."""
        yield from self.documents
        yield from self.records
        yield from self.registers

    @property
    def lost(self) -> tuple[str, ...]:
        """Content that is there and could not be read into the model, in order of path."""
        kept = {one.path for one in (*self.controlled, *self.pages)}
        return tuple(
            sorted(
                {
                    one.path
                    for one in self.defects
                    if one.kind in _LOSING and one.path.startswith("docs/") and one.path not in kept
                }
            )
        )

    def leads_somewhere(self, page: str, link: Link) -> bool:
        """Whether a link into docs/ finds a file there. Other links are not judged here."""
        path, _ = link.destination(page)
        return (
            not path.startswith("docs/") or path in self.paths or f"{path}/index.md" in self.paths
        )

    def register(self, type_name: str) -> Register | None:
        """The register of this type."""
        return next((one for one in self.registers if one.type == type_name), None)
