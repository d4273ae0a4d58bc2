"""The measurement of an indicator, computed: for which period, what it says, whether it is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ims_docs.domain.indicators import Indicator, indicators
from ims_docs.domain.measures import MEASURES, Figure, Item, Measure, compute
from ims_docs.errors import ConfigurationError, RefusedError
from ims_docs.model.content import Value
from ims_docs.model.figure import number_of, read_number
from ims_docs.model.naming import meant
from ims_docs.model.period import FORMS, Period, last_complete, written
from ims_docs.model.record import Record
from ims_docs.model.repository import Repository

MEASUREMENT = "measurement"
HOW = "How it was measured"


class Measured(NamedTuple):
    """An indicator and its figure for a period, as the files say today."""

    indicator: Indicator
    measure: Measure
    name: str
    """The period as it is written."""
    period: Period
    figure: Figure
    recorded: Record | None = None
    """The measurement of the same days that is there already."""

    @property
    def number(self) -> Decimal | None:
        """The figure as it is kept."""
        found = self.figure.number
        return None if found is None else self.indicator.rounded(found)

    @property
    def words(self) -> str:
        """The figure with its unit, as people read it."""
        unit = self.indicator.text("unit") or self.measure.unit
        told = "" if unit in ("number", "none") else f" {unit}"
        return f"{self.indicator.shown(self.number)}{told}" if self.number is not None else "none"

    @property
    def judgement(self) -> str:
        """Whether the goal is met, in the words of the record."""
        goal = self.indicator.goal
        if self.number is None or not goal.holds(self.period):
            return "no target"
        return {True: "target met", False: "target missed", None: "no target"}[
            goal.meets(self.number)
        ]

    @property
    def is_still_so(self) -> bool:
        """Whether the measurement that is there says the same."""
        return self.recorded is not None and number_in(self.recorded) == self.number


def number_in(record: Record) -> Decimal | None:
    """The number of a measurement: as a number, or from a text that is nothing else."""
    found = number_of(record.content.values.get("number"))
    return found if found is not None else read_number(record.content.text("value"))


def computed(repository: Repository) -> Iterator[Indicator]:
    """The indicators that the repository answers itself."""
    return (one for one in indicators(repository) if one.text("measure") in MEASURES)


def indicator_called(repository: Repository, text: str) -> Indicator:
    """The one that somebody names by id or title. Raises ConfigurationError."""
    found = meant(repository, "indicators", text)
    names = {one.id for one in found}
    mine = [one for one in indicators(repository) if one.id in names]
    if len(mine) == 1:
        return mine[0]
    several = ", ".join(map(str, found)) or ", ".join(
        f"{one.id} ({one.text('title')})" for one in computed(repository)
    )
    raise ConfigurationError(
        f"{text!r} can mean several indicators" if found else f"There is no indicator {text!r}",
        hint=f"Name one of them by its id: {several}." if several else _no_automatic(),
    )


def measured(repository: Repository, indicator: Indicator, name: str, day: date) -> Measured:
    """The figure of an indicator for a period; without one, for the last that is over.

    Raises ConfigurationError where nothing can be computed.
    """
    measure = MEASURES.get(indicator.text("measure"))
    if measure is None:
        raise ConfigurationError(
            f"{indicator.id} names no measure, so nobody but people can measure it",
            hint=f"Record it: `ims add measurement --set indicator={indicator.id}`. What can be computed: `ims measure --list`.",
        )
    name, period = _period(indicator, name, day)
    figure = compute(repository, indicator.values, period)
    if figure is None:
        raise ConfigurationError(
            f"{indicator.id} is computed by a limit, and names none in days",
            hint=f"`ims edit {indicator.id} --set limit=LIM-…`, with a limit in days or working days.",
        )
    there = _recorded(repository, indicator.id, period)
    return Measured(indicator, measure, name, period, figure, there)


def require_recordable(found: Measured, repository: Repository, day: date) -> None:
    """Raise RefusedError where the figure is none that should be kept."""
    lost = [one for one in repository.lost if one.startswith("docs/re")]
    if lost:
        raise RefusedError(
            f"{len(lost)} of the files that are counted cannot be read, such as {lost[0]}",
            hint="Run `ims check`, put them right, then measure.",
        )
    if found.period.last >= day:
        raise RefusedError(
            f"{found.name} is not over until {found.period.last}",
            hint="Measure it afterwards, or look at it now with --show.",
        )
    if found.number is None:
        raise RefusedError(
            f"There is nothing to measure: {found.measure.says[:1].lower()}{found.measure.says[1:-1]}, and there was none",
            hint="If that is worth telling, record it in words: "
            f"`ims add measurement --set indicator={found.indicator.id} --set period={found.name}`.",
        )


def keys_of(found: Measured) -> dict[str, Value]:
    """The keys of the measurement."""
    number = found.number or Decimal()
    is_whole = number == number.to_integral_value()
    goal = found.indicator.goal
    target = found.indicator.text("target") or goal.words
    keys: dict[str, Value] = {
        "title": f"{found.indicator.text('title')}, {found.name}"[:120],
        "indicator": found.indicator.id,
        "period": found.name,
        "value": found.indicator.shown(number),
        "number": int(number) if is_whole else float(number),
        "unit": (found.indicator.text("unit") or found.measure.unit)[:40],
        "target": (target[:60] if goal.holds(found.period) else "") or "none",
        "judgement": found.judgement,
        "measure": found.measure.name,
        "counted": _ids(found.figure.counted),
    }
    if found.figure.out_of is not None:
        keys["out_of"] = _ids(found.figure.out_of)
    return keys


def sections_of(found: Measured, day: date) -> Mapping[str, str]:
    """How it was measured, so that somebody without this program counts again."""
    counted = len(found.figure.counted)
    whole = "" if found.figure.out_of is None else f" of {len(found.figure.out_of)}"
    notes = "".join(f" {one[:1].upper()}{one[1:]}." for one in found.figure.notes)
    text = (
        f"Computed on {day} from the records of this repository as {found.measure.name}, "
        f"from {found.period.first} to {found.period.last}: {counted}{whole}. {found.measure.says} "
        f"What was counted is listed under `counted`{' and `out_of`' if whole else ''} above.{notes}"
    )
    return {HOW: text}


def _ids(items: Iterable[Item]) -> list[Value]:
    return list(dict.fromkeys(one.id for one in items))


def _period(indicator: Indicator, name: str, day: date) -> tuple[str, Period]:
    if name:
        period = Period.parse(name.strip())
        if period is None:
            raise ConfigurationError(f"{name!r} is no period", hint=f"Write {FORMS}.")
        return name.strip(), period
    frequency = indicator.text("frequency")
    last = last_complete(frequency, day)
    if last is None:
        raise ConfigurationError(
            f"{indicator.id} is measured {frequency or 'at no fixed time'}, so it has no last period",
            hint=f"Say which: --period {written(date(day.year, 1, 1), date(day.year, 12, 31))}.",
        )
    return written(*last), Period(*last)


def _recorded(repository: Repository, name: str, period: Period) -> Record | None:
    found = [
        one
        for one in repository.records
        if one.type == MEASUREMENT
        and one.content.text("indicator") == name
        and Period.parse(one.content.text("period")) == period
        and not one.content.text("initiative")
    ]
    return min(found, key=lambda one: (not one.is_closed, one.id), default=None)


def _no_automatic() -> str:
    return "No indicator names a measure. `ims measure --list` shows what can be computed."
