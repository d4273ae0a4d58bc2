"""What one site is made from, and where everything in it is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ims_docs.domain.coverage import Coverage
from ims_docs.domain.duties import Changes, Duties, Duty, gather
from ims_docs.domain.indicators import Known
from ims_docs.model.clause import Clause
from ims_docs.model.document import Document
from ims_docs.model.finding import Report
from ims_docs.model.moved_date import MovedDate
from ims_docs.model.page_name import pages_of
from ims_docs.model.record import Record
from ims_docs.model.register import Entry, Register
from ims_docs.model.removal import Removal
from ims_docs.model.repository import Repository
from ims_docs.model.revision import Revision
from ims_docs.site.pages.baseline_view import BaselineView
from ims_docs.site.pages.edition import Edition
from ims_docs.site.pages.file_history import FileHistory, Removed, Source
from ims_docs.site.pages.gone_parts import gone_parts
from ims_docs.site.pages.integrity import Integrity, Told
from ims_docs.site.pages.lost import lost
from ims_docs.site.pages.mentions import Mention, mentions
from ims_docs.site.pages.saved_changes import SavedChanges
from ims_docs.site.pages.statements import Signed, counted

SOON = 30
"""So many days ahead count as soon, as where `ims status` is not told otherwise."""
FINDINGS_PAGE, GONE_PAGE = "findings.md", "gone.md"


@dataclass(frozen=True, kw_only=True)
class SiteContent:
    """Everything that goes into the pages of one site."""

    repository: Repository
    report: Report
    coverages: tuple[Coverage, ...]
    revisions: Mapping[str, tuple[Revision, ...]]
    """The changes of each file across renames, newest first."""
    sources: Mapping[str, Source]
    log: tuple[Revision, ...] = ()
    """Every change of every file, newest first, under the names of that time."""
    commit: str = ""
    """The commit that is checked out, empty before the first."""
    removed: tuple[str, ...] = field(default=())
    """Files that the commit holds and the folder no longer does."""
    past: Mapping[str, FileHistory] = field(default_factory=dict)
    """What is shown of the past of each file."""
    baselines: tuple[BaselineView, ...] = ()
    """What was fixed on the way, oldest first."""
    changes: Changes = field(default=Changes())
    """When files were last changed, and since when documents have their version."""
    removed_items: Mapping[str, Removed] = field(default_factory=dict)
    """What the repository no longer holds, by its last path, the last to go first."""
    known: Known = field(default=Known({}, frozenset()))
    """The past of the catalogue of indicators, and closed measurements that were changed."""
    last_read: Mapping[str, Document | Record | Register] = field(default_factory=dict)
    """What each file that cannot be read was when it could be read last, by path."""
    moved: Mapping[tuple[str, int], MovedDate] = field(default_factory=dict)
    """The past of deadlines, by file and line."""
    edition: Edition = field(default=Edition())
    """For whom the site is, and what it leaves out."""
    integrity: Integrity = field(default_factory=Integrity)
    """Whether the history can be believed. Where nobody asked, the pages say so."""

    @property
    def organisation(self) -> str:
        """Whose system it is."""
        return self.repository.settings.organisation

    @cached_property
    def modified(self) -> tuple[str, ...]:
        """Files that are not as the commit holds them."""
        changed = (path for path, source in self.sources.items() if source.modified)
        return tuple(sorted((*changed, *self.removed)))

    @cached_property
    def duties(self) -> Duties:
        """What `ims status` says on this day."""
        found = gather(self.repository.whole or self.repository, self.changes, days=SOON)
        return self.edition.duties(found).with_moves(self.moved)

    @cached_property
    def saved(self) -> SavedChanges:
        """All saved changes, and the page on which each stands."""
        return SavedChanges(self.log, self.revisions)

    @cached_property
    def duties_of(self) -> Mapping[str, list[Duty]]:
        """The same by file."""
        found: dict[str, list[Duty]] = {}
        for one in self.duties.duties:
            found.setdefault(one.path, []).append(one)
        return found

    @property
    def commit_label(self) -> str:
        """The commit as people name it."""
        return self.commit[:10] or "none yet"

    @cached_property
    def primary(self) -> Coverage | None:
        """The standard whose clauses have pages: the first in use."""
        return next(iter(self.coverages), None)

    def place(self, path: str) -> str:
        """The page of a file that is kept or was kept once, empty when it has none."""
        return self._places.get(path, "")

    @cached_property
    def _places(self) -> Mapping[str, str]:
        gone = pages_of(self.removed_items, ())
        kept = pages_of(self.titles, self.repository.settings.standards)
        return {path: f"gone/{page}" for path, page in gone.items()} | kept

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The title of every file that has a page."""
        titles = {one.path: one.title for one in self.repository.controlled}
        for page in self.repository.pages:
            titles[page.path] = page.body.headings[0].title if page.body.headings else page.path
        return {**{path: path for path in lost(self.repository)}, **titles}

    def moved_in(self, path: str) -> tuple[MovedDate, ...]:
        """The deadlines of a file that were moved, in the order in which they stand there."""
        mine = sorted((at[1], one) for at, one in self.moved.items() if at[0] == path)
        return tuple(one for _, one in mine)

    def past_of(self, path: str) -> FileHistory:
        """What is shown of the past of a file."""
        return self.past.get(path, FileHistory())

    def type_title(self, name: str) -> str:
        """What a type is called."""
        return known.title if (known := self.repository.types.get(name)) else name

    def label(self, path: str) -> str:
        """A file as evidence is named: id, title, and the day of a record."""
        one = self._by_path.get(path)
        if one is None and path in self.removed_items:
            return f"{self.removed_items[path].name} (gone)"
        if one is None:
            return self.titles.get(path, path)
        day = f" ({one.content.text('date')})" if isinstance(one, Record) else ""
        return f"{one.id} {one.title}{day.removesuffix(' ()')}".strip()

    @cached_property
    def controlled(self) -> Mapping[str, Document | Record | Register]:
        """Documents, records and registers by path."""
        return {one.path: one for one in self.repository.controlled}

    @cached_property
    def _by_path(self) -> Mapping[str, Document | Record]:
        documents = {one.path: one for one in self.repository.documents}
        return {**documents, **{one.path: one for one in self.repository.records}}

    @cached_property
    def entries(self) -> Mapping[str, tuple[Register, Entry]]:
        """Register entries by id."""
        every = ((one, entry) for one in self.repository.registers for entry in one.entries)
        return {entry.id: (register, entry) for register, entry in every if entry.id}

    @cached_property
    def texts(self) -> Mapping[str, Document | Record]:
        """Documents and records by id."""
        return {one.id: one for one in self._by_path.values() if one.id}

    @cached_property
    def signed(self) -> Mapping[str, tuple[Signed, ...]]:
        """The statements that count, by what they speak of, newest first."""
        return counted(self.repository)

    @cached_property
    def mentions(self) -> Mapping[str, tuple[Mention, ...]]:
        """What leads to each path and each identifier."""
        return mentions(self.repository, {path: one.body for path, one in self.sources.items()})

    def find(self, identifier: str) -> str:
        """The place of an id on the site, empty when nothing has it."""
        if identifier in self.texts:
            return self.place(self.texts[identifier].path)
        if identifier in self.entries:
            return f"{self.place(self.entries[identifier][0].path)}#{identifier}"
        if place := self.place(self._removed_by_name.get(identifier, "")):
            return place
        return f"{GONE_PAGE}#{identifier}" if identifier in self.gone_parts else ""

    def path_of(self, name: str) -> str:
        """The file of a document or record by id, of a register by type; the last one if it is gone."""
        if name in self.texts:
            return self.texts[name].path
        register = self.repository.register(name)
        return register.path if register else self._removed_by_name.get(name, "")

    @cached_property
    def gone_parts(self) -> Mapping[str, Told | Removal]:
        """What is gone and has no page of its own, by id."""
        held = {*self.texts, *self.entries, *self._removed_by_name}
        return gone_parts(self.integrity, self.repository, held)

    @cached_property
    def _removed_by_name(self) -> Mapping[str, str]:
        """The paths of what is gone by id, of registers by type; the last to go counts."""
        last_first = reversed(list(self.removed_items.items()))
        return {one.key: path for path, one in last_first if one.key}

    def clause_page(self, number: str) -> str:
        """The page of a clause, empty when there is none."""
        try:
            clause = Clause.parse(number)
        except ValueError:
            return ""
        return clause_path(clause) if self.primary and self.primary.standard.find(clause) else ""

    def name(self, identifier: str) -> str:
        """What an entry is called: a person's name, a role with its holders, a title."""
        if identifier not in self.entries:
            return identifier
        register, entry = self.entries[identifier]
        called = entry.values.get("name" if register.type == "people" else "title")
        name = called if isinstance(called, str) else identifier
        holders = entry.values.get("holders") if register.type == "roles" else None
        if not isinstance(holders, list):
            return name
        people = ", ".join(
            self.name(one) for one in holders if isinstance(one, str) and one != identifier
        )
        return f"{name} ({people or 'no holder'})"


def clause_path(clause: Clause) -> str:
    """The page of a clause; a main clause is the index of those below it."""
    return f"clauses/{clause}/index.md" if clause.parent is None else f"clauses/{clause}.md"


def matrix_path(coverage: Coverage) -> str:
    """The page with the whole coverage of a standard."""
    return f"coverage/{coverage.standard.id}.md"


def record_index(type_name: str) -> str:
    """The page that lists the records of a type."""
    return f"records/{type_name}/index.md"
