"""Dates that contradict one another. Every date here is claimed; an anchor alone proves one. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from ims_docs.adapters.git.ledger import Ledger, LedgerCommit, moment
from ims_docs.model.finding import Location
from ims_docs.model.months import days_later
from ims_docs.model.repository import Repository
from ims_docs.services.verification.result import Check, Irregularity, Kind

CLOCKS = 300
"""Seconds by which the clocks of two computers may be apart."""
_ASK = "Ask who made it, and look for other evidence of the day, such as mails or minutes."


def examine_dates(
    history: Ledger, repository: Repository | None, as_of: date, late_after: int
) -> Iterator[Irregularity]:
    """What cannot be true of the dates of commits, records and statements."""
    end = datetime.combine(days_later(as_of, 1), time.max, UTC).timestamp()
    for one in history.commits:
        yield from _of_commit(one, history, end)
    if repository is not None:
        yield from _late(history, repository, late_after)


def _of_commit(one: LedgerCommit, history: Ledger, end: float) -> Iterator[Irregularity]:
    if moment(one.authored) is None or moment(one.committed) is None:
        yield _found("Its date is one that no calendar has", one.name)
        return
    for name in one.parents:
        parent = history.by_name.get(name)
        if parent and one.committed < parent.committed - CLOCKS:
            yield _found(
                f"It is dated {_day(one.committed)} (claimed), and the commit before it "
                f"{_day(parent.committed)} (claimed)",
                one.name,
            )
    if one.authored > one.committed + CLOCKS:
        yield _found(
            f"It says that it was written on {_day(one.authored)} and saved on "
            f"{_day(one.committed)}, before that (both claimed)",
            one.name,
        )
    if max(one.authored, one.committed) > end:
        latest = max(one.authored, one.committed)
        yield _found(f"It is dated in the future: {_day(latest)} (claimed)", one.name)


def _late(history: Ledger, repository: Repository, late_after: int) -> Iterator[Irregularity]:
    """Records and statements that came in long after the day they speak of."""
    first = _first_commits(history)
    dated = [(one.path, one.date, "recorded") for one in repository.records if one.date]
    dated += [
        (one.path, one.statement.signed_at.date(), "saved")
        for one in repository.statements
        if one.statement is not None
    ]
    for path, day, word in dated:
        commit = first.get(_name(path))
        saved = commit.moment if commit else None
        if commit is None or saved is None:
            continue
        days = (saved.date() - day).days
        if days > late_after:
            yield _found(
                f"It is dated {day} (claimed) and was {word} {days} days later, "
                f"on {saved:%Y-%m-%d} (claimed)",
                commit.name,
                path,
            )


def _first_commits(history: Ledger) -> dict[str, LedgerCommit]:
    """By name of a file: the commit that first held it, wherever it lay then."""
    found: dict[str, LedgerCommit] = {}
    for one in history.commits:
        for touch in history.own(one.name):
            if touch.after:
                found.setdefault(_name(touch.path), one)
    return found


def _name(path: str) -> str:
    """What stays the same when a file is moved: a record's name; of a statement the whole path."""
    return path.rpartition("/")[2] if path.startswith("docs/records/") else path


def _found(message: str, commit: str, path: str = "") -> Irregularity:
    return Irregularity(
        check=Check.DATES,
        kind=Kind.DATES,
        message=message,
        hint=_ASK,
        where=Location(path),
        commit=commit,
    )


def _day(seconds: int) -> str:
    found = moment(seconds)
    return f"{found:%Y-%m-%d %H:%M} UTC" if found else str(seconds)
