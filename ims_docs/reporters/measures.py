"""Computed figures -> str: the figure, what was counted, and whether it is recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ims_docs.domain.measures import MEASURES, Item
from ims_docs.reporters.columns import wrapped
from ims_docs.reporters.printable import Json, json_text, printable
from ims_docs.services.records.measuring import Measured, number_in

SCHEMA = 1
"""The form of the data. It grows with the same number, and changes with a new one."""


def listed(width: int) -> str:
    """Every measure, and what it counts."""
    lines = []
    for one in MEASURES.values():
        lines.append(f"{one.name} ({one.unit})")
        lines += wrapped(one.says, width, "    ", "    ")
    lines += wrapped(
        "An indicator names one under `measure`, and `method: automatic` beside it.", width
    )
    return "\n".join(lines) + "\n"


def as_text(found: Sequence[Measured], width: int, *, whole: bool) -> str:
    """Each figure; with everything that was counted where one was asked for."""
    lines = []
    for one in found:
        lines += wrapped(printable(_head(one)), width, "", "  ")
        if whole:
            lines += [line for told in _behind(one) for line in wrapped(told, width, "  ", "    ")]
        else:
            lines += wrapped(printable(_kept(one)), width, "  ", "    ")
    return "\n".join(lines) + "\n"


def _head(one: Measured) -> str:
    title = one.indicator.text("title")
    return f"{one.indicator.id} {title}, {one.name}: {one.words}{_judged(one)}"


def _judged(one: Measured) -> str:
    goal = one.indicator.goal
    if one.number is None or not goal.words:
        return ""
    if not goal.holds(one.period):
        return f" (goal {goal.words})"
    alarm = ", alarm" if goal.alarms(one.number) else ""
    return f" (goal {goal.words}: {'met' if goal.meets(one.number) else 'missed'}{alarm})"


def _behind(one: Measured) -> Iterator[str]:
    period = one.period
    yield f"{one.measure.name}, {period.first} to {period.last}. {one.measure.says}"
    yield f"Counted, {_items(one.figure.counted)}"
    if one.figure.out_of is not None:
        yield f"Out of, {_items(one.figure.out_of)}"
    yield from (f"{note[:1].upper()}{note[1:]}." for note in one.figure.notes)


def _items(items: Sequence[Item]) -> str:
    named = ", ".join(f"{one.id} ({one.says})" if one.says else one.id for one in items)
    return printable(f"{len(items)}: {named}" if items else "nothing")


def _kept(one: Measured) -> str:
    if one.number is None:
        return "Nothing to count."
    if one.recorded is None:
        return f"Not recorded: `ims measure {one.indicator.id} --period {one.name}`"
    if one.is_still_so:
        return f"Recorded: {one.recorded.id}"
    return f"Recorded otherwise: {one.recorded.id} says {one.recorded.content.text('value')}"


def as_json(found: Sequence[Measured], unread: Sequence[str], *, made: str = "") -> str:
    """The same for programs, with the path of everything that was counted.

    `made` is the measurement that was just written.
    """
    return json_text(
        {
            "schema_version": SCHEMA,
            "figures": [_data(one, made) for one in found],
            "unread": list(unread),
        }
    )


def _data(one: Measured, made: str) -> Json:
    return {
        "indicator": one.indicator.id,
        "title": one.indicator.text("title"),
        "measure": one.measure.name,
        "period": one.name,
        "first": one.period.first.isoformat(),
        "last": one.period.last.isoformat(),
        "number": plain(one.number),
        "unit": one.indicator.text("unit") or one.measure.unit,
        "goal": one.indicator.goal.words,
        "judgement": one.judgement,
        "counted": [_item(each) for each in one.figure.counted],
        "out_of": None
        if one.figure.out_of is None
        else [_item(each) for each in one.figure.out_of],
        "notes": list(one.figure.notes),
        "recorded": one.recorded.id if one.recorded else made or None,
        "recorded_number": plain(number_in(one.recorded) if one.recorded else one.number)
        if one.recorded or made
        else None,
    }


def plain(number: Decimal | None) -> Json:
    """A number for programs: whole where it is."""
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def _item(one: Item) -> Json:
    return {"id": one.id, "path": one.path, "says": one.says}
