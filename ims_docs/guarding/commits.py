"""Judging commits: each against each of its parents, as if it were about to be made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from ims_docs.checking import check
from ims_docs.errors import RepositoryNotFoundError
from ims_docs.findings import Finding, Severity
from ims_docs.guarding.reasons import is_reason, needs_reason
from ims_docs.history import History, RevisionTree
from ims_docs.history.changes import Changes, changes_of
from ims_docs.history.commits import Commit
from ims_docs.loading import Memory, load
from ims_docs.model.tree_entry import FOLDERS, ROOT_FILES
from ims_docs.settings import FILE
from ims_docs.tree import Tree


@dataclass(frozen=True, slots=True)
class Judged:
    """A commit that may not be kept, and why."""

    commit: Commit
    findings: tuple[Finding, ...] = ()
    """Errors in what it changes."""
    lacks_reason: bool = False
    drops_system: bool = False
    """It takes ims.yml away, and with it everything that could be judged."""


class _Pair(NamedTuple):
    """A commit and one of its parents; the first commit has none."""

    commit: Commit
    parent: str
    changes: Changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """What judging needs to know."""

    history: History
    as_of: date
    cache_folder: Path | None = None
    memory: Memory = field(default_factory=Memory)

    def nonconforming(self, found: Sequence[Commit]) -> Iterator[Judged]:
        """The commits that may not be kept, oldest first. Changes outside the system are passed over."""
        for commit, pairs in groupby(self._pairs(found), key=lambda pair: pair.commit):
            judged = self._judged(commit, list(pairs))
            if judged.findings or judged.lacks_reason or judged.drops_system:
                yield judged

    def _pairs(self, found: Sequence[Commit]) -> Iterator[_Pair]:
        pairs = [(commit, parent) for commit in found for parent in commit.parents or ("",)]
        names = [(commit.name, parent) for commit, parent in pairs]
        for (commit, parent), changes in zip(pairs, changes_of(self.history, names), strict=True):
            yield _Pair(commit, parent, changes)

    def _judged(self, commit: Commit, pairs: Sequence[_Pair]) -> Judged:
        paths = frozenset.intersection(*(pair.changes.paths for pair in pairs))
        found: set[Finding] = set()
        try:
            for pair in pairs:
                if any(map(_is_read, pair.changes.paths)):
                    errors = self._errors(pair)
                    found |= errors - self._inherited(errors, pair, pairs)
        except RepositoryNotFoundError:
            return Judged(commit, drops_system=any(FILE in one.changes.former for one in pairs))
        return Judged(
            commit,
            findings=tuple(sorted(found, key=lambda one: one.sort_key)),
            lacks_reason=needs_reason(paths) and not is_reason(commit.subject),
        )

    def _errors(self, pair: _Pair) -> set[Finding]:
        tree = RevisionTree(self.history, pair.commit.name)
        focus, former = pair.changes
        if FILE in focus and FILE not in former:  # here the system begins
            focus = frozenset(entry.path for entry in tree.entries())
        return self._check(tree, focus, former)

    def _inherited(self, errors: set[Finding], pair: _Pair, pairs: Sequence[_Pair]) -> set[Finding]:
        """What a merge found in files that another parent had with the same fault."""
        found: set[Finding] = set()
        for other in pairs:
            same = {one for one in errors if one.where.path not in other.changes.paths}
            if other is not pair and same:
                tree = RevisionTree(self.history, other.parent)
                focus = frozenset(one.where.path for one in same)
                with suppress(RepositoryNotFoundError):
                    found |= same & self._check(tree, focus, {})
        return found

    def _check(self, tree: Tree, focus: frozenset[str], former: Mapping[str, str]) -> set[Finding]:
        repository = load(
            tree,
            as_of=self.as_of,
            history=self.history,
            focus=focus,
            former=former,
            cache_folder=self.cache_folder,
            memory=self.memory,
        )
        return {one for one in check(repository).findings if one.severity is Severity.ERROR}


def _is_read(path: str) -> bool:
    return path in ROOT_FILES or path.partition("/")[0] in FOLDERS
