"""The pack of a management review: each input from its period, as text and as the keys of the record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from ims_docs.adapters.git.saved import saved_by
from ims_docs.domain.reviewing.facts import (
    NOTHING,
    Span,
    earlier,
    facts,
    last_review,
    some,
    state_of,
)
from ims_docs.domain.reviewing.inputs import INPUTS, PERFORMANCE, Input
from ims_docs.errors import UnreadableError, unknown
from ims_docs.model.baseline import Baseline
from ims_docs.model.content import Value
from ims_docs.model.months import later
from ims_docs.model.repository import Repository
from ims_docs.services.baselines import ComparedState, compare, stored_baselines
from ims_docs.services.workspace import At, Snapshot, Workspace

_SOURCES = ("evaluation-report", "internal-audit-report", "nonconformity", "measurement")
_MONTHS = 12


class Part(NamedTuple):
    """One input with what the period says of it."""

    input: Input
    facts: tuple[str, ...]


class Pack(NamedTuple):
    """Everything that is put before a review."""

    span: Span
    since: str
    """What the period begins with, in words."""
    parts: tuple[Part, ...]

    @property
    def empty(self) -> tuple[str, ...]:
        """The inputs of which nothing is recorded."""
        return tuple(one.input.name for one in self.parts if not one.facts)


def pack_of(workspace: Workspace, since: str = "") -> Pack:
    """The pack of the period since a baseline; without one, since the last review or for a year.

    Raises ConfigurationError, HistoryUnavailableError.
    """
    workspace.history.require_whole(lost=", so the state at the beginning of the period is missing")
    now = workspace.open()
    begin = _begin(workspace, now.repository, since)
    before = workspace.open(At(begin.commit, begin.day)) if begin.commit else None
    span = Span(
        before=before.repository if before else None,
        now=now.repository,
        start=begin.day,
        end=workspace.today,
    )
    steps = tuple(_steps(before, now)) if before else ()
    parts = (
        Part(one, (*facts(span, one), *(steps if one.name == PERFORMANCE else ())))
        for one in INPUTS
    )
    return Pack(span, begin.told, tuple(parts))


def keys_of(pack: Pack) -> dict[str, Value]:
    """What the record of the review says before anybody met."""
    span = pack.span
    carried: list[Value] = []
    for one in earlier(span.now):
        state = state_of(one, span.end)
        row: dict[str, Value] = {"what": one.what, "review": one.id, "state": state}
        if state != "done":
            row["who"] = one.who
            row |= {"due": one.due.isoformat()} if one.due else {}
        carried.append(row)
    sources = [
        one.id
        for one in span.now.records
        if one.type in _SOURCES
        and one.is_closed
        and one.date
        and span.start <= one.date <= span.end
    ]
    keys: dict[str, Value] = {
        "title": f"Management review {span.end.year}",
        "period_from": span.start.isoformat(),
        "period_to": span.end.isoformat(),
    }
    if sources:
        keys["sources"] = list(sources)
    return {**keys, "earlier_actions": carried} if carried else keys


def filled(pack: Pack, text: str) -> str:
    """The form of the record with what the period says, above each place to fill in."""
    for title in dict.fromkeys(one.input.section for one in pack.parts):
        said = "\n\n".join(written(one) for one in pack.parts if one.input.section == title)
        place = re.compile(rf"(?ms)(^## {re.escape(title)}\n.*?)(?=^\[TODO:)")
        text = place.sub(lambda found, said=said: f"{found[1]}{said}\n\n", text, count=1)  # type: ignore[misc]
    return text


def written(part: Part) -> str:
    """One input as Markdown: its name, and a list or that there is nothing."""
    name = f"{part.input.name[0].upper()}{part.input.name[1:]}"
    rows = "\n".join(f"- {one}" for one in part.facts)
    return f"**{name}.** {NOTHING}" if not rows else f"**{name}.**\n\n{rows}"


class _Begin(NamedTuple):
    """With what the period begins."""

    day: date
    told: str
    commit: str
    """The state of that day; empty where nothing was kept yet."""


def _begin(workspace: Workspace, repository: Repository, since: str) -> _Begin:
    if since:
        baseline = _baseline(workspace, repository, since)
        day = baseline.made_at.date()
        return _Begin(day, f"the baseline {since} of {day}", baseline.commit)
    last = last_review(repository)
    told = f"the end of the period of {last.id}" if last else "a year ago"
    try:
        ended = date.fromisoformat(last.content.text("period_to") if last else "")
        day = min(ended + timedelta(days=1), workspace.today)
    except (ValueError, OverflowError):
        day, told = later(workspace.today, -_MONTHS), "a year ago"
    return _Begin(day, told, _kept(workspace, day))


def _kept(workspace: Workspace, day: date) -> str:
    """The commit that was the newest at the end of a day; empty where there was none."""
    if not workspace.history.has_commits:
        return ""
    try:
        found = saved_by(workspace.history, day, workspace.today)
    except UnreadableError:
        return ""
    return found.commit if found else workspace.history.head()


def _baseline(workspace: Workspace, repository: Repository, name: str) -> Baseline:
    found = stored_baselines(workspace.history, repository.settings.approval_level)
    known = {one.baseline.name: one.baseline for one in found if one.baseline}
    if name not in known:
        otherwise = "`ims baseline list` shows those that are saved to git."
        raise unknown("baseline", name, known, otherwise=otherwise)
    return known[name]


def _steps(before: Snapshot, now: Snapshot) -> Iterator[str]:
    """The clauses whose evidence has another rung."""
    sides = (ComparedState(one.repository, {}) for one in (before, now))
    steps = compare(*sides).steps
    for step in steps:
        if step.after < step.before:
            yield (
                f"Evidence of {step.clause} {step.title} went down: {int(step.before)} "
                f"{step.before.word} to {int(step.after)} {step.after.word}"
            )
    raised = [
        f"{one.clause} from {int(one.before)} to {int(one.after)}"
        for one in steps
        if one.after > one.before
    ]
    if raised:
        yield f"Evidence went up, {len(raised)} clauses: {some(raised)}"
