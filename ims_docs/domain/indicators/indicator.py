"""An indicator as the catalogue holds it: what it means, and what is to be reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ims_docs.domain.measures.figure import day_of
from ims_docs.domain.worksheets.sheet import said
from ims_docs.model.content import Value
from ims_docs.model.figure import MOST_DECIMALS, number_of, read_number, rounded, shown
from ims_docs.model.period import Period
from ims_docs.model.repository import Repository

MORE, LESS, BAND = "more is better", "less is better", "within the band"
DEFINING = ("definition", "formula", "unit", "measure")
"""Keys that say what is counted: where one of them changes, figures no longer compare."""


class Goal(NamedTuple):
    """What is to be reached, and where somebody has to look."""

    direction: str = ""
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    by: date | None = None
    below: Decimal | None = None
    above: Decimal | None = None

    @classmethod
    def of(cls, values: Mapping[str, Value]) -> Goal:
        """The numbers of an entry; those that are none are left out."""
        names = ("goal", "goal_from", "goal_to", "alarm_below", "alarm_above")
        value, low, high, below, above = (number_of(values.get(name)) for name in names)
        by = day_of(values.get("goal_by"))
        return cls(said(values, "direction"), value, low, high, by, below, above)

    @classmethod
    def of_objective(cls, values: Mapping[str, Value]) -> Goal:
        """The target of an objective, where it is a number and nothing else; to be reached when it is due."""
        value = read_number(said(values, "target"))
        return cls(MORE, value, by=day_of(values.get("due")) if value is not None else None)

    @property
    def is_number(self) -> bool:
        """Whether a figure can be judged by it."""
        return self.value is not None or (self.low is not None and self.high is not None)

    def meets(self, number: Decimal) -> bool | None:
        """Whether a figure is enough; None where nothing says so."""
        if self.value is not None:
            return number <= self.value if self.direction == LESS else number >= self.value
        if self.low is not None and self.high is not None:
            return self.low <= number <= self.high
        return None

    def alarms(self, number: Decimal) -> bool:
        """Whether a figure is one at which somebody has to look."""
        too_low = self.below is not None and number < self.below
        return too_low or (self.above is not None and number > self.above)

    def holds(self, period: Period) -> bool:
        """Whether a period is judged by it: always, or from the day on by which it is to be reached."""
        return self.by is None or period.last >= self.by

    @property
    def words(self) -> str:
        """The goal in a few words; empty where there is none."""
        until = f" by {self.by}" if self.by else ""
        if self.value is not None:
            side = "at most" if self.direction == LESS else "at least"
            return f"{side} {shown(self.value)}{until}"
        if self.low is not None and self.high is not None:
            return f"{shown(self.low)} to {shown(self.high)}{until}"
        return ""

    @property
    def alarm_words(self) -> str:
        """The alarm in a few words; empty where there is none."""
        sides = (("below", self.below), ("above", self.above))
        return " or ".join(f"{side} {shown(one)}" for side, one in sides if one is not None)


class Indicator(NamedTuple):
    """One entry of the catalogue, or an objective that is measured without one."""

    id: str
    path: str
    values: Mapping[str, Value]
    is_objective: bool = False

    def text(self, key: str) -> str:
        """What a key says; nothing while it is a placeholder."""
        return said(self.values, key)

    @property
    def goal(self) -> Goal:
        """What is to be reached today."""
        return self.goal_in(self.values)

    def goal_in(self, values: Mapping[str, Value]) -> Goal:
        """What was to be reached when the entry said this."""
        return Goal.of_objective(values) if self.is_objective else Goal.of(values)

    @property
    def decimals(self) -> int | None:
        """How many decimals its figures have; None where nobody said."""
        value = self.values.get("decimals")
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        return (
            value if isinstance(value, int) and is_whole and 0 <= value <= MOST_DECIMALS else None
        )

    def rounded(self, number: Decimal) -> Decimal:
        """A figure as it is kept: with its decimals, with two where nobody said."""
        return rounded(number, 2 if self.decimals is None else self.decimals)

    def shown(self, number: Decimal) -> str:
        """A figure as people read it."""
        return shown(number, self.decimals)


def indicators(repository: Repository) -> Iterator[Indicator]:
    """Every entry of the catalogue, in its order."""
    register = repository.register("indicators")
    for one in register.entries if register else ():
        if register and one.id:
            yield Indicator(one.id, register.path, one.values)


def objectives(repository: Repository) -> Iterator[Indicator]:
    """Every objective, in the order of its register."""
    register = repository.register("objectives")
    for one in register.entries if register else ():
        if register and one.id:
            yield Indicator(one.id, register.path, one.values, is_objective=True)
