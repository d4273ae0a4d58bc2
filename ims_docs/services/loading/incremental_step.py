"""From one commit to the next: what was read of the one, with what changed on the way to the other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter
from typing import TypeVar

from ims_docs.adapters.disk.tree import Listed
from ims_docs.adapters.git.changes import Changes
from ims_docs.formats.schemas import Schemas
from ims_docs.model.attachment import is_drawing
from ims_docs.model.defect import Defect, DefectKind
from ims_docs.model.document import Document
from ims_docs.model.holder import Holder
from ims_docs.model.page import Page
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.removal import StoredRemoval, is_statement_path
from ims_docs.model.repository import Repository
from ims_docs.model.tree_entry import EntryKind, TreeEntry
from ims_docs.services.loading.approvals import digests, statements_at
from ims_docs.services.loading.baselines import with_baselines
from ims_docs.services.loading.content import Loaded, is_content
from ims_docs.services.loading.drawings import with_drawings
from ims_docs.services.loading.former import RECORDS
from ims_docs.services.loading.recent import Recent
from ims_docs.services.loading.removals import stored_removals
from ims_docs.services.loading.repository import is_read, name_of

APPROVALS = "approvals/"
_PATH = attrgetter("path")
_SIGNATURE = ".sig"
_CONTROLLED = (Document, Record, Register)
"""In the order in which `Repository.controlled` has them."""
_OF_CONTENT = (DefectKind.UNREADABLE, DefectKind.UNTYPED)

Kind = TypeVar("Kind", bound=Document | Record | Register | Page | Defect)


@dataclass(frozen=True, kw_only=True)
class State:
    """One commit as it was read."""

    commit: str
    files: Mapping[str, TreeEntry]
    """Every name that is looked at, in order of path."""
    content: Mapping[str, Loaded]
    """What was read, by path."""
    unread: int
    """How many records were not read. When two have one name, the repository knows fewer."""
    repository: Repository
    schemas: Schemas
    recent: Recent

    @property
    def has_twins(self) -> bool:
        """Whether a name of a record that was not read leads to two paths."""
        return self.unread != len(self.repository.unread)


class Step:
    """From one commit to the next, where neither settings, types, standards nor keys change."""

    def __init__(self, last: State, way: Changes, focus: frozenset[str], tree: Listed) -> None:
        self.tree = tree
        self._last = last
        self._before = last.repository
        self._way = way
        self._focus = focus
        files = tree.files
        touched = {path for path in way.paths | focus if is_content(path)}
        touched |= {path for path in self._before.focus or () if _is_sometimes_read(path)}
        self._touched = {path for path in touched if path in files or path in last.files}
        self._now = dict(self._read())
        self.content = {**last.content, **self._now}
        for path in self._touched - self._now.keys():
            self.content.pop(path, None)
        self.unread = last.unread

    def _read(self) -> Iterator[tuple[str, Loaded]]:
        """What is read of what was touched."""
        files, last = self.tree.files, self._last
        fresh = []
        for path in sorted(self._touched):
            if _is_file(files, path) and is_read(path, self._focus):
                known = last.content.get(path)
                if known is not None and files[path] == last.files.get(path):
                    yield path, known
                else:
                    fresh.append(files[path])
        for one in last.recent.read(self.tree, last.schemas, fresh):
            yield one.path, one

    def repository(self, unsafe_names: tuple[Defect, ...]) -> Repository:
        """The next one."""
        before = self._before
        documents = self._all(Document, before.documents)
        records = self._all(Record, before.records)
        registers = self._all(Register, before.registers)
        whole = replace(
            before,
            judged=self.tree.described,
            documents=documents,
            records=records,
            registers=registers,
            pages=self._all(Page, before.pages),
            defects=self._defects(unsafe_names),
            paths=self._paths(),
            unread=self._unread(),
            held_by=self._held_by(),
            removals=self._removals(),
            attributes=(),
            focus=self._focus,
        )
        if any(map(is_drawing, self._way.paths)):
            whole = with_drawings(whole, self.tree, self.tree.files)
        return self._with_approvals(with_baselines(whole, self.tree, self.tree.files))

    def _all(self, kind: type[Kind], before: Sequence[Kind]) -> tuple[Kind, ...]:
        """Everything of one kind, in order of path."""
        now = {path: one for path, one in self._now.items() if isinstance(one, kind)}
        removed = {path for path in self._touched if isinstance(self._last.content.get(path), kind)}
        if not (now or removed):
            return tuple(before)
        found = list(before)
        for path in now.keys() | removed:
            place = bisect_left(found, path, key=_PATH)
            found[place : place + (path in removed)] = [now[path]] if path in now else []
        return tuple(found)

    def _defects(self, unsafe_names: tuple[Defect, ...]) -> tuple[Defect, ...]:
        of_content = self._all(Defect, tuple(filter(is_of_content, self._before.defects)))
        others = (
            one
            for one in self._before.defects
            if not is_of_content(one) and one.kind is not DefectKind.UNSAFE_PATH
        )
        return (*others, *unsafe_names, *of_content)

    @cached_property
    def names_change(self) -> bool:
        """Whether a name comes or goes, or stands for something else than a file."""
        for path in self._way.paths:
            before, now = self._last.files.get(path), self.tree.files.get(path)
            if (before and before.kind) is not (now and now.kind):
                return True
        return False

    def _paths(self) -> frozenset[str]:
        if not self.names_change:
            return self._before.paths
        here = frozenset(path for path in self._way.paths if _is_file(self.tree.files, path))
        return (self._before.paths - self._way.paths) | here

    def _unread(self) -> Mapping[str, str]:
        """Records that are not read now, by name; `unread` counts them."""
        found = dict(self._before.unread)
        for path in self._touched:
            was = _is_file(self._last.files, path) and path not in self._last.content
            now = _is_file(self.tree.files, path) and path not in self.content
            self.unread += now - was
            if was and not now and found.get(name_of(path)) == path:
                del found[name_of(path)]
        for path in self._touched:
            if _is_file(self.tree.files, path) and path not in self.content:
                found[name_of(path)] = path
        return found

    def _held_by(self) -> Mapping[str, tuple[Holder, ...]]:
        """Who holds each id: the index of the commit before without what was touched, and with it anew."""
        found = dict(self._before.holders)
        for path in self._touched:
            for identifier, _ in _held(self._last.content.get(path)):
                rest = tuple(one for one in found.pop(identifier, ()) if one.path != path)
                if rest:
                    found[identifier] = rest
        for one in self._now.values():
            for identifier, holder in _held(one):
                both = (*found.get(identifier, ()), holder)
                found[identifier] = tuple(sorted(both, key=self._order)) if both[1:] else both
        return found

    def _removals(self) -> tuple[StoredRemoval, ...]:
        """The removal statements: those that were not touched, and what was touched anew."""
        touched = {path for path in self._way.paths if is_statement_path(path)}
        if not touched:
            return self._before.removals
        stay = [one for one in self._before.removals if one.path not in touched]
        here = [path for path in touched if _is_file(self.tree.files, path)]
        return tuple(sorted((*stay, *stored_removals(here, self.tree, self.tree.files)), key=_PATH))

    def _order(self, holder: Holder) -> tuple[int, str, int, int]:
        kind = _CONTROLLED.index(type(self.content[holder.path]))
        return (kind, holder.path, holder.line, holder.column)

    def _with_approvals(self, whole: Repository) -> Repository:
        files, level = self.tree.files, whole.settings.approval_level
        touched = {
            both
            for path in self._way.paths
            if path.startswith(APPROVALS)
            for both in (
                path.removesuffix(_SIGNATURE),
                f"{path.removesuffix(_SIGNATURE)}{_SIGNATURE}",
            )
        }
        names = {path.split("/")[1] for path in touched}
        stored = dict(whole.stored_statements)
        here = [path for path in sorted(touched) if _is_file(files, path)]
        found = statements_at(here, self.tree, files, whole.trust, level)
        for name in names:
            some = [one for one in stored.pop(name, ()) if one.path not in touched]
            some += [one for one in found if one.document == name]
            if some:
                stored[name] = tuple(sorted(some))
        subjects = [one for one in self._now.values() if isinstance(one, Document | Register)]
        for name in names:
            named = [self.content.get(one.path) for one in whole.holders_of(name)]
            subjects += [one for one in named if isinstance(one, Document)]
            subjects += [one for one in (whole.register(name),) if one]
        if not (stored or whole.stored_statements):
            return whole
        anew = self._touched | {one.path for one in subjects}
        known = {**whole.digests}
        for path in anew:
            known.pop(path, None)
        known.update(digests(subjects, stored, self.tree, files))
        return replace(whole, stored_statements=stored, digests=known)


def _is_file(files: Mapping[str, TreeEntry], path: str) -> bool:
    return path in files and files[path].kind is EntryKind.FILE


def _is_sometimes_read(path: str) -> bool:
    return is_content(path) and path.startswith(RECORDS)


def is_of_content(defect: Defect) -> bool:
    """Whether it is about one content file that could not be read."""
    return defect.kind in _OF_CONTENT and is_content(defect.path)


def _held(one: Loaded | None) -> Iterator[tuple[str, Holder]]:
    if isinstance(one, Document | Record | Register):
        yield from one.held
