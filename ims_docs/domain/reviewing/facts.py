"""What a period left behind for one input: records, entries that are not what they were, new versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ims_docs.domain.approval_state import People, people_of
from ims_docs.domain.duties.actions import Action, Progress, actions
from ims_docs.domain.reviewing.inputs import EARLIER, Input
from ims_docs.model.content import Value
from ims_docs.model.record import Record
from ims_docs.model.repository import Repository

REVIEW = "management-review"
NOTHING = "Nothing recorded in this period."
_SHOWN = 12
_STATES = {
    Progress.DONE: "done",
    Progress.EFFECTIVE: "done",
    Progress.NOT_EFFECTIVE: "done",
    Progress.OVERDUE: "late",
    Progress.ASK: "late",
    Progress.OPEN: "under way",
    Progress.NOT_SHOWN: "late",
}


class Span(NamedTuple):
    """What a review looks back on: two states and the days between."""

    before: Repository | None
    """The state at its beginning; None where nothing was kept yet."""
    now: Repository
    start: date
    end: date


def facts(span: Span, one: Input) -> tuple[str, ...]:
    """Lines of a list; none where nothing is recorded."""
    if one.name == EARLIER:
        people = people_of(span.now)
        return tuple(_told(action, people, span.end) for action in earlier(span.now))
    found: list[str] = []
    for name in one.records:
        found += _records(span, name)
    for name in one.registers:
        found += _entries(span, name)
    found += _documents(span, one.documents)
    return tuple(found)


def last_review(repository: Repository) -> Record | None:
    """The newest review that is closed."""
    closed = [one for one in repository.records if one.type == REVIEW and one.is_closed]
    return max(
        closed, key=lambda one: (str(one.content.values.get("period_to")), one.id), default=None
    )


def open_review(repository: Repository) -> Record | None:
    """A review that is prepared and not closed yet."""
    found = (one for one in repository.records if one.type == REVIEW and not one.is_closed)
    return next(found, None)


def earlier(repository: Repository) -> tuple[Action, ...]:
    """What the last review decided or carried on, each with how far it has come."""
    last = last_review(repository)
    every = actions(repository) if last else ()
    return tuple(one for one in every if last and one.path == last.path)


def state_of(action: Action, today: date) -> str:
    """The state of a decision as a record of the next review says it."""
    is_ahead = action.due is None or action.due >= today
    if action.progress is Progress.NOT_SHOWN and is_ahead:  # a newer review is open
        return _STATES[Progress.OPEN]
    return _STATES[action.progress]


def _told(action: Action, people: People, today: date) -> str:
    due = f", due {action.due}" if action.due else ""
    shown = f", shown by {action.done}" if action.done else ""
    state = state_of(action, today)
    ask = "" if shown or state != "late" else ": nothing shows that it was done"
    who = people.name(action.who) if action.who else "nobody"
    return f"{action.what} ({who}{due}): {state}{shown}{ask}"


def _records(span: Span, name: str) -> Iterator[str]:
    """Those of a type that are dated or closed in the period."""
    known = span.now.types.get(name)
    rows = [one for one in span.now.records if one.type == name and _is_within(one, span)]
    if not known or not rows:
        return
    told = [
        f"{one.id} {_title(one.title, one.content.values)} ({one.state}, {one.date})"
        for one in rows
    ]
    yield f"{known.title}, {len(rows)}: {some(told)}"


def _is_within(one: Record, span: Span) -> bool:
    days = [one.date, _day(one.content.values.get("closed_on"))]
    return any(day is not None and span.start <= day <= span.end for day in days)


def _entries(span: Span, name: str) -> Iterator[str]:
    """What came, changed and went in a register."""
    register = span.now.register(name)
    then = span.before.register(name) if span.before else None
    if register is None or register.template_text:
        return  # what the template filled says nothing of this organisation
    new = {one.id: one.values for one in register.entries}
    old = {one.id: one.values for one in then.entries} if then else {}
    for word, ids, side in (
        ("new", [one for one in new if one not in old], new),
        ("changed", [one for one in new if one in old and new[one] != old[one]], new),
        ("taken out", [one for one in old if one not in new], old),
    ):
        if ids:
            told = [f"{one} {_name(side[one])}".strip() for one in ids]
            yield f"{register.title}, {len(ids)} {word}: {some(told)}"


def _documents(span: Span, names: Sequence[str]) -> Iterator[str]:
    """Documents whose version is another one."""
    then = {one.id: one.version for one in span.before.documents} if span.before else {}
    for one in span.now.documents:
        is_own = one.type in names and not one.template_text
        if is_own and one.version != then.get(one.id):
            was = f" (before: {then[one.id]})" if one.id in then else " (new)"
            yield f"{one.id} {_title(one.title, one.content.values)}: version {one.version}{was}"


def some(told: Sequence[str]) -> str:
    """The first of many, and how many more there are."""
    more = f"; and {len(told) - _SHOWN} more" if len(told) > _SHOWN else ""
    return "; ".join(told[:_SHOWN]) + more


def _title(title: str, values: Mapping[str, Value]) -> str:
    """A title; of what is confidential the id has to do."""
    return "(confidential)" if values.get("classification") == "confidential" else title


def _name(values: Mapping[str, Value]) -> str:
    found = (values.get(key) for key in ("title", "name"))
    return next((one for one in found if isinstance(one, str)), "")


def _day(value: Value) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
