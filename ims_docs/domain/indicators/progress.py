"""Objectives: how far they have come by their indicators, whether that is enough, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from ims_docs.domain.indicators.indicator import LESS, Goal, Indicator, indicators, objectives
from ims_docs.domain.indicators.series import LEAST, Known, Point, Series, series_of
from ims_docs.domain.measures.figure import day_of
from ims_docs.model.figure import read_number, shown
from ims_docs.model.repository import Repository

_CLOSED = ("achieved", "missed", "dropped")


class Track(StrEnum):
    """Whether an objective will be reached, as far as its figures say."""

    OVERDUE = "overdue"
    BEHIND = "behind"
    UNKNOWN = "not known"
    ON_TRACK = "on track"
    CLOSED = "closed"
    DRAFT = "draft"


class Shown(NamedTuple):
    """One indicator of an objective, and what it says of it."""

    series: Series
    track: Track
    why: str
    share: Decimal | None = None
    """How much of the way is done, in per cent; None where nobody can say."""


class Progress(NamedTuple):
    """An objective with what its indicators say."""

    objective: Indicator
    track: Track
    why: str
    shown: tuple[Shown, ...]


def progress(repository: Repository, known: Known) -> Iterator[Progress]:
    """Each objective, in the order of its register."""
    every = list(indicators(repository))
    for objective in objectives(repository):
        named = [one for one in every if _serves(one, objective)]
        found = [_shown(objective, series_of(repository, one, known)) for one in named]
        own = series_of(repository, objective, known)
        if own.points or not named:
            found.insert(0, _shown(objective, own))
        yield Progress(objective, *_sum(repository, objective, found), tuple(found))


def _serves(indicator: Indicator, objective: Indicator) -> bool:
    listed = indicator.values.get("objectives")
    return objective.text("indicator_id") == indicator.id or (
        isinstance(listed, list) and objective.id in listed
    )


def _sum(repository: Repository, objective: Indicator, found: Sequence[Shown]) -> tuple[Track, str]:
    """The worst that its indicators say; an objective that nobody follows is not on track."""
    status, due = objective.text("status"), day_of(objective.text("due"))
    if status in _CLOSED:
        return Track.CLOSED, f"Somebody said: {status}."
    if status == "draft":
        return Track.DRAFT, "It is not in progress yet."
    if due and due < repository.as_of:
        return Track.OVERDUE, f"It was due on {due}, and nobody has said how it ended."
    said = [one for one in found if one.series.points] or list(found)
    order = list(Track)
    worst = min(said, key=lambda one: order.index(one.track))
    return worst.track, worst.why


def _shown(objective: Indicator, series: Series) -> Shown:
    name = series.indicator.id
    last, goal = series.last, series.indicator.goal
    if last is None:
        nobody = "No indicator is named for it, and no measurement is of it."
        why = nobody if name == objective.id else f"{name} has no closed figure."
        return Shown(series, Track.UNKNOWN, why)
    if not goal.is_number:
        return Shown(series, Track.UNKNOWN, f"The goal of {name} is no number.")
    share = _share(series, goal, last)
    told = (
        f"{name} was {series.indicator.shown(last.number)} in {last.name}; the goal is {goal.words}"
    )
    if goal.meets(last.number):
        return Shown(series, Track.ON_TRACK, f"{told}.", share)
    if goal.by is None or goal.value is None:
        return Shown(series, Track.BEHIND, f"{told}.", share)
    return Shown(series, *_by_line(series, goal, last, told), share)


def _by_line(series: Series, goal: Goal, last: Point, told: str) -> tuple[Track, str]:
    """By a straight line from the first figure to the goal on its day; it is an estimate, and says so."""
    points = [one for one in series.points if one.is_closed and one.version == last.version]
    if len(points) < LEAST:
        return Track.UNKNOWN, f"{told}. For an estimate there are too few figures: {len(points)}."
    first = points[0]
    if goal.by is None or goal.value is None or goal.by <= first.period.last:
        return Track.BEHIND, f"{told}."
    whole = (goal.by - first.period.last).days
    gone = min((last.period.last - first.period.last).days, whole)
    wanted = first.number + (goal.value - first.number) * gone / whole
    enough = last.number <= wanted if goal.direction == LESS else last.number >= wanted
    line = f"on a straight line from {first.name} it would be {series.indicator.shown(wanted.quantize(Decimal('0.1')))} by now"
    return (Track.ON_TRACK if enough else Track.BEHIND), f"{told}; {line} (estimate)."


def _share(series: Series, goal: Goal, last: Point) -> Decimal | None:
    """How much of the way from the start to the goal is done."""
    start = read_number(shown_start(series))
    if goal.value is None or start is None or goal.value == start:
        return None
    return min(max((last.number - start) * 100 / (goal.value - start), Decimal()), Decimal(100))


def shown_start(series: Series) -> str:
    """Where it began: the starting value of the indicator, otherwise its first figure."""
    value = series.indicator.values.get("baseline_value")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return shown(series.points[0].number) if series.points else ""
