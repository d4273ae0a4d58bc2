"""Which state a pack is of: the newest, that of a baseline, or that at the end of a period."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from ims_docs.adapters.git.saved import saved_by
from ims_docs.errors import HistoryUnavailableError, unknown
from ims_docs.export.pack.shown import Period
from ims_docs.model.baseline import stamp_of
from ims_docs.services.baselines import stored_baselines
from ims_docs.services.workspace import Workspace


class PackState(NamedTuple):
    """Which commit a pack is of, and why."""

    commit: str
    day: date | None
    name: str = ""
    """Of the baseline."""
    files: Mapping[str, bytes] = {}


def state_asked(
    workspace: Workspace, baseline: str | None, days: Period | None, as_of: date | None
) -> PackState:
    """The commit that is asked for. Raises ConfigurationError, UnreadableError."""
    history = workspace.history
    if not history.has_commits:
        raise HistoryUnavailableError(
            "There is no commit yet", hint="Save what you have: `ims save REASON`."
        )
    if baseline is not None:
        return _baseline(workspace, baseline, as_of)
    if days:
        saved = saved_by(history, days.last, workspace.today)
        return PackState(saved.commit if saved else history.head(), as_of or days.last)
    return PackState(history.head(), as_of)


def _baseline(workspace: Workspace, name: str, as_of: date | None) -> PackState:
    history = workspace.history
    level = workspace.types().settings.approval_level
    known = {
        one.baseline.name: one.baseline for one in stored_baselines(history, level) if one.baseline
    }
    if name not in known:
        raise unknown("baseline", name, known, otherwise="`ims baseline list` lists them.")
    path = known[name].path
    wanted = (path, f"{path}.sig", stamp_of(path))
    found = zip(wanted, history.blobs([f"HEAD:{one}" for one in wanted]), strict=True)
    files = {one: data for one, data in found if data is not None}
    return PackState(history.resolve(known[name].commit), as_of, name, files)
