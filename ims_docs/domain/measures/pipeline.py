"""Ideas on their way: by type and state with ages, times between states, and who waits for an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from statistics import median
from typing import NamedTuple

from ims_docs.domain.measures.figure import Limit, closed_on, day_of
from ims_docs.domain.measures.named import question_of
from ims_docs.domain.worksheets.sheet import amount, said
from ims_docs.model.period import Period
from ims_docs.model.quantity import quantities
from ims_docs.model.record import Record
from ims_docs.model.register import Entry
from ims_docs.model.repository import Repository
from ims_docs.model.working_days import working_days

IDEA = "idea"
_ENDED = ("stopped", "deployed")
_NO_TYPE = "not said"


class Waiting(NamedTuple):
    """An open idea whose author has no answer yet."""

    record: Record
    days: int
    """Days since the idea, of the kind in which the limit counts."""
    is_late: bool


class Kind(NamedTuple):
    """The ideas of one type."""

    name: str
    records: tuple[Record, ...]
    open_days: tuple[int, ...]
    """The age of each that is open."""
    answer_days: tuple[int, ...]
    """From the idea to the answer."""
    end_days: tuple[int, ...]
    """From the idea to the decision that closed it."""

    def of(self, state: str) -> list[Record]:
        """Those in a state."""
        return [one for one in self.records if one.state == state]


class Share(NamedTuple):
    """What a horizon has of the portfolio, without what has ended."""

    name: str
    entries: tuple[str, ...]
    money: int
    days: int
    without: int
    """How many of them say neither."""


def answer_limit(repository: Repository) -> Limit | None:
    """The limit for an answer: the one that an indicator of answers in time works by."""
    register = repository.register("indicators")
    day = Period(repository.as_of, repository.as_of)
    for one in register.entries if register else ():
        if one.values.get("measure") == "ideas-answered-in-time":
            return question_of(repository, one.values, day).limit
    return None


def waiting(repository: Repository) -> list[Waiting]:
    """Who waits for an answer, the longest first."""
    limit = answer_limit(repository)
    found = []
    for one in _ideas(repository):
        if one.is_closed or one.date is None or day_of(one.content.values.get("feedback_on")):
            continue
        is_working = limit is not None and limit.is_working
        days = _between(one.date, repository.as_of, is_working=is_working)
        found.append(Waiting(one, days, limit is not None and days > limit.days))
    return sorted(found, key=lambda one: (-one.days, one.record.id))


def kinds(repository: Repository) -> list[Kind]:
    """The ideas by type, the type with the most first."""
    found: dict[str, list[Record]] = {}
    for one in _ideas(repository):
        found.setdefault(said(one.content.values, "idea_type") or _NO_TYPE, []).append(one)
    every = [_kind(name, some, repository.as_of) for name, some in found.items()]
    return sorted(every, key=lambda one: (-len(one.records), one.name))


def portfolio(repository: Repository) -> list[Share]:
    """The portfolio by horizon, in money and in working days."""
    register = repository.register("portfolio")
    found: dict[str, list[Entry]] = {}
    for one in register.entries if register else ():
        if one.id and said(one.values, "status") not in _ENDED:
            found.setdefault(said(one.values, "horizon") or _NO_TYPE, []).append(one)
    return [
        Share(
            name,
            tuple(one.id for one in some),
            sum(int(amount(one.values.get("budget"))) for one in some),
            sum(_days(one) or 0 for one in some),
            sum(not one.values.get("budget") and _days(one) is None for one in some),
        )
        for name, some in found.items()
    ]


def currencies(repository: Repository) -> set[str]:
    """The currencies of the portfolio; money of two does not add up."""
    register = repository.register("portfolio")
    entries: Iterable[Entry] = register.entries if register else ()
    return {said(one.values, "currency") for one in entries if one.values.get("budget")} - {""}


def middle_of(days: Sequence[int]) -> Fraction | None:
    """The median of some days; None for none."""
    return Fraction(median(days)) if days else None


def _ideas(repository: Repository) -> Iterator[Record]:
    return (one for one in repository.records if one.type == IDEA and one.id)


def _kind(name: str, some: Sequence[Record], today: date) -> Kind:
    dated = [(one, one.date) for one in some if one.date]
    answers = [(one, day_of(one.content.values.get("feedback_on")), day) for one, day in dated]
    ends = [(closed_on(one), day) for one, day in dated]
    return Kind(
        name,
        tuple(some),
        tuple((today - day).days for one, day in dated if not one.is_closed),
        tuple((end - day).days for _, end, day in answers if end),
        tuple((end - day).days for end, day in ends if end),
    )


def _between(first: date, last: date, *, is_working: bool) -> int:
    return working_days(first, last) if is_working else (last - first).days


def _days(entry: Entry) -> int | None:
    """The working days that the capacity begins with; None where it says none."""
    times = (one for one in quantities(said(entry.values, "capacity")) if one.family == "time")
    return next((int(one.amount) for one in times if one.unit in ("working days", "days")), None)
