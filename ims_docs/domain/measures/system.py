"""Measures of the management system: actions, nonconformities, audits, training, objectives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ims_docs.domain.measures.activity import people
from ims_docs.domain.measures.figure import (
    Figure,
    Item,
    Question,
    closed_on,
    counting,
    day_of,
    item,
    middle,
    share,
)
from ims_docs.domain.worksheets.sheet import groups, said
from ims_docs.model.months import later

_LISTS = ("actions", "decisions")
_LEARNING = ("education", "training", "certificate", "coaching")
_HELPED = ("effective", "partly effective")


class _Action(NamedTuple):
    of: Item
    due: date
    done: date | None


def actions_in_time(asked: Question) -> Figure:
    """Of the actions that were due, those done by then."""
    due = [one for one in _actions(asked) if asked.period.holds(one.due)]
    return share(
        [one.of for one in due if one.done and one.done <= one.due], [one.of for one in due]
    )


def actions_overdue(asked: Question) -> Figure:
    """Actions that were late and not done when the period ended."""
    last = min(asked.period.last, asked.repository.as_of)
    late = (one for one in _actions(asked) if one.due < last)
    return counting([one.of for one in late if one.done is None or one.done > last])


def nonconformities_open(asked: Question) -> Figure:
    """Nonconformities that were open when the period ended."""
    return counting([item(one) for one in asked.left("nonconformity")])


def nonconformity_days(asked: Question) -> Figure:
    """From the day of a nonconformity until it was effective, of those that ended."""
    spans = [
        (item(one), (end - one.date).days)
        for one in asked.ended("nonconformity")
        if (end := closed_on(one)) and one.date
    ]
    return middle(spans)


def improvements_effective(asked: Question) -> Figure:
    """Improvements that were closed and found effective."""
    return counting(
        [
            item(one)
            for one in asked.ended("improvement")
            if one.content.text("effective") == "effective"
        ]
    )


def audits_reported(asked: Question) -> Figure:
    """Internal audits with a report of the period."""
    return counting([item(one) for one in asked.dated("internal-audit-report")])


def people_trained(asked: Question) -> Figure:
    """Of the people who are active, those who learned something in 24 months that helped."""
    begun, active = later(asked.period.last, -24), people(asked)
    trained: dict[str, str] = {}
    for one in asked.records("competence-evidence"):
        is_new = one.date and one.date > begun and one.content.text("effective") in _HELPED
        if is_new and one.content.text("kind") in _LEARNING:
            trained.setdefault(one.content.text("person"), one.id)
    counted = [one._replace(says=trained[one.id]) for one in active if one.id in trained]
    return share(counted, active)


def objectives_achieved(asked: Question) -> Figure:
    """Of the objectives that were due, those achieved."""
    register = asked.repository.register("objectives")
    due, achieved = [], []
    for one in register.entries if register else ():
        if register and one.id and asked.period.holds(day_of(one.values.get("due"))):
            due.append(Item(one.id, register.path, said(one.values, "status")))
            if said(one.values, "status") == "achieved":
                achieved.append(due[-1])
    return share(achieved, due)


def _actions(asked: Question) -> Iterator[_Action]:
    """Everything in a record that was to be done by a day."""
    for one in asked.repository.records:
        if not (one.id and one.date and one.date <= asked.period.last):
            continue
        for key in _LISTS:
            for place, values in groups(one.content.values, key):
                due, done = day_of(values.get("due")), day_of(values.get("done_on"))
                if due:
                    told = f"{key} {place + 1}, due {due}" + (f", done {done}" if done else "")
                    yield _Action(item(one, told), due, done)
