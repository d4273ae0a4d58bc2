"""Judging commits: each against each of its parents, as if it were about to be made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from ims_docs.adapters.git import History, RevisionTree
from ims_docs.adapters.git.changes import Changes, changes_of
from ims_docs.adapters.git.commits import Commit
from ims_docs.domain.runner import covered, errors
from ims_docs.errors import RepositoryNotFoundError
from ims_docs.formats.settings import FILE
from ims_docs.model.finding import Finding
from ims_docs.model.repository import Repository
from ims_docs.model.tree_entry import is_looked_at
from ims_docs.model.trust import LIST
from ims_docs.model.waiver import Waiver
from ims_docs.services.commit_gate import parallel
from ims_docs.services.commit_gate.precedence import Precedence, controls_of, excused
from ims_docs.services.commit_gate.reasons import is_reason, needs_reason
from ims_docs.services.loading.incremental import IncrementalLoader
from ims_docs.services.loading.repository import LoadRequest, load
from ims_docs.services.loading.shared import Memory


@dataclass(frozen=True, slots=True)
class JudgedCommit:
    """A commit that may not be kept, and why."""

    commit: Commit
    findings: tuple[Finding, ...] = ()
    """Errors in what it changes."""
    lacks_reason: bool = False
    self_granted: frozenset[Finding] = frozenset()
    """Those of them that would pass by the people, roles and signers that the commit itself names."""
    waived: Mapping[Finding, Waiver] = field(default_factory=dict, hash=False)
    """Those of them that a waiver covers, where waivers do not count."""
    drops_system: bool = False
    """It takes ims.yml away, and with it everything that could be judged."""


_AT_ONCE = 250
"""Pairs whose bytes are fetched together."""


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
    waives: bool = True
    """Whether waivers count. For a verification they do not: it says what they cover."""

    def nonconforming(self, found: Sequence[Commit]) -> Iterator[JudgedCommit]:
        """The commits that may not be kept, oldest first. Changes outside the system are passed over."""
        shares = parallel.shares(found)
        if len(shares) < 2:
            yield from self.unfit(found)
        else:
            mine = replace(self, memory=Memory())  # what one process remembers is its own
            for some in parallel.each(mine.unfit, shares):
                yield from some

    def unfit(self, found: Sequence[Commit]) -> Iterator[JudgedCommit]:
        """The same, in this process."""
        loader = IncrementalLoader(
            self.history, as_of=self.as_of, memory=self.memory, cache_folder=self.cache_folder
        )
        for some in _chunks(self._pairs(found)):
            loader.expect(pair.changes for pair in some)
            for commit, pairs in groupby(some, key=lambda pair: pair.commit):
                judged = self._judged(loader, commit, list(pairs))
                if judged.findings or judged.lacks_reason or judged.drops_system:
                    yield judged

    def _pairs(self, found: Sequence[Commit]) -> Iterator[_Pair]:
        pairs = [(commit, parent) for commit in found for parent in commit.parents or ("",)]
        names = [(commit.name, parent) for commit, parent in pairs]
        for (commit, parent), changes in zip(pairs, changes_of(self.history, names), strict=True):
            yield _Pair(commit, parent, changes)

    def _judged(
        self, loader: IncrementalLoader, commit: Commit, pairs: Sequence[_Pair]
    ) -> JudgedCommit:
        paths = frozenset.intersection(*(pair.changes.paths for pair in pairs))
        found: set[Finding] = set()
        sides: list[Precedence] = []
        waived: dict[Finding, Waiver] = {}
        try:
            waivers = self._waivers(commit) if FILE in paths else None
            for pair in pairs:
                if any(map(is_looked_at, pair.changes.paths)):
                    own = loader.at(commit.name, pair.parent, pair.changes)
                    counting = own.settings.waivers if waivers is None else waivers
                    wrong = set(errors(own, counting if self.waives else ()))
                    found |= wrong - self._inherited(wrong, pair, pairs)
                    waived |= {} if self.waives else covered(wrong, counting, self.as_of)
                    changed = controls_of(paths, own)
                    asks = changed or LIST in pair.changes.paths
                    before = self._before(pair.parent) if asks else None
                    if before is not None:
                        sides.append(self._precedence(pair, changed, own, before))
            by_rules, self_granted, by_keys = excused(sides)
            if self.waives:  # a verification follows keys through all commits itself
                found |= by_keys
        except RepositoryNotFoundError:
            return JudgedCommit(
                commit, drops_system=any(FILE in one.changes.former for one in pairs)
            )
        return JudgedCommit(
            commit,
            findings=tuple(sorted(found | by_rules | self_granted, key=lambda one: one.sort_key)),
            self_granted=self_granted,
            waived={one: waiver for one, waiver in waived.items() if one in found},
            lacks_reason=needs_reason(paths) and not is_reason(commit.subject),
        )

    def _waivers(self, commit: Commit) -> tuple[Waiver, ...] | None:
        """Those that were there before a commit that changes the settings; None where nothing was."""
        known = [one for one in map(self._before, commit.parents) if one is not None]
        return tuple(waiver for one in known for waiver in one.settings.waivers) if known else None

    def _before(self, parent: str) -> Repository | None:
        """What controlled before, without records; None where nothing did."""
        if not parent:
            return None
        try:
            return load(replace(self._request(parent), focus=frozenset()))
        except RepositoryNotFoundError:
            return None

    def _precedence(
        self, pair: _Pair, changed: frozenset[str], own: Repository, before: Repository
    ) -> Precedence:
        def by_former_rules() -> Repository:
            request = replace(
                self._request(pair.commit.name),
                rules=RevisionTree(self.history, pair.parent),
                focus=pair.changes.paths,
                former=pair.changes.former,
            )
            return load(request)

        return Precedence(
            changed=changed,
            differs=LIST in pair.changes.paths,
            own=own,
            before=before,
            by_former_rules=by_former_rules,
        )

    def _request(self, commit: str) -> LoadRequest:
        return LoadRequest(
            tree=RevisionTree(self.history, commit),
            as_of=self.as_of,
            history=self.history,
            cache_folder=self.cache_folder,
            memory=self.memory,
        )

    def _inherited(self, wrong: set[Finding], pair: _Pair, pairs: Sequence[_Pair]) -> set[Finding]:
        """What a merge found in files that another parent had with the same fault."""
        found: set[Finding] = set()
        for other in pairs:
            same = {one for one in wrong if one.where.path not in other.changes.paths}
            if other is not pair and same:
                with suppress(RepositoryNotFoundError):
                    found |= same & self.wrong_at(
                        other.parent, frozenset(one.where.path for one in same)
                    )
        return found

    def wrong_at(self, commit: str, focus: frozenset[str]) -> set[Finding]:
        """What is wrong in some files of a commit. Raises RepositoryNotFoundError, UnreadableError."""
        repository = load(replace(self._request(commit), focus=focus))
        return set(errors(repository, None if self.waives else ()))


def _chunks(pairs: Iterator[_Pair]) -> Iterator[list[_Pair]]:
    """Some hundred pairs, and all of one commit together."""
    some: list[_Pair] = []
    for pair in pairs:
        if len(some) >= _AT_ONCE and pair.commit != some[-1].commit:
            yield some
            some = []
        some.append(pair)
    if some:
        yield some
