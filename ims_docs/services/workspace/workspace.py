"""The repository that somebody works on: the one way to open a state of it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from ims_docs import __version__
from ims_docs.adapters.cache import cache_folder
from ims_docs.adapters.disk.known import KnownTree
from ims_docs.adapters.disk.tree import Overlay, Tree, WorkingTree
from ims_docs.adapters.git import History, IndexTree, RevisionTree
from ims_docs.adapters.git.changes import staged_changes
from ims_docs.adapters.git.completeness import require_files
from ims_docs.adapters.git.saved import saved_by
from ims_docs.adapters.git.trees import blobs_at
from ims_docs.adapters.git.unfinished import coming_parents
from ims_docs.formats.settings import FILE
from ims_docs.model.repository import Repository
from ims_docs.services.loading.authors import with_authors
from ims_docs.services.loading.beside import Standing
from ims_docs.services.loading.cited_values import with_changed_values
from ims_docs.services.loading.former import waivers_before
from ims_docs.services.loading.plain_files import with_changed_files
from ims_docs.services.loading.repository import LoadRequest, load, read
from ims_docs.services.loading.shared import Memory
from ims_docs.services.workspace.clock import Clock
from ims_docs.services.workspace.place import find_root
from ims_docs.services.workspace.snapshot import KeepingTree, Snapshot
from ims_docs.services.workspace.states import NOW, THEN, AsOf, At, Disk, Staged, State

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _unheard(_note: str) -> None:
    """Where nobody wants to know."""


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """One repository on disk, with its git side, for one person at one time."""

    root: Path
    clock: Clock = field(default_factory=Clock)
    identity: Mapping[str, str] = field(default_factory=dict)
    """What the environment says about who saves to git."""
    index_file: str = ""
    """The index that a calling git hook works on."""
    cache: Path | None = None
    """The folder in which what was read is remembered from run to run."""
    note: Callable[[str], None] = _unheard
    """Told which state a question turned out to mean."""
    memory: Memory = field(default_factory=Memory)
    at_hand: Callable[[Collection[str]], Snapshot] | None = None
    """Gives the files on disk as they are now, but for some, where somebody follows them already."""

    @classmethod
    def find(
        cls,
        folder: Path,
        *,
        identity: Mapping[str, str] | None = None,
        index_file: str = "",
        note: Callable[[str], None] = _unheard,
    ) -> Workspace:
        """The one that this folder belongs to. Raises RepositoryNotFoundError."""
        root = find_root(folder)
        return cls(
            root=root,
            identity=identity or {},
            index_file=index_file,
            cache=cache_folder(os.environ, root),
            note=note,
        )

    @property
    def today(self) -> date:
        """The day in UTC."""
        return self.clock.today()

    @cached_property
    def git(self) -> History:
        """The git side, whatever is there."""
        return History(self.root, index_file=self.index_file)

    @cached_property
    def history(self) -> History:
        """The git side. Raises HistoryUnavailableError when there is none that can be read."""
        self.git.require()
        return self.git

    def require_history(self) -> None:
        """Raise HistoryUnavailableError where there is no git side that can be read."""
        _ = self.history

    def open(
        self, state: State | None = None, *, rules: str = THEN, keep: bool = False
    ) -> Snapshot:
        """A state with everything that judging it needs; without one, the files on disk.

        `rules` says whose settings, types and standards judge: THEN, NOW, a day, a tag, a
        branch or a commit. With `keep` the bytes of every file that was read are kept.
        Raises HistoryUnavailableError, UnreadableError, RepositoryNotFoundError.
        """
        history, state = self.history, state or Disk()
        tree = self._tree(state)
        is_on_disk = isinstance(tree, WorkingTree)
        if keep:
            tree = KeepingTree(tree)
        request = replace(self._request(tree, state), history=history)
        if isinstance(state, Staged):
            changed = staged_changes(history)
            waivers = None
            if FILE in changed.paths:
                waivers = waivers_before(coming_parents(history), history.blobs)
            request = replace(request, focus=changed.paths, former=changed.former, waivers=waivers)
        else:
            root = self.root if is_on_disk else None
            request = replace(request, rules=self._rules(rules), root=root)
        return self._snapshot(request)

    def read(self, state: State | None = None, *, rules: str = THEN) -> Snapshot:
        """A state for looking things up. The files on disk can be read without git too."""
        state = state or Disk()
        request = self._request(self._tree(state), state)
        return self._snapshot(replace(request, rules=self._rules(rules)))

    def files(self) -> Repository:
        """What the files on disk say, for somebody who is about to change them."""
        if self.at_hand is not None:
            return self.at_hand(()).repository
        return load(self._request(self._disk, Disk()))

    def types(self, *records: str) -> Repository:
        """The organisation's settings, types, standards and documents, without its records.

        The records at these paths are read nevertheless; the others are known by their names.
        """
        request = self._request(self._disk, Disk())
        return load(replace(request, focus=frozenset(records)))

    def with_texts(
        self, texts: Mapping[str, str | bytes | None], *, judged: Iterable[str] | None = None
    ) -> Repository:
        """What the files on disk would say if some had other texts, or none.

        Those are judged, or some of them.
        """
        focus = frozenset(texts if judged is None else judged)
        former = blobs_at(self.history, "HEAD", focus) if self.history.has_commits else {}
        if self.at_hand is not None:
            standing = self.at_hand(texts).standing
            found = standing.with_texts(texts, focus, former, self.history)
            if found is not None:
                return found
        request = replace(
            self._request(Overlay(self._disk, texts), Disk()),
            history=self.history,
            focus=focus,
            former=former,
        )
        return load(request)

    @property
    def lock(self) -> Path:
        """The lock that everybody holds who writes here."""
        return self.root / self.history.git_path("ims.lock")

    @cached_property
    def address(self) -> str:
        """The e-mail address of whoever works here, as git knows it; empty when it knows none."""
        return self.identity.get("GIT_AUTHOR_EMAIL") or self.history.user_email()

    @cached_property
    def _disk(self) -> WorkingTree:
        """The files on disk. Raises HistoryUnavailableError where git has put only some of them there."""
        require_files(self.git)
        known = self.memory.known
        return WorkingTree(self.root) if known is None else KnownTree(self.root, known)

    def _request(self, tree: Tree, state: State) -> LoadRequest:
        day = state.day if isinstance(state, AsOf) else state.as_of
        return LoadRequest(
            tree=tree,
            as_of=day or self.today,
            history=self.git,
            cache_folder=self.cache,
            memory=self.memory,
        )

    def _snapshot(self, request: LoadRequest) -> Snapshot:
        """A state with what only git knows of it; without a whole history as it is."""
        repository, schemas, entries = read(request)
        repository = with_changed_files(repository, request.tree, lambda: self.history)
        repository = with_changed_values(repository, request.tree, lambda: self.history)
        repository = with_authors(repository, request.tree, lambda: self.history)
        files = {one.path: one for one in entries}
        return Snapshot(
            repository=repository,
            tree=request.tree,
            history=self.git,
            standing=Standing(repository, schemas, files, request.tree),
        )

    def _tree(self, state: State) -> Tree:
        """The files of a state. Raises HistoryUnavailableError, UnreadableError."""
        if isinstance(state, Staged):
            return IndexTree(self.history)
        if isinstance(state, At):
            self.history.require_whole()
            return RevisionTree(self.history, state.ref)
        if isinstance(state, AsOf) and state.day < self.today:
            saved = saved_by(self.history, state.day, self.today)
            if saved:
                which = f"the state saved on {saved.day}"
                self.note(f"{state.day} asks for {which} ({saved.commit[:10]})")
                return RevisionTree(self.history, saved.commit, which)
        return self._disk

    def _rules(self, wanted: str) -> Tree | None:
        """The state whose settings, types and standards judge; None means that of what is judged."""
        if not wanted or wanted == THEN:
            return None
        rules: Tree = self._disk
        if _DAY.fullmatch(wanted):
            saved = saved_by(self.history, date.fromisoformat(wanted), self.today)
            if saved:
                rules = RevisionTree(self.history, saved.commit, f"the state saved on {saved.day}")
        elif wanted != NOW:
            self.history.require_whole()
            rules = RevisionTree(self.history, wanted)
        self.note(
            f"settings, types and standards are those of {rules.described}; "
            f"what ims itself brings is that of this version ({__version__})"
        )
        return rules
