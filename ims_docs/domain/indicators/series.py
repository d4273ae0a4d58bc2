"""The figures of an indicator over time: what was measured, judged by what held then, and what is missing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from ims_docs.domain.indicators.indicator import DEFINING, LESS, MORE, Goal, Indicator
from ims_docs.domain.indicators.past import Past, Version, changes, differs, held_on
from ims_docs.domain.measures.figure import day_of
from ims_docs.model.content import Value
from ims_docs.model.figure import number_of, read_number
from ims_docs.model.months import later
from ims_docs.model.period import Period, last_complete, written
from ims_docs.model.record import Record
from ims_docs.model.repository import Repository

LEAST = 3
"""So many figures are a trend; two are two."""
_MOST_GAPS = 60
_MEASUREMENT = "measurement"


class Point(NamedTuple):
    """One figure."""

    record: str
    path: str
    name: str
    """The period as it is written."""
    period: Period
    number: Decimal
    value: str
    """As it was written."""
    unit: str
    goal: Goal
    """What was to be reached when the period ended."""
    target: str
    judgement: str
    measured: date
    version: int
    """How often the definition had changed when it was measured."""
    is_closed: bool
    is_altered: bool
    is_corrected: bool

    @property
    def alarms(self) -> bool:
        """Whether somebody had to look."""
        return self.goal.alarms(self.number)


class Break(NamedTuple):
    """From this day on something else is counted."""

    day: date
    changed: tuple[tuple[str, Value, Value], ...]
    """Each key with what it said before and after."""


class Series(NamedTuple):
    """The figures of one indicator, oldest first."""

    indicator: Indicator
    points: tuple[Point, ...]
    breaks: tuple[Break, ...]
    gaps: tuple[str, ...]
    """Periods between its figures, and up to now, that nobody measured."""
    others: tuple[Record, ...]
    """Measurements in words, or without a period."""

    @property
    def last(self) -> Point | None:
        """The newest figure that is closed."""
        return next((one for one in reversed(self.points) if one.is_closed), None)

    @property
    def unit(self) -> str:
        """The unit of the catalogue; of what has none there, that of the newest figure."""
        named = self.indicator.text("unit")
        return named or (self.points[-1].unit if self.points else "")

    @property
    def is_mixed(self) -> bool:
        """Whether its periods have several lengths."""
        return len({length(one.period) for one in self.points}) > 1

    @property
    def trend(self) -> str:
        """Where the last three figures lead: rising, falling, steady, in no direction; empty for fewer.

        They are closed, of one definition and of periods of one length.
        """
        found = [one for one in self.points if one.is_closed][-LEAST:]
        kinds = {(one.version, length(one.period)) for one in found}
        if len(found) < LEAST or len(kinds) > 1:
            return ""
        steps = [after.number - before.number for before, after in pairwise(found)]
        if not any(steps):
            return "steady"
        if all(one >= 0 for one in steps):
            return "rising"
        return "falling" if all(one <= 0 for one in steps) else "up and down"

    @property
    def trend_means(self) -> str:
        """Whether that is better; empty where nothing says so."""
        good = {("rising", MORE): True, ("falling", LESS): True}
        good |= {("rising", LESS): False, ("falling", MORE): False}
        found = good.get((self.trend, self.indicator.goal.direction))
        return {True: "better", False: "worse", None: ""}[found]


class Known(NamedTuple):
    """What is known besides the files: the past of the catalogue, and closed records that were changed."""

    past: Past
    altered: Collection[str]
    """Paths of measurements that say something else than when they were closed."""


def series_of(repository: Repository, indicator: Indicator, known: Known) -> Series:
    """The figures of an indicator, or of an objective that is measured without one."""
    versions = known.past.get(indicator.id, ())
    defined = changes(versions, DEFINING)
    points, others = [], []
    for record in repository.records:
        if record.type != _MEASUREMENT or record.content.text("indicator") != indicator.id:
            continue
        point = _point(record, indicator, versions, defined, known.altered)
        if point:
            points.append(point)
        else:
            others.append(record)
    points.sort(key=lambda one: (one.period, one.record))
    return Series(
        indicator,
        tuple(points),
        tuple(_breaks(versions, defined)),
        tuple(_gaps(indicator, points, repository.as_of)),
        tuple(others),
    )


def _point(
    record: Record,
    indicator: Indicator,
    versions: Sequence[Version],
    defined: Sequence[Version],
    altered: Collection[str],
) -> Point | None:
    """A measurement as a figure; None where it holds no number or no period."""
    content = record.content
    period, number = Period.parse(content.text("period")), number_of(content.values.get("number"))
    if number is None:
        number = read_number(content.text("value"))
    if period is None or number is None:
        return None
    measured = record.date or period.last
    then = held_on(versions, period.last, indicator.values)
    return Point(
        record=record.id,
        path=record.path,
        name=content.text("period"),
        period=period,
        number=number,
        value=content.text("value"),
        unit=content.text("unit"),
        goal=indicator.goal_in(then),
        target=content.text("target"),
        judgement=content.text("judgement"),
        measured=measured,
        version=sum(one.day <= measured for one in defined),
        is_closed=record.is_closed,
        is_altered=record.path in altered,
        is_corrected=bool(content.values.get("corrections")),
    )


def _breaks(versions: Sequence[Version], defined: Sequence[Version]) -> Iterator[Break]:
    before: Mapping[str, Value] = versions[0].values if versions else {}
    for one in defined:
        changed = tuple(
            (key, before.get(key), one.values.get(key))
            for key in DEFINING
            if differs(before, one.values, key)
        )
        yield Break(one.day, changed)
        before = one.values


def _gaps(indicator: Indicator, points: Sequence[Point], day: date) -> Iterator[str]:
    """Periods by the frequency of the indicator without a figure, from the first figure to now."""
    newest = last_complete(indicator.text("frequency"), later(day, -1))
    if newest is None or not points:
        return
    one = Period(*newest)
    months = (one.follows.year - one.first.year) * 12 + one.follows.month - one.first.month
    since = max(points[0].period.first, day_of(indicator.text("in_use_since")) or date.min)
    found: list[str] = []
    while one.first >= since and len(found) < _MOST_GAPS:
        if not any(_covers(point.period, one) for point in points):
            found.append(written(*one))
        if one.first == date.min:
            break
        before = later(one.first, -months)
        one = Period(before, date.fromordinal(one.first.toordinal() - 1))
    yield from reversed(found)


def _covers(figure: Period, wanted: Period) -> bool:
    return figure.first <= wanted.first and figure.last >= wanted.last


def length(period: Period) -> int:
    """How long a period is, so that months of 30 and 31 days count as the same."""
    return round((period.last - period.first).days / 15)
