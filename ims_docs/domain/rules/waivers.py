"""WVR: waivers are in date, used, decided by a known person, and never about altered evidence."""

from __future__ import annotations

from collections.abc import Iterator

from ims_docs.domain.rules._rule import rule
from ims_docs.model.finding import Location, Problem, Severity
from ims_docs.model.repository import Repository


@rule(
    "WVR001",
    title="No waiver has expired",
    severity=Severity.ERROR,
    hint="Put the finding right, or decide again with a new date.",
)
def waivers_are_in_date(repository: Repository) -> Iterator[Problem]:
    """A waiver is a decision for a time. When the time is over, somebody has to decide again."""
    for waiver in repository.settings.waivers:
        if waiver.until < repository.as_of:
            yield Problem(
                where=Location("ims.yml", waiver.line, 1),
                message=f"The waiver of {waiver.code} ended on {waiver.until}",
            )


@rule(
    "WVR002",
    title="Every waiver names a registered person",
    severity=Severity.ERROR,
    hint="Name a person of docs/registers/people.yaml.",
)
def waivers_name_a_person(repository: Repository) -> Iterator[Problem]:
    """Somebody has to answer for not applying a rule."""
    people = repository.register("people")
    known = {entry.id for entry in people.entries} if people else set()
    for waiver in repository.settings.waivers:
        if waiver.person not in known:
            yield Problem(
                where=Location("ims.yml", waiver.line, 1),
                message=f"The waiver of {waiver.code} names {waiver.person}, who is not registered",
            )


@rule(
    "WVR003",
    title="Every waiver covers a finding",
    severity=Severity.WARNING,
    hint="Delete the waiver.",
    whole=True,
)
def waivers_are_used(_repository: Repository) -> Iterator[Problem]:
    """A waiver that covers nothing hides the next finding of its kind.

    The engine adds these findings, because only it knows what the other rules found.
    """
    yield from ()


@rule(
    "WVR004",
    title="No waiver speaks of evidence that was altered",
    severity=Severity.ERROR,
    hint="Delete the waiver, and put right what it was to cover.",
    clause="7.5.3",
)
def waivers_leave_integrity_alone(repository: Repository) -> Iterator[Problem]:
    """Whether a closed record or an approved text is what it was is a fact. Nobody can decide it.

    So the rules of the families HIS and APR have no waivers. One that is written all the same
    covers nothing.
    """
    for waiver in repository.settings.waivers:
        if waiver.is_void:
            yield Problem(
                where=Location("ims.yml", waiver.line, 1),
                message=f"{waiver.code} tells of evidence that was altered; it cannot be waived",
            )


RULES = (
    waivers_are_in_date,
    waivers_name_a_person,
    waivers_are_used,
    waivers_leave_integrity_alone,
)
