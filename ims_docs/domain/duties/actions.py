"""Everything that was decided to be done, followed until it is done and judged: also in what is closed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ims_docs.domain.duties.deadlines import Tracked, tracked
from ims_docs.domain.duties.holders import says, text_of
from ims_docs.model.repository import Repository

_NO = re.compile(r"(?:no|not)\b", re.IGNORECASE)


class Progress(StrEnum):
    """How far something is that was to be done."""

    OVERDUE = "overdue"
    """Its day has passed."""
    ASK = "to ask about"
    """Its day has passed, and nothing here can say whether it was done."""
    OPEN = "open"
    NOT_SHOWN = "not shown as done"
    """What it stands in is closed or was followed by a newer one, and nothing says that it was done."""
    DONE = "done"
    EFFECTIVE = "effective"
    """Done, and somebody judged that it helped."""
    NOT_EFFECTIVE = "not effective"


class Action(NamedTuple):
    """Something that was to be done, wherever it was decided."""

    id: str
    """Of the document, record or entry in which it stands."""
    source: str
    """What that is called."""
    type: str
    group: str
    """What the list is called in which it stands."""
    what: str
    who: str
    due: date | None
    progress: Progress
    done: str
    """The day on which it was done, or the record that shows it."""
    judged: str
    """Whether it helped, in the words of whoever judged it."""
    path: str
    line: int
    is_source_closed: bool


def actions(repository: Repository) -> tuple[Action, ...]:
    """All actions, measures and decisions, in the order of what they stand in."""
    found = [
        _action(one, repository.as_of)
        for one in tracked(repository)
        if one.ended_by and (one.day or one.deadline.group)
    ]
    return tuple(sorted(found, key=lambda one: (one.id, one.path, one.line)))


def _action(one: Tracked, today: date) -> Action:
    texts = (text_of(one.beside, key) for key in ("what", "action", "title"))
    return Action(
        id=one.holder.id,
        source=one.holder.title,
        type=one.holder.type.name,
        group=one.deadline.group or one.holder.type.title,
        what=next((text for text in texts if text), one.holder.title),
        who=one.who,
        due=one.day,
        progress=_progress(one, today),
        done=next(_ends(one), "") if one.is_done else "",
        judged=_judged(one),
        path=one.holder.path,
        line=one.line,
        is_source_closed=one.holder.is_closed,
    )


def _ends(one: Tracked) -> Iterator[str]:
    for key in one.ended_by:
        if says(one.beside.get(key)):
            yield text_of(one.beside, key)


def _progress(one: Tracked, today: date) -> Progress:
    if one.is_done:
        judged = _judged(one)
        if not judged or judged.casefold().startswith("partly"):
            return Progress.DONE
        return Progress.NOT_EFFECTIVE if _NO.match(judged) else Progress.EFFECTIVE
    if one.is_dropped:
        return Progress.NOT_SHOWN
    if one.day is None or one.day >= today:
        return Progress.OPEN
    return Progress.ASK if one.deadline.ask else Progress.OVERDUE


def _judged(one: Tracked) -> str:
    """What beside it, or in the record as a whole, is said of its effect."""
    if one.deadline.ask:
        return ""
    for values in (one.beside, one.holder.values):
        if says(values.get("effective")):
            return text_of(values, "effective")
    checked = text_of(one.holder.values, "verified_on")
    return f"checked on {checked}" if says(checked) and one.holder.is_closed else ""
