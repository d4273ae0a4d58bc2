"""What a sample is drawn from: the records of one type that a baseline fixes, with those gone before it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ims_docs.adapters.git.changes import arrivals
from ims_docs.domain.auditing.draw import ids_in, listed
from ims_docs.errors import ConfigurationError, RefusedError, UnreadableError, unknown
from ims_docs.model.baseline import Baseline
from ims_docs.model.repository import Repository
from ims_docs.model.type import Kind, Type
from ims_docs.services.baselines import newest, stored_baselines
from ims_docs.services.workspace import At, Workspace


class Period(NamedTuple):
    """From which day to which day a record has to be; None on a side without a limit."""

    start: date | None = None
    end: date | None = None

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in it. A record that says no day is left in, so that somebody asks."""
        if day is None:
            return True
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


class Population(NamedTuple):
    """Everything that can be drawn."""

    baseline: Baseline
    type: Type
    period: Period
    ids: tuple[str, ...]
    gone_before: tuple[str, ...]
    """Those of them that were gone when the baseline was made."""

    @property
    def is_whole(self) -> bool:
        """Whether every record of the type belongs to it."""
        return self.period == Period()


def population_of(
    workspace: Workspace, type_: Type, name: str = "", period: Period | None = None
) -> Population:
    """What a baseline fixes of a type; without a name, the newest one.

    Raises ConfigurationError, RefusedError, HistoryUnavailableError.
    """
    if type_.kind is not Kind.RECORD:
        raise ConfigurationError(
            f"Samples are drawn from records, and {type_.name} is a {type_.kind}",
            hint="Choose documents and entries by judgement: "
            "`ims audit sample PLAN --judgement ID … --reason REASON`.",
        )
    workspace.history.require_whole(lost=", so records that are gone cannot be known")
    baseline, period = _baseline(workspace, name), period or Period()
    there = listed(baseline, type_)
    folder = type_.path("").rpartition("/")[0]
    came = arrivals(workspace.history, baseline.commit, folder)
    gone = tuple(sorted(set(ids_in(came, type_)) - set(there)))
    if period != Period():
        state = workspace.read(At(baseline.commit)).repository
        there = tuple(_in(period, state, there))
    return Population(baseline, type_, period, tuple(sorted({*there, *gone})), gone)


def _baseline(workspace: Workspace, name: str) -> Baseline:
    """The baseline with this name, or the newest, as the last commit holds it."""
    level = workspace.files().settings.approval_level
    found = stored_baselines(workspace.history, level)
    known = {one.baseline.name: one for one in found if one.baseline}
    if name and name not in known:
        raise unknown(
            "baseline", name, known, otherwise="`ims baseline list` shows those that are saved."
        )
    if name and known[name].refused:
        raise RefusedError(
            f"The baseline {name} fixes nothing: {known[name].refused}",
            hint=known[name].hint,
        )
    counting = [one.baseline for one in found if one.baseline and not one.refused]
    baseline = known[name].baseline if name else newest(counting)
    waiting = [one.baseline.name for one in workspace.files().baselines if one.baseline]
    if baseline is None and waiting:
        raise RefusedError(
            f"The baseline {waiting[-1]} is not saved yet, so nothing fixes what can be drawn",
            hint="Save it, then throw the seed: "
            f'`ims save baselines --reason "Fix the baseline {waiting[-1]}"`.',
        )
    if baseline is None:
        raise RefusedError(
            "There is no baseline yet, so nothing fixes what can be drawn",
            hint="Make one and save it, then throw the seed: `ims baseline create NAME`.",
        )
    try:
        workspace.history.resolve(baseline.commit)
    except UnreadableError as error:
        raise UnreadableError(
            f"The commit {baseline.commit[:10]} of the baseline {baseline.name} is not in this copy",
            hint="`ims verify` says what is missing.",
        ) from error
    return baseline


def _in(period: Period, state: Repository, names: tuple[str, ...]) -> Iterator[str]:
    days = {one.id: one.date for one in state.records}
    yield from (name for name in names if period.holds(days.get(name)))
