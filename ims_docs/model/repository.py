"""The whole: everything the organisation keeps, as it was read at one moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple, TypeVar

from ims_docs.model.approval import StoredStatement
from ims_docs.model.attachment import why_left_out
from ims_docs.model.attribute import GitAttribute
from ims_docs.model.baseline import StoredBaseline
from ims_docs.model.change import Change
from ims_docs.model.citation import ChangedValue
from ims_docs.model.defect import Defect, DefectKind
from ims_docs.model.document import Document
from ims_docs.model.holder import Holder
from ims_docs.model.page import Page
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.removal import Gone, Removal, StoredRemoval
from ims_docs.model.settings import Settings
from ims_docs.model.standard import Crosswalk, Standard
from ims_docs.model.text import Link
from ims_docs.model.trust import Trust
from ims_docs.model.type import Type
from ims_docs.model.waiver import Waiver

_LOSING = (DefectKind.UNREADABLE, DefectKind.UNTYPED, DefectKind.UNSAFE_PATH)
"""Kinds of defect that can keep a file out of the model."""


class Authorship(NamedTuple):
    """One saved change of a file: under which address, in lower case, and when."""

    email: str
    day: date


_Item = TypeVar("_Item", Document, Record, Register, Page)


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
    unsafe_drawings: Mapping[str, str] = field(default_factory=dict)
    """Drawings that could do more than show shapes and words: path to the reason."""
    unread: Mapping[str, str] = field(default_factory=dict)
    """Records known from their file names alone, when only a part was read: id to path."""
    saved: Mapping[str, bool] = field(default_factory=dict)
    """Records and statements that the last commit holds, and whether they are as it holds them;
    known of the files on disk only."""
    changes: tuple[Change, ...] = ()
    """Records that were changed or removed since the state this one follows."""
    gone: tuple[Gone, ...] = ()
    """What the state this one follows kept, and nothing holds any more."""
    removals: tuple[StoredRemoval, ...] = ()
    """Every removal statement, in order of path."""
    broken_removals: tuple[StoredRemoval, ...] = ()
    """Those that were kept before and are not as they were, while what went is not back as it was."""
    stored_statements: Mapping[str, tuple[StoredStatement, ...]] = field(default_factory=dict)
    """Everything under approvals/, by what it lies with, in order of path."""
    baselines: tuple[StoredBaseline, ...] = ()
    """Everything under baselines/ that is judged, in order of path."""
    trust: Trust = field(default_factory=Trust)
    digests: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By path the digest of the text under each version; only of what has statements."""
    changed_files: Mapping[tuple[str, str], date] = field(default_factory=dict)
    """A statement and a plain file whose bytes were others when the statement was saved, to the
    day of the file's last change; only where the history is known."""
    changed_values: Mapping[tuple[str, str], ChangedValue] = field(default_factory=dict)
    """A statement and a limit or decision that said something else when the statement was saved;
    only where the history is known."""
    written: Mapping[str, tuple[Authorship, ...]] = field(default_factory=dict)
    """Who changed what somebody signed for, the statements, and what was audited: by path, the
    newest first; only where the whole history is known."""
    held_by: Mapping[str, tuple[Holder, ...]] | None = None
    """What `holders` says, where the one who reads knows it already."""
    seconds: frozenset[str] = frozenset()
    """Files whose id belongs to another one, which is approved or was there before."""
    waivers: tuple[Waiver, ...] | None = None
    """Those that count; None means those of the settings. A change of the settings is judged by
    the waivers before it, so that it excuses nothing that comes with it."""
    focus: frozenset[str] | None = None
    """The files that are judged; None means all. The others were read for reference."""
    whole: Repository | None = None
    """What this is a part of, where a part is shown: the whole is judged, so no state of a text
    depends on who may read the registers of people and roles."""

    @cached_property
    def statements(self) -> tuple[StoredStatement, ...]:
        """Everything under approvals/, in order of path."""
        return tuple(sorted(one for some in self.stored_statements.values() for one in some))

    @cached_property
    def holders(self) -> Mapping[str, tuple[Holder, ...]]:
        """Who holds each id in the files that were read. More than one holder is a finding."""
        return self.held_by if self.held_by is not None else holders(self.controlled)

    def digest_of(self, path: str, version: str) -> str:
        """The digest of the text at a path as this version; empty where no statement asks for it."""
        return self.digests.get(path, {}).get(version, "")

    def holders_of(self, identifier: str) -> tuple[Holder, ...]:
        """Who holds an id, in any file, read or not."""
        return (*self._named(identifier), *self.holders.get(identifier, ()))

    def _named(self, identifier: str) -> tuple[Holder, ...]:
        """The record that was not read and has this name; its folder says the type."""
        path = self.unread.get(identifier)
        return (Holder(path.split("/")[-2], path, 1, 1),) if path else ()

    def anchors_of(self, path: str) -> frozenset[str] | None:
        """The anchors of a page that was read; None where none was."""
        text = self._pages_by_path.get(path)
        return None if text is None else frozenset(one.anchor for one in text.body.headings)

    @cached_property
    def _pages_by_path(self) -> Mapping[str, Document | Record | Page]:
        return {one.path: one for one in self.texts}

    @cached_property
    def judged_documents(self) -> tuple[Document, ...]:
        """The documents that are judged; the others were read for reference."""
        return _in(self.focus, self.documents)

    @cached_property
    def judged_records(self) -> tuple[Record, ...]:
        """The records that are judged."""
        return _in(self.focus, self.records)

    @cached_property
    def judged_registers(self) -> tuple[Register, ...]:
        """The registers that are judged."""
        return _in(self.focus, self.registers)

    @property
    def judged_texts(self) -> Iterator[Document | Record | Page]:
        """Everything with a Markdown body that is judged."""
        yield from self.judged_documents
        yield from self.judged_records
        yield from _in(self.focus, self.pages)

    @property
    def judged_controlled(self) -> Iterator[Document | Record | Register]:
        """Everything with keys that is judged."""
        yield from self.judged_documents
        yield from self.judged_records
        yield from self.judged_registers

    @property
    def judged_ids(self) -> tuple[str, ...]:
        """Every id that a judged file holds."""
        return tuple(dict.fromkeys(name for one in self.judged_controlled for name, _ in one.held))

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

    @cached_property
    def removed(self) -> Mapping[str, Removal]:
        """By id: why it is not there any more, where a statement that can be read says so."""
        return {one.named: one.removal for one in self.removals if one.removal and not one.refused}

    @cached_property
    def _removed_paths(self) -> frozenset[str]:
        return frozenset(one.path for one in self.removed.values())

    def why_left_out(self, path: str) -> str:
        """Why the site leaves a file out, empty when it shows it."""
        return self.unsafe_drawings.get(path) or why_left_out(path)

    def leads_somewhere(self, page: str, link: Link) -> bool:
        """Whether a link into docs/ finds a file there, or did until a statement says why not.

        Other links are not judged here.
        """
        path, _ = link.destination(page)
        return (
            not path.startswith("docs/")
            or path in self.paths
            or f"{path}/index.md" in self.paths
            or path in self._removed_paths
        )

    @cached_property
    def clause_numbers(self) -> frozenset[str]:
        """The number of every clause that a standard in use has."""
        used = (self.standards.get(name) for name in self.settings.standards)
        return frozenset(str(text.clause) for one in used if one for text in one.clauses)

    def register(self, type_name: str) -> Register | None:
        """The register of this type."""
        return next((one for one in self.registers if one.type == type_name), None)


def holders(items: Iterable[Document | Record | Register]) -> dict[str, tuple[Holder, ...]]:
    """Who of these holds each id."""
    found: dict[str, tuple[Holder, ...]] = {}
    for one in items:
        for identifier, holder in one.held:
            found[identifier] = (*found.get(identifier, ()), holder)
    return found


def _in(focus: frozenset[str] | None, found: tuple[_Item, ...]) -> tuple[_Item, ...]:
    return found if focus is None else tuple(one for one in found if one.path in focus)
