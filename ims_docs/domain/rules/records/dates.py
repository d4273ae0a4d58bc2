"""REC: the dates of a record are true to one another and to today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ims_docs.domain.rules._remedy import for_key
from ims_docs.domain.rules._rule import rule
from ims_docs.model.deadline import dated
from ims_docs.model.finding import Location, Problem, Severity
from ims_docs.model.months import days_later
from ims_docs.model.record import Record
from ims_docs.model.repository import Repository


@rule(
    "REC006",
    title="No record is dated in the future",
    severity=Severity.ERROR,
    hint="Correct the date.",
    clause="7.5.3",
)
def records_are_not_in_the_future(repository: Repository) -> Iterator[Problem]:
    """A record says what happened. What lies ahead is a plan.

    One day is allowed, for people in other time zones.
    """
    limit = days_later(repository.as_of, 1)
    for record in repository.judged_records:
        for key in ("date", "closed_on"):
            day = _day(record, key)
            if day and day > limit:
                yield Problem(
                    where=Location(record.path, *record.content.position(key)),
                    message=f"`{key}`: {day} lies after {repository.as_of}",
                    hint=for_key(
                        repository,
                        record,
                        f"Write the day on which it was, up to {repository.as_of}.",
                        key,
                    ),
                )


@rule(
    "REC008",
    title="A record is closed after it happened",
    severity=Severity.ERROR,
    hint="Correct one of the two dates.",
    clause="7.5.3",
)
def records_close_after_their_date(repository: Repository) -> Iterator[Problem]:
    """A record that is closed before its own date was written from hope."""
    for record in repository.judged_records:
        closed_on = _day(record, "closed_on")
        if record.date and closed_on and closed_on < record.date:
            yield Problem(
                where=Location(record.path, *record.content.position("closed_on")),
                message=f"Closed on {closed_on}, before its date {record.date}",
                hint=for_key(repository, record, "Correct one of the two dates.", "date"),
            )


@rule(
    "REC010",
    title="A closed record tells of nothing after its closing",
    severity=Severity.WARNING,
    hint="Correct one of the two dates.",
    clause="7.5.3",
)
def closed_records_tell_of_the_past(repository: Repository) -> Iterator[Problem]:
    """What a record says was done has to be done when the record is closed."""
    for record in repository.judged_records:
        closed_on = _day(record, "closed_on") if record.is_closed else None
        for way in repository.types[record.type].happened if closed_on else ():
            for pointer, day in dated(record.content.values, way):
                if closed_on and day > closed_on:
                    yield Problem(
                        where=Location(record.path, *record.content.position(*pointer)),
                        message=f"`{way[-1]}`: {day} lies after {closed_on}, when it was closed",
                        hint=for_key(
                            repository, record, "Correct one of the two dates.", _spelled(pointer)
                        ),
                    )


def _spelled(pointer: tuple[str | int, ...]) -> str:
    """The way to a key as `--set` takes it: actions[1].done_on, counted as people count."""
    steps = [f"[{one + 1}]" if isinstance(one, int) else f".{one}" for one in pointer]
    return "".join(steps).removeprefix(".")


def _day(record: Record, key: str) -> date | None:
    """The day under a key, None when it is missing, a placeholder or no day."""
    try:
        return date.fromisoformat(record.content.text(key))
    except ValueError:
        return None


RULES = (
    records_are_not_in_the_future,
    records_close_after_their_date,
    closed_records_tell_of_the_past,
)
