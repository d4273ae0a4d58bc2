"""The repositories of one commit after another, each made from the one before by what changed.

What comes out is what `load` makes of the whole tree. A history of thousands of commits
can only be judged in this way: each changes a few files of thousands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from ims_docs.adapters.git import History, RevisionTree
from ims_docs.adapters.git.blobs import Blobs
from ims_docs.adapters.git.changes import Changes, commit_changes, first_bytes
from ims_docs.adapters.git.trees import CommitTree
from ims_docs.formats.settings import FILE
from ims_docs.model.defect import Defect, DefectKind
from ims_docs.model.repository import Repository
from ims_docs.model.tree_entry import EntryKind, TreeEntry, is_looked_at
from ims_docs.services.loading.configuration import is_configuration
from ims_docs.services.loading.content import Loaded, is_content
from ims_docs.services.loading.copies import may_be_copy
from ims_docs.services.loading.elders import with_elders
from ims_docs.services.loading.former import changes as changed_records
from ims_docs.services.loading.former import is_record
from ims_docs.services.loading.incremental_step import APPROVALS, State, Step, is_of_content
from ims_docs.services.loading.paths import Names, unsafe
from ims_docs.services.loading.recent import Recent
from ims_docs.services.loading.removals import broken_removals, gone_things
from ims_docs.services.loading.repository import LoadRequest, read
from ims_docs.services.loading.shared import Memory

_TRUST = "trust/"


class IncrementalLoader:
    """Reads commits in the order in which they follow one another."""

    def __init__(
        self, history: History, *, as_of: date, memory: Memory, cache_folder: Path | None = None
    ) -> None:
        self._history = history
        self._as_of = as_of
        self._memory = memory
        self._cache_folder = cache_folder
        self._blobs = Blobs(history)
        self._recent = Recent()
        self._last: State | None = None
        """The commit that the next one can be made from."""
        self._names: Names | None = None
        """The names of that commit, once they were looked at and nothing was wrong."""

    def expect(self, coming: Iterable[Changes]) -> None:
        """Fetch at once what the next commits change."""
        self._blobs.fetch(
            name
            for changes in coming
            for path in changes.paths
            if is_content(path) or path.startswith(APPROVALS)
            for name in (changes.former.get(path, ""), _blob(changes, path))
            if name
        )

    def at(self, commit: str, parent: str, changes: Changes) -> Repository:
        """The repository of a commit; judged is what it changes against this parent.

        Raises RepositoryNotFoundError when it has no ims.yml.
        """
        last, self._last = self._last, None
        difference = changes
        if last is not None and last.commit == commit:
            difference = Changes(frozenset(), {}, {})
        elif last is not None and last.commit != parent:
            difference = commit_changes(self._history, commit, last.commit)
        asks = any(path.endswith(".gitattributes") for path in changes.paths)
        begins = FILE in changes.present and FILE not in changes.former
        is_whole = begins or asks
        if last is not None and not is_whole and not _needs_whole_load(difference, last.repository):
            state = self._followed(last, commit, difference, changes)
            if not state.has_twins:
                self._last = state
                return state.repository
        self._names = None
        state = self._loaded_whole(commit, changes, begins=begins)
        self._last = None if state.has_twins or any(map(may_be_copy, state.files)) else state
        return state.repository

    def _loaded_whole(self, commit: str, changes: Changes, *, begins: bool) -> State:
        """Where the system begins, everything that is there comes in."""
        files = {one.path: one for one in RevisionTree(self._history, commit).entries()}
        focus = frozenset(files) if begins else changes.paths
        repository, schemas, _ = read(
            LoadRequest(
                tree=CommitTree(commit, files, self._blobs),
                as_of=self._as_of,
                history=self._history,
                focus=focus,
                former=changes.former,
                cache_folder=self._cache_folder,
                memory=self._memory,
            )
        )
        found: list[Loaded] = [*repository.controlled, *repository.pages]
        found += [one for one in repository.defects if is_of_content(one)]
        content = {one.path: one for one in found}
        unread = sum(
            is_content(path) and path not in content and entry.kind is EntryKind.FILE
            for path, entry in files.items()
        )
        return State(
            commit=commit,
            files=files,
            content=content,
            unread=unread,
            repository=replace(repository, held_by=repository.holders),
            schemas=schemas,
            recent=self._recent,
        )

    def _followed(self, last: State, commit: str, difference: Changes, changes: Changes) -> State:
        step = Step(
            last,
            difference,
            changes.paths,
            CommitTree(commit, _files(last.files, difference), self._blobs),
        )
        whole = step.repository(self._unsafe(last, difference, step))
        whole = with_elders(whole, self._history, commit)
        kept = {path: blob for path, blob in changes.former.items() if is_record(path)}
        found = changed_records(
            kept, whole.records, step.tree.files, step.tree, self._blobs.blobs, last.schemas
        )
        known = self._recent.find(last.schemas, changes.former) | {
            path: last.content[path]
            for path, blob in changes.former.items()
            if path in last.content and last.files[path].blob == blob
        }
        first = partial(first_bytes, self._history, commit)
        gone = gone_things(changes.former, self._blobs.blobs, last.schemas, whole, first, known)
        broken = broken_removals(
            changes.former, self._blobs.blobs, whole, step.tree, step.tree.files
        )
        changed = replace(whole, changes=tuple(found), gone=tuple(gone), broken_removals=broken)
        return State(
            commit=commit,
            files=step.tree.files,
            content=step.content,
            unread=step.unread,
            repository=changed,
            schemas=last.schemas,
            recent=last.recent,
        )

    def _unsafe(self, last: State, difference: Changes, step: Step) -> tuple[Defect, ...]:
        """What is wrong with names and kinds of files; all are looked at where one of them is odd."""
        known = tuple(one for one in last.repository.defects if one.kind is DefectKind.UNSAFE_PATH)
        if not step.names_change:
            return known
        if known:
            self._names = None
        else:
            self._names = self._names or Names(last.files.values())
            added = [one for path, one in difference.present.items() if path in step.tree.files]
            removed = difference.former.keys() - difference.present.keys()
            if self._names.stay_safe(added, removed):
                return ()
            self._names = None
        return tuple(unsafe(tuple(step.tree.files.values())))


def _needs_whole_load(difference: Changes, before: Repository) -> bool:
    """Whether everything has to be read anew: how it is read changes, or whose keys count."""
    first = not before.stored_statements and any(
        path.startswith(APPROVALS) for path in difference.paths
    )
    if any(map(may_be_copy, difference.paths)):
        return True
    return first or any(
        is_configuration(path) or path.startswith(_TRUST) for path in difference.paths
    )


def _files(before: Mapping[str, TreeEntry], difference: Changes) -> Mapping[str, TreeEntry]:
    found = {
        **before,
        **{path: one for path, one in difference.present.items() if is_looked_at(path)},
    }
    for path in difference.former.keys() - difference.present.keys():
        found.pop(path, None)
    is_longer = any(path not in before for path in difference.present)
    return dict(sorted(found.items())) if is_longer else found


def _blob(changes: Changes, path: str) -> str:
    entry = changes.present.get(path)
    return entry.blob if entry and entry.kind is EntryKind.FILE else ""
