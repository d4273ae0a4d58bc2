"""All files of a tree as one Repository."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ims_docs.adapters.disk.tree import Tree
from ims_docs.adapters.git import History
from ims_docs.adapters.git.changes import first_bytes
from ims_docs.formats import settings
from ims_docs.formats.schemas import Schemas
from ims_docs.model.change import Change
from ims_docs.model.content import Content
from ims_docs.model.defect import Defect
from ims_docs.model.document import Document
from ims_docs.model.page import Page
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.removal import is_statement_path
from ims_docs.model.repository import Repository
from ims_docs.model.tree_entry import EntryKind, TreeEntry
from ims_docs.model.waiver import Waiver
from ims_docs.services.loading.approvals import with_approvals
from ims_docs.services.loading.attributes import attributes
from ims_docs.services.loading.baselines import with_baselines
from ims_docs.services.loading.configuration import configuration
from ims_docs.services.loading.content import Loaded, is_content, is_index
from ims_docs.services.loading.copies import copies, left_behind, strays, told
from ims_docs.services.loading.drawings import with_drawings
from ims_docs.services.loading.elders import with_elders
from ims_docs.services.loading.former import changes, is_record, unlike
from ims_docs.services.loading.hidden import hidden
from ims_docs.services.loading.paths import unsafe
from ims_docs.services.loading.reading import Reader
from ims_docs.services.loading.removals import broken_removals, gone_things, stored_removals
from ims_docs.services.loading.ruleset import Ruleset
from ims_docs.services.loading.saved import saved_statements
from ims_docs.services.loading.shared import Memory

_KEPT = ("docs/", "approvals/")
"""What the files on disk are compared with the last commit for."""


@dataclass(frozen=True, kw_only=True)
class LoadRequest:
    """What is read, and how."""

    tree: Tree
    as_of: date
    """The day on which the questions are asked."""
    rules: Tree | None = None
    """The state whose settings, types and standards judge; None means that of the tree."""
    history: History | None = None
    root: Path | None = None
    """With the history: the files on disk are also compared with what git keeps."""
    focus: frozenset[str] | None = None
    """The only files that are judged: other records are known by their names."""
    former: Mapping[str, str] = field(default_factory=dict)
    """Names of bytes by path: records are compared with what they were."""
    waivers: tuple[Waiver, ...] | None = None
    """The waivers that count; None means those of the settings."""
    cache_folder: Path | None = None
    """What was read is remembered there from run to run."""
    memory: Memory = field(default_factory=Memory)
    """What was read is remembered for the next reading in this process, when the tree knows
    git's names for what it holds."""


class Read(NamedTuple):
    """A repository, and by which schemas it was read."""

    repository: Repository
    schemas: Schemas
    entries: Sequence[TreeEntry]
    """Every name that was looked at, in order of path."""


def load(request: LoadRequest) -> Repository:
    """Read a tree. Raises RepositoryNotFoundError when there is no ims.yml."""
    return read(request).repository


def read(request: LoadRequest) -> Read:
    """The same, for one who goes on from what was read."""
    tree, history, former = request.tree, request.history, request.former
    loading = _Loading(tree, request.rules, request.memory)
    config = loading.ruleset.settings()
    types = loading.ruleset.schemas()
    reader = Reader(tree, types, request.cache_folder)
    loading.ruleset.take_standards(types, reader)
    loading.ruleset.judge_settings(types, config)
    loading.read_content(reader, types, request.focus)
    kept_files: Mapping[str, str] = {}
    if request.root is not None and history is not None:
        loading.defects.extend(hidden(request.root, history, reader.blobs))
        kept_files = history.kept(*_KEPT)
        held = {path: blob for path, blob in kept_files.items() if path.startswith(_KEPT[0])}
        former = unlike(held, reader.blobs)
        loading.saved.update({path: path not in former for path in held})
        former |= {path: blob for path, blob in kept_files.items() if is_statement_path(path)}
    if former and history is not None:
        kept = {path: blob for path, blob in former.items() if is_record(path)}
        changed = changes(kept, loading.records, loading.files, tree, history.blobs, types)
        loading.changes.extend(changed)
    loading.defects.extend(left_behind(_strays(loading.files, request)))
    whole = loading.repository(request.as_of, config, types, request.focus)
    whole = replace(whole, held_by=whole.holders)
    whole = with_baselines(replace(whole, waivers=request.waivers), tree, loading.files)
    whole = with_drawings(whole, tree, loading.files)
    whole = replace(whole, removals=stored_removals(loading.files, tree, loading.files))
    commit = getattr(tree, "commit", "HEAD")
    if former and history is not None:
        first = partial(first_bytes, history, commit)
        found = gone_things(former, history.blobs, types, whole, first)
        broken = broken_removals(former, history.blobs, whole, tree, loading.files)
        whole = replace(whole, gone=tuple(found), broken_removals=broken)
    whole = with_approvals(whole, tree, loading.files, loading.memory.judged)
    if kept_files and whole.stored_statements:
        statements = saved_statements(whole, tree, loading.files, kept_files)
        whole = replace(whole, saved={**whole.saved, **statements})
    return Read(with_elders(whole, history, commit), types, loading.entries)


def _strays(files: Mapping[str, TreeEntry], request: LoadRequest) -> list[str]:
    """Files of systems and editors; on disk those that git would take along."""
    found = list(strays(files))
    if found and request.history is not None and request.root is not None:
        ignored = request.history.ignored_by(found)
        found = [path for path in found if path not in ignored]
    return found


@dataclass
class _Loading:
    """What has been read so far."""

    tree: Tree
    rules: Tree | None
    memory: Memory
    entries: list[TreeEntry] = field(init=False)
    files: dict[str, TreeEntry] = field(init=False)
    documents: list[Document] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    registers: list[Register] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    defects: list[Defect] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    saved: dict[str, bool] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    content: list[TreeEntry] = field(default_factory=list)
    ruleset: Ruleset = field(init=False)

    def __post_init__(self) -> None:
        self.entries = list(self.tree.entries())
        self.files = {entry.path: entry for entry in self.entries if entry.kind is EntryKind.FILE}
        copied = copies(self.files)
        self.defects.extend(one for one in unsafe(self.entries) if one.path not in copied)
        self.defects.extend(told(copied))
        self.content.extend(
            entry for path, entry in self.files.items() if is_content(path) and path not in copied
        )
        found, lost = configuration(self.tree, self.files.values(), self.rules)
        self.defects.extend(lost)
        self.ruleset = Ruleset(found, self.memory, self.defects)

    @property
    def judged(self) -> str:
        if self.rules is None:
            return self.tree.described
        return (
            f"{self.tree.described}, by the settings, types and standards of {self.rules.described}"
        )

    def read_content(self, reader: Reader, schemas: Schemas, focus: frozenset[str] | None) -> None:
        """Read documents, records and registers; records that are not judged stay unread."""
        wanted = self.content
        if focus is not None:
            wanted = []
            for entry in self.content:
                if is_read(entry.path, focus):
                    wanted.append(entry)
                else:
                    self.unread[name_of(entry.path)] = entry.path
        for loaded in self.memory.content(reader, schemas, wanted):
            self._keep(loaded)

    def repository(
        self, as_of: date, config: Content, schemas: Schemas, focus: frozenset[str] | None
    ) -> Repository:
        """Everything that was read."""
        return Repository(
            judged=self.judged,
            as_of=as_of,
            settings=settings.read(config),
            types=schemas.types,
            standards=self.ruleset.packs,
            crosswalks=tuple(self.ruleset.crosswalks),
            documents=tuple(self.documents),
            records=tuple(self.records),
            registers=tuple(self.registers),
            pages=tuple(self.pages),
            defects=tuple(self.defects),
            attributes=tuple(attributes(self.ruleset.configuration, self.files, focus)),
            paths=frozenset(self.files),
            unread=self.unread,
            saved=self.saved,
            changes=tuple(self.changes),
            focus=focus,
        )

    def _keep(self, loaded: Loaded) -> None:
        match loaded:
            case Document():
                self.documents.append(loaded)
            case Record():
                self.records.append(loaded)
            case Register():
                self.registers.append(loaded)
            case Page():
                self.pages.append(loaded)
            case Defect():
                self.defects.append(loaded)


def is_read(path: str, focus: frozenset[str]) -> bool:
    """Records that are not judged are known by their names; everything else is read."""
    return not path.startswith("docs/records/") or path in focus or is_index(path)


def name_of(path: str) -> str:
    """The name by which a record is known that was not read."""
    return path.rpartition("/")[2].removesuffix(".md")
