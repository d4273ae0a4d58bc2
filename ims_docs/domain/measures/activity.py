"""Measures of ideas, tests, solutions and what people learn and bring in."""

from __future__ import annotations

from collections.abc import Iterator

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
from ims_docs.model.working_days import working_days

IDEA, INITIATIVE = "idea", "initiative"
_TAKEN = ("taken up", "combined")


def ideas_received(asked: Question) -> Figure:
    """Ideas of the period."""
    return counting([item(one) for one in asked.dated(IDEA)])


def ideas_answered_in_time(asked: Question) -> Figure:
    """Those whose author was answered within the limit."""
    received, limit = list(asked.dated(IDEA)), asked.limit
    answered, waiting = [], 0
    for one in received:
        day, begun = day_of(one.content.values.get("feedback_on")), one.date
        if limit is None or begun is None:
            continue
        taken = working_days if limit.is_working else (lambda first, last: (last - first).days)
        if day and taken(begun, day) <= limit.days:
            answered.append(item(one, f"answered on {day}"))
        elif day is None and taken(begun, asked.repository.as_of) <= limit.days:
            waiting += 1
    notes = (f"{waiting} of them may still be answered in time",) if waiting else ()
    return share(answered, [item(one) for one in received], notes)


def idea_answer_days(asked: Question) -> Figure:
    """From the day of an idea to the answer, of those answered in the period."""
    spans = [
        (item(one), (day - one.date).days)
        for one in asked.records(IDEA)
        if (day := day_of(one.content.values.get("feedback_on")))
        and asked.period.holds(day)
        and one.date
    ]
    return middle(spans)


def ideas_taken_up(asked: Question) -> Figure:
    """Of the ideas decided in the period, those that go on."""
    decided = list(asked.ended(IDEA))
    return share([item(one) for one in decided if one.state in _TAKEN], list(map(item, decided)))


def open_ideas(asked: Question) -> Figure:
    """Ideas that were open when the period ended."""
    return counting([item(one) for one in asked.left(IDEA)])


def open_idea_days(asked: Question) -> Figure:
    """How old those were, in the middle."""
    last = min(asked.period.last, asked.repository.as_of)
    return middle([(item(one), (last - one.date).days) for one in asked.left(IDEA) if one.date])


def insights_gathered(asked: Question) -> Figure:
    """Opportunities and reports of intelligence."""
    return counting([item(one) for one in asked.dated("opportunity", "intelligence-report")])


def experiments_ended(asked: Question) -> Figure:
    """Experiments that ended, with whatever result."""
    return counting(
        [
            item(one, one.content.text("result"))
            for one in asked.records("experiment")
            if asked.period.holds(day_of(one.content.values.get("ended_on")))
        ]
    )


def experiment_days(asked: Question) -> Figure:
    """From the day of an experiment to its end, of those that ended."""
    spans = [
        (item(one), (day - one.date).days)
        for one in asked.records("experiment")
        if (day := day_of(one.content.values.get("ended_on")))
        and asked.period.holds(day)
        and one.date
    ]
    return middle(spans)


def solutions_deployed(asked: Question) -> Figure:
    """Solutions that came into use; a withdrawal is none."""
    return counting(
        [
            item(one, one.content.text("kind"))
            for one in asked.dated("deployment")
            if one.state in ("deployed", "closed") and one.content.text("kind") != "withdrawal"
        ]
    )


def stopped_with_lesson(asked: Question) -> Figure:
    """Of the initiatives that ended, those that were stopped and left a lesson."""
    ended = list(asked.ended(INITIATIVE))
    stopped = [
        item(one) for one in ended if one.state == "stopped" and one.content.values.get("lessons")
    ]
    return share(stopped, list(map(item, ended)))


def initiative_days(asked: Question) -> Figure:
    """From the day of an initiative to its end, of those that ended."""
    spans = [
        (item(one), (end - one.date).days)
        for one in asked.ended(INITIATIVE)
        if (end := closed_on(one)) and one.date
    ]
    return middle(spans)


def lessons_recorded(asked: Question) -> Figure:
    """Lessons of the period."""
    return counting([item(one) for one in asked.dated("lesson")])


def lessons_used(asked: Question) -> Figure:
    """Of the lessons of 24 months, those that led to something."""
    begun = later(asked.period.last, -24)
    found = [one for one in asked.records("lesson") if one.date and one.date > begun]
    used = [item(one) for one in found if one.content.values.get("led_to")]
    return share(used, list(map(item, found)))


def rights_disclosed(asked: Question) -> Figure:
    """What was reported as worth protecting."""
    return counting([item(one) for one in asked.dated("ip-disclosure")])


def people_engaged(asked: Question) -> Figure:
    """Of the people who are active, those who brought, led or tested something."""
    active = people(asked)
    named = set(_engaged(asked))
    return share([one for one in active if one.id in named], active)


def people(asked: Question) -> list[Item]:
    """Everybody in the register of people who has not left."""
    register = asked.repository.register("people")
    return [
        Item(one.id, register.path)
        for one in (register.entries if register else ())
        if register and one.id and one.values.get("active") != "left"
    ]


def _engaged(asked: Question) -> Iterator[str]:
    for one in asked.dated(IDEA):
        yield one.content.text("author")
    for one in asked.dated("experiment"):
        yield one.content.text("owner")
    for one in asked.records(INITIATIVE):
        end = closed_on(one)
        if end is None or end >= asked.period.first:
            yield one.content.text("owner")
            yield from (said(who, "who") for _, who in groups(one.content.values, "team"))
