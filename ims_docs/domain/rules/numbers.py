"""NUM: indicators and measurements hold numbers that can be followed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ims_docs.domain.measures import MEASURES, compute
from ims_docs.domain.rules._remedy import for_key
from ims_docs.domain.rules._rule import rule
from ims_docs.model.content import Content
from ims_docs.model.figure import is_said, number_of, rounded, shown
from ims_docs.model.finding import Location, Problem, Severity
from ims_docs.model.period import Period
from ims_docs.model.record import Record
from ims_docs.model.register import Entry, Register
from ims_docs.model.repository import Repository

_BESIDE = {
    "baseline": ("baseline_value",),
    "target": ("goal", "goal_from", "goal_to"),
    "warning": ("alarm_below", "alarm_above"),
}
"""The words of an indicator, and the numbers that say the same."""


@rule(
    "NUM001",
    title="A text and the number beside it say the same",
    severity=Severity.ERROR,
    hint="Correct the text or the number.",
    clause="9.1.1",
)
def texts_and_numbers_agree(repository: Repository) -> Iterator[Problem]:
    """People read the text, and charts and goals follow the number.

    Looked at are `value` and `number` of a measurement, and of an indicator `target`, `baseline`
    and `warning` with their numbers. A text without a figure says nothing else. Rounding counts
    as the same: 83 for 83.3, and "10 of 12" for 83.3 per cent.
    """
    for record in _measurements(repository):
        text, number = record.content.text("value"), number_of(record.content.values.get("number"))
        if number is not None and not is_said(text, number):
            yield Problem(
                where=Location(record.path, *record.content.position("number")),
                message=f"`number` is {shown(number)}, and `value` says “{text}”",
                hint=for_key(repository, record, "Correct `value` or `number`.", "number"),
            )
    for register, index, entry in _judged(repository):
        for words, text, name, number in _contradicted(entry):
            yield Problem(
                where=Location(register.path, *_place(register.content, index, name)),
                message=f"`{name}` of {entry.id} is {shown(number)}, and `{words}` says “{text}”",
                hint=f"Correct `{words}` or `{name}`.",
            )


def _contradicted(entry: Entry) -> Iterator[tuple[str, str, str, Decimal]]:
    """The words of an indicator with a number that they do not say."""
    for words, names in _BESIDE.items():
        text = entry.values.get(words)
        for name in names:
            number = number_of(entry.values.get(name))
            if number is not None and isinstance(text, str) and not is_said(text, number):
                yield words, text, name, number


@rule(
    "NUM002",
    title="An indicator is automatic where it names a measure",
    severity=Severity.WARNING,
    hint="Name one under `measure`, or say how it is counted under `method`.",
    clause="9.1.1",
)
def automatic_means_computed(repository: Repository) -> Iterator[Problem]:
    """Automatic means that the repository answers it, and everybody can count again.

    `ims measure --list` shows what can be computed, and what counts. A measure that works by a
    limit needs the entry of the register of limits under `limit`.
    """
    for register, index, entry in _judged(repository):
        fault = _not_computed(repository, entry)
        if fault:
            where = Location(register.path, *_place(register.content, index, fault.key))
            yield Problem(where=where, message=f"{entry.id} {fault.told}", hint=fault.hint)


class _Fault(NamedTuple):
    key: str
    told: str
    hint: str


def _not_computed(repository: Repository, entry: Entry) -> _Fault | None:
    name, method = str(entry.values.get("measure") or ""), entry.values.get("method")
    measure = MEASURES.get(name)
    if method == "automatic" and not name:
        hint = "Name one under `measure`, or choose another `method`, such as `counting`."
        return _Fault("method", "is measured automatically, but names no measure", hint)
    if name and method not in ("automatic", None):
        hint = "Set `method: automatic`, or take `measure` out."
        return _Fault("measure", f"names the measure {name}, but its method is {method}", hint)
    day = Period(repository.as_of, repository.as_of)
    if measure and measure.needs_limit and compute(repository, entry.values, day) is None:
        hint = "Name an entry of the register of limits in days or working days under `limit`."
        return _Fault("measure", "is computed by a limit, and names none in days", hint)
    return None


@rule(
    "NUM003",
    title="A goal can be reached",
    severity=Severity.WARNING,
    hint="Give one number under `goal`, or both ends of a band.",
    clause="9.1.1",
)
def goals_can_be_reached(repository: Repository) -> Iterator[Problem]:
    """A goal that no figure meets, or that means two things, steers nothing."""
    for register, index, entry in _judged(repository):
        fault = _unreachable(entry)
        if fault:
            where = Location(register.path, *_place(register.content, index, fault.key))
            yield Problem(where=where, message=f"{entry.id}: {fault.told}", hint=fault.hint)


def _unreachable(entry: Entry) -> _Fault | None:
    goal, low, high = (
        number_of(entry.values.get(name)) for name in ("goal", "goal_from", "goal_to")
    )
    is_band = entry.values.get("direction") == "within the band"
    if goal is not None and (low is not None or high is not None):
        hint = "Take `goal` out, or `goal_from` and `goal_to`."
        return _Fault("goal", "it has a number and a band as its goal", hint)
    if is_band and goal is not None:
        hint = "Write `goal_from` and `goal_to` in place of `goal`."
        return _Fault("goal", "better is within the band, but its goal is one number", hint)
    if (low is None) != (high is None):
        there, lacks = ("goal_to", "goal_from") if low is None else ("goal_from", "goal_to")
        return _Fault(there, "its band has one end only", f"Add `{lacks}`, or write a `goal`.")
    if low is not None and high is not None and low > high:
        told = f"the goal is from {shown(low)} to {shown(high)}"
        return _Fault("goal_from", told, "Exchange `goal_from` and `goal_to`.")
    if low is not None and not is_band:
        hint = "Set `direction: within the band`."
        return _Fault("goal_from", "its goal is a band, but `direction` does not say so", hint)
    return None


@rule(
    "NUM004",
    title="A computed figure is what its records say",
    severity=Severity.WARNING,
    hint="Look at what was added or changed since, then correct the figure.",
    clause="9.1.1",
    whole=True,
)
def computed_figures_hold(repository: Repository) -> Iterator[Problem]:
    """A figure that nobody can count again is a claim.

    Looked at are measurements that `ims measure` made. A record that came in late, or was changed
    afterwards, changes the figure: the correction of the measurement says so.
    """
    for record in _measurements(repository):
        number = number_of(record.content.values.get("number"))
        again = _counted_again(repository, record) if number is not None else None
        if number is None or again is None or _same(again, number):
            continue
        asked = f"{record.content.text('indicator')} --period {record.content.text('period')}"
        hint = f"`ims measure {asked} --show` names what counts. Correct `number` and `value`."
        yield Problem(
            where=Location(record.path, *record.content.position("number")),
            message=f"`number` is {shown(number)}; counted again, it is {shown(rounded(again, 2))}",
            hint=for_key(repository, record, hint, "number"),
        )


def _counted_again(repository: Repository, record: Record) -> Decimal | None:
    """What a computed measurement comes to in this state; None where nobody can say."""
    name, period = record.content.text("measure"), Period.parse(record.content.text("period"))
    indicators = repository.register("indicators")
    for one in indicators.entries if indicators and name and period else ():
        if period and one.id == record.content.text("indicator"):
            found = compute(repository, {**one.values, "measure": name}, period)
            return found.number if found else None
    return None


def _same(again: Decimal, number: Decimal) -> bool:
    """Whether they are the same as the figure is rounded; with a decimal at least."""
    exponent = number.as_tuple().exponent
    places = max(-exponent, 0) if isinstance(exponent, int) else 0
    return rounded(again, min(places, 6)) == number


def _measurements(repository: Repository) -> Iterator[Record]:
    return (one for one in repository.judged_records if one.type == "measurement")


def _judged(repository: Repository) -> Iterator[tuple[Register, int, Entry]]:
    """Each entry of a catalogue of indicators, with its place in the file."""
    for register in repository.judged_registers:
        if register.type == "indicators":
            known = register.content.values.get("entries")
            for index, values in enumerate(known if isinstance(known, list) else ()):
                if isinstance(values, dict):
                    yield (
                        register,
                        index,
                        Entry(values, register.content.position("entries", index)),
                    )


def _place(content: Content, index: int, key: str) -> tuple[int, int]:
    return content.position("entries", index, key)


RULES = (
    texts_and_numbers_agree,
    automatic_means_computed,
    goals_can_be_reached,
    computed_figures_hold,
)
