"""The baselines that a site shows: what each fixed, whether it holds, and what changed since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from ims_docs.adapters.git.commits import commit_of, count, names_between
from ims_docs.domain.coverage import Rung, cover
from ims_docs.errors import RepositoryNotFoundError, UnreadableError
from ims_docs.model.approval import NO_PREVIOUS
from ims_docs.model.baseline import FOLDER, Baseline, Listed
from ims_docs.model.repository import Repository
from ims_docs.services.baselines import (
    ComparedState,
    Moved,
    StoredBaseline,
    compare,
    files_of,
    newest,
    other_files,
    stored_baselines,
)
from ims_docs.services.workspace import At, Workspace
from ims_docs.site.pages import BaselineView, Source, Span, Turned

_MOST = 40
"""So many baselines, the newest, are compared; `ims baseline compare` shows the others."""
_NAMED = 5


def baseline_views(
    workspace: Workspace, repository: Repository, sources: Mapping[str, Source], standard: str
) -> tuple[BaselineView, ...]:
    """Every baseline that is saved, oldest first. Content never makes it raise."""
    stored = stored_baselines(workspace.history, repository.settings.approval_level)
    return _States(workspace, repository, sources, standard).views(stored) if stored else ()


@dataclass
class _States:
    """The states that baselines fixed, each read once."""

    workspace: Workspace
    today: Repository
    sources: Mapping[str, Source]
    standard: str
    read: dict[str, Repository | None] = field(default_factory=dict)

    def views(self, stored: Sequence[StoredBaseline]) -> tuple[BaselineView, ...]:
        """Everything that the site says about them."""
        signed = self.workspace.history.kept(f"{FOLDER}/").keys()
        known = {one.baseline.sha256: one.baseline for one in stored if one.baseline}
        found = [
            BaselineView(
                path=one.path,
                baseline=one.baseline,
                refused=one.refused,
                is_signed=f"{one.path}.sig" in signed,
                has_timestamp=one.has_timestamp,
            )
            for one in stored
        ]
        last = newest(list(known.values()))
        early = found[:-_MOST]
        return (*early, *(self._one(one, known, last) for one in found[-_MOST:]))

    def _one(
        self, one: BaselineView, known: Mapping[str, Baseline], last: Baseline | None
    ) -> BaselineView:
        if one.baseline is None or not one.has_page:
            return one
        before = known.get(one.baseline.previous)
        broken = next(self._broken(one.baseline, before), "")
        state = self._state(one.baseline)
        if state is None:
            return replace(one, broken=broken)
        return replace(
            one,
            broken=broken,
            previous=before.name if before else "",
            rungs=self._rungs(state),
            since=self._since(before, one.baseline) if before else None,
            until_today=self._until_today(one.baseline) if one.baseline == last else None,
        )

    def _broken(self, baseline: Baseline, before: Baseline | None) -> Iterator[str]:
        """How the history contradicts it."""
        if not self._is_here(baseline):
            yield f"Its commit {baseline.commit[:10]} is not in this history"
            return
        number = count(self.workspace.history, baseline.commit)
        if number != baseline.commits:
            yield f"It counts {baseline.commits} commits, and there are {number}"
        if named := other_files(self.workspace.history, baseline, _NAMED):
            yield f"It lists other files than its commit holds: {named}"
        if before is None and baseline.previous != NO_PREVIOUS:
            yield "The baseline before it is gone"

    def _is_here(self, baseline: Baseline) -> bool:
        """Whether what is checked out follows from its commit."""
        return baseline.commit in self._commits

    @cached_property
    def _commits(self) -> frozenset[str]:
        return self._between("", "HEAD")

    def _between(self, first: str, last: str) -> frozenset[str]:
        """The commits that the later state leads back to and the earlier one does not."""
        return names_between(self.workspace.history, first, last)

    def _state(self, baseline: Baseline) -> Repository | None:
        """What it fixed, None when the history has it no more."""
        if baseline.commit not in self.read:
            self.read[baseline.commit] = self._load(baseline)
        return self.read[baseline.commit]

    def _load(self, baseline: Baseline) -> Repository | None:
        if not commit_of(self.workspace.history, baseline.commit):
            return None
        state = At(baseline.commit, baseline.made_at.date())
        try:
            return self.workspace.open(state).repository
        except (RepositoryNotFoundError, UnreadableError):
            return None

    def _rungs(self, state: Repository) -> Mapping[str, Rung | None]:
        standard = state.standards.get(self.standard)
        if standard is None:
            return {}
        return {
            str(one.text.clause): one.reach.rung if one.applicable else None
            for one in cover(state, standard).clauses
        }

    def _since(self, before: Baseline, baseline: Baseline) -> Span | None:
        former, state = self._state(before), self._state(baseline)
        if former is None or state is None:
            return None
        commits = self._between(before.commit, baseline.commit)
        return self._span(
            ComparedState(former, _digests(before.files)),
            ComparedState(state, _digests(baseline.files)),
            commits,
        )

    def _until_today(self, baseline: Baseline) -> Span | None:
        former = self._state(baseline)
        if former is None:
            return None
        here = _digests(files_of(self.workspace.history, "HEAD"))
        here.update({path: one.digest for path, one in self.sources.items() if one.modified})
        commits = self._between(baseline.commit, "HEAD")
        return self._span(
            ComparedState(former, _digests(baseline.files)),
            ComparedState(self.today, here),
            commits,
        )

    def _span(self, first: ComparedState, second: ComparedState, commits: frozenset[str]) -> Span:
        found = compare(first, second)
        altered = (
            one
            for one in found.changed
            if one.before != one.after
            or first.digests.get(one.former_path) != second.digests.get(one.path)
        )  # a file that was only renamed is no document that was changed
        return Span(
            added=_turned(found.added),
            changed=_turned(altered),
            ended=_turned(found.withdrawn),
            records=found.records,
            commits=commits,
        )


def _turned(moved: Iterable[Moved]) -> tuple[Turned, ...]:
    return tuple(Turned(one.id, one.title, one.before, one.after) for one in moved)


def _digests(files: Iterable[Listed]) -> dict[str, str]:
    return {one.path: one.sha256 for one in files}
