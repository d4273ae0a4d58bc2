"""All indicators side by side: four families by level, with what is empty, and what presses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ims_docs.domain.indicators.indicator import indicators
from ims_docs.domain.indicators.progress import Progress, progress
from ims_docs.domain.indicators.series import Known, Series, series_of
from ims_docs.model.repository import Repository

FAMILIES = ("input", "throughput", "output", "result")
LEVELS = ("initiative", "process", "portfolio", "system")


class Overview(NamedTuple):
    """Every indicator with its figures, and every objective with its progress."""

    series: tuple[Series, ...]
    objectives: tuple[Progress, ...]

    def cell(self, family: str, level: str) -> Sequence[Series]:
        """The indicators of a family on a level that nobody retired."""
        return [
            one
            for one in self.series
            if one.indicator.text("family") == family
            and one.indicator.text("level") == level
            and one.indicator.text("status") != "retired"
        ]

    @property
    def empty(self) -> list[tuple[str, str]]:
        """Families and levels that nothing is measured of."""
        return [(one, level) for one in FAMILIES for level in LEVELS if not self.cell(one, level)]

    @property
    def measured(self) -> list[Series]:
        """Those with figures."""
        return [one for one in self.series if one.points]

    @property
    def alarms(self) -> list[Series]:
        """Those whose newest figure is an alarm."""
        return [one for one in self.series if one.last and one.last.alarms]

    @property
    def altered(self) -> list[str]:
        """Measurements that were changed after they were closed."""
        return [each.record for one in self.all_series for each in one.points if each.is_altered]

    @property
    def all_series(self) -> list[Series]:
        """The indicators, and the objectives that are measured without one."""
        own = [
            each.series
            for one in self.objectives
            for each in one.shown
            if each.series.indicator.id == one.objective.id and each.series.points
        ]
        return [*self.series, *own]


def overview(repository: Repository, known: Known) -> Overview:
    """What there is to be seen of the figures of a state."""
    found = tuple(series_of(repository, one, known) for one in indicators(repository))
    return Overview(found, tuple(progress(repository, known)))


def standing(series: Series) -> str:
    """How an indicator stands, in a word: by its newest closed figure and the goal of then."""
    last = series.last
    if last is None:
        return "no figure"
    if last.alarms:
        return "alarm"
    met = last.goal.meets(last.number) if last.goal.holds(last.period) else None
    return {True: "goal met", False: "goal missed", None: "measured"}[met]
