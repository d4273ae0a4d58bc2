"""Texts that somebody has to look at: submitted and returned ones, and those around which something changed."""

from __future__ import annotations

from collections.abc import Iterator

from ims_docs.domain.approval_state import (
    State,
    Subject,
    approver_role,
    judged,
    people_of,
    standings,
    suspects,
)
from ims_docs.domain.duties.duty import Duty, Urgency
from ims_docs.model.approval import Meaning, Statement
from ims_docs.model.document import Document
from ims_docs.model.repository import Repository


def to_look_at(repository: Repository) -> Iterator[Duty]:
    """Every text that waits for an approval or was returned, and every text in force that is suspect."""
    subjects: tuple[Subject, ...] = (*repository.documents, *repository.registers)
    for subject in subjects if repository.statements else ():
        if standings(repository).of(subject).state is State.PREPARED:
            yield _waiting(repository, subject)
        elif standings(repository).of(subject).returned:
            yield from _returned(repository, subject)
        elif suspects(repository).of(subject):
            yield _suspect(repository, subject)


def _waiting(repository: Repository, subject: Subject) -> Duty:
    """A submitted text, with those who may approve it."""
    standing, people = standings(repository).of(subject), people_of(repository)
    said = _submitted(repository, subject)
    role = approver_role(repository, subject)
    may = [
        people.name(one)
        for one in people.holders(role, repository.as_of)
        if not people.among(one, standing.prepared_by)
        and not people.among(one, standing.approved_by)
    ]
    by = " and ".join(map(people.name, standing.prepared_by))
    version = f"version {standing.version}" if isinstance(subject, Document) else "the next edition"
    who = " or ".join(may) or f"nobody yet: no other person holds the role {role}"
    return Duty(
        urgency=Urgency.LOOK,
        id=standing.subject,
        type=subject.type,
        kind="approval",
        what=f"{subject.title}: {version}, submitted by {by}, can be approved by {who}",
        who=role,
        day=said.signed_at.date(),
        path=subject.path,
        line=subject.content.position("version")[0],
        command=f"ims approve {standing.subject}",
    )


def _returned(repository: Repository, subject: Subject) -> Iterator[Duty]:
    """A text that was not approved, for those who submitted it."""
    standing, people = standings(repository).of(subject), people_of(repository)
    returned = standing.returned
    if returned is None:
        return
    for person in returned.submitted_by:
        yield Duty(
            urgency=Urgency.LOOK,
            id=standing.subject,
            type=subject.type,
            kind="returned",
            what=f"{subject.title}: {people.name(returned.by)} did not approve it: {returned.reason}",
            who=person,
            day=returned.day,
            path=subject.path,
            line=subject.content.position("version")[0],
            command=f"ims submit {standing.subject}",
        )


def _submitted(repository: Repository, subject: Subject) -> Statement:
    """The first statement that exactly this text is ready."""
    standing = standings(repository).of(subject)
    return next(
        one
        for one in judged(repository).counting(standing.subject)
        if one.meaning is Meaning.PREPARED
        and repository.digest_of(subject.path, one.version) == one.digest
    )


def _suspect(repository: Repository, subject: Subject) -> Duty:
    """A suspect text, with the day on which it became so."""
    doubts = suspects(repository).of(subject)
    first = min(doubts, key=lambda one: one.day)
    more = f" (and {len(doubts) - 1} more)" if doubts[1:] else ""
    name = standings(repository).of(subject).subject
    return Duty(
        urgency=Urgency.LOOK,
        id=name,
        type=subject.type,
        kind="suspect",
        what=f"{subject.title}: {first.reason}{more}",
        who=subject.content.text("owner"),
        day=first.day,
        path=subject.path,
        line=first.line,
        command=f"ims review {name}",
    )
