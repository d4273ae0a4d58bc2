"""One state of a repository, with all that its few numbers are counted from."""

from __future__ import annotations

from typing import NamedTuple

from ims_docs.domain.coverage import Coverage, cover
from ims_docs.domain.duties import Duties, gather
from ims_docs.domain.indicators import Overview, overview
from ims_docs.domain.runner import check
from ims_docs.model.finding import Report
from ims_docs.model.repository import Repository
from ims_docs.services.baselines import StoredBaseline, stored_baselines
from ims_docs.services.timeline import changes_known, known_of
from ims_docs.services.workspace import State, Workspace

NOT_ASKED = "not asked"
_SOON = 30
"""So many days ahead count as soon."""


class Summed(NamedTuple):
    """What a summary is made from."""

    repository: Repository
    report: Report
    coverage: Coverage | None
    duties: Duties
    figures: Overview
    baseline: StoredBaseline | None
    """The newest one."""
    commit: str
    saved: str
    """The moment of the newest commit, as its clock said."""
    integrity: str = NOT_ASKED
    """The verdict of `ims verify`, in its words."""


def summed_up(workspace: Workspace, state: State) -> Summed:
    """A state and all that is counted of it. Raises HistoryUnavailableError, UnreadableError."""
    history = workspace.history
    history.require_whole(lost=", so nobody can say since when something waits")
    repository = workspace.open(state).repository
    standard = repository.standards.get(repository.settings.leading)
    revisions = history.revisions() if history.has_commits else ()
    baselines = (
        stored_baselines(history, repository.settings.approval_level) if history.has_commits else ()
    )
    newest = max((one.committed for one in revisions), default=None)
    return Summed(
        repository=repository,
        report=check(repository),
        coverage=cover(repository, standard) if standard else None,
        duties=gather(repository, changes_known(history, repository, revisions), days=_SOON),
        figures=overview(repository, known_of(history, repository, revisions)),
        baseline=baselines[-1] if baselines else None,
        commit=history.head(),
        saved=newest.isoformat() if newest else "",
    )
