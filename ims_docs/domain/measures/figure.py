"""What is asked of a repository, and the figure that answers it with everything that was counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import NamedTuple, TypeAlias

from ims_docs.domain.worksheets.sheet import said
from ims_docs.model.content import Value
from ims_docs.model.period import Period
from ims_docs.model.record import Record
from ims_docs.model.repository import Repository

PERCENT, NUMBER, DAYS = "percent", "number", "days"


class Item(NamedTuple):
    """Something that was counted, as it can be opened."""

    id: str
    path: str
    says: str = ""
    """What made it count, where its id does not say so."""


class Limit(NamedTuple):
    """The time that something may take."""

    id: str
    days: int
    is_working: bool


class Question(NamedTuple):
    """What is asked: of which state, for which days."""

    repository: Repository
    period: Period
    limit: Limit | None = None

    def records(self, *types: str) -> Iterator[Record]:
        """Everything of some types that has an id and a day, and was there when the period ended."""
        for one in self.repository.records:
            if one.type in types and one.id and one.date and one.date <= self.period.last:
                yield one

    def dated(self, *types: str) -> Iterator[Record]:
        """Those whose day lies in the period."""
        return (one for one in self.records(*types) if self.period.holds(one.date))

    def ended(self, *types: str) -> Iterator[Record]:
        """Those that were closed in the period."""
        return (one for one in self.records(*types) if self.period.holds(closed_on(one)))

    def left(self, *types: str) -> Iterator[Record]:
        """Those that were open when the period ended."""
        for one in self.records(*types):
            end = closed_on(one)
            if (end is None and not one.is_closed) or (end and end > self.period.last):
                yield one


class Figure(NamedTuple):
    """The answer. A figure of nothing is none, and says so."""

    number: Decimal | None
    counted: tuple[Item, ...]
    out_of: tuple[Item, ...] | None = None
    """The whole that a share is of; None where the figure is no share."""
    notes: tuple[str, ...] = ()


Compute: TypeAlias = Callable[[Question], Figure]


class Measure(NamedTuple):
    """A named measure."""

    name: str
    title: str
    unit: str
    says: str
    """What counts, in a sentence."""
    compute: Compute
    needs_limit: bool = False


def item(record: Record, says: str = "") -> Item:
    """A record as it was counted."""
    return Item(record.id, record.path, says)


def counting(found: Sequence[Item], notes: tuple[str, ...] = ()) -> Figure:
    """How many there are."""
    return Figure(Decimal(len(found)), tuple(found), notes=notes)


def share(counted: Sequence[Item], whole: Sequence[Item], notes: tuple[str, ...] = ()) -> Figure:
    """So many per cent of a whole; no figure where the whole is empty."""
    number = Decimal(100 * len(counted)) / len(whole) if whole else None
    return Figure(number, tuple(counted), tuple(whole), notes)


def middle(spans: Sequence[tuple[Item, int]]) -> Figure:
    """The median of some times in days; no figure where there is none."""
    found = Fraction(median(days for _, days in spans)) if spans else None
    number = Decimal(found.numerator) / found.denominator if found is not None else None
    told = (one._replace(says=f"{days} {'day' if days == 1 else 'days'}") for one, days in spans)
    return Figure(number, tuple(told))


def day_of(value: Value) -> date | None:
    """A calendar date; None for a placeholder and anything else."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


def closed_on(record: Record) -> date | None:
    """The day on which a record was closed; None while it is open."""
    return day_of(said(record.content.values, "closed_on")) if record.is_closed else None
