"""How far a document or register has come: what its approvals add to its text."""

from __future__ import annotations

from ims_docs.domain.approval_state import (
    ApprovedVersion,
    Standing,
    State,
    Subject,
    approver_role,
    people_of,
    suspects,
)
from ims_docs.domain.coverage.ladder import Reach, Rung
from ims_docs.model.repository import Repository
from ims_docs.model.trust import Level


def approved_reach(
    repository: Repository, subject: Subject, standing: Standing, unfinished: str
) -> Reach:
    """The reach of one of them; `unfinished` says why its text is not complete, if it is not."""
    in_force = standing.in_force
    if standing.state in (State.WITHDRAWN, State.SUPERSEDED) and in_force is None:
        return _reach(
            subject,
            Rung.MISSING,
            f"{standing.state}, so it is evidence of nothing",
            f"Write a new version, then `ims submit {standing.subject}`",
        )
    if unfinished and (in_force is None or standing.is_in_force or standing.altered):
        return _reach(subject, Rung.SCAFFOLDED, unfinished, f"Complete {subject.path}")
    if in_force is None:
        return _not_approved(repository, subject, standing)
    if standing.altered:
        return _reach(
            subject,
            Rung.COMPLETED,
            f"its text is not the one that was approved as version {standing.altered.version}",
            'Give it the next version, such as "1.1", and submit it; or bring the approved text back',
        )
    return _in_force(repository, subject, standing, in_force)


def _not_approved(repository: Repository, subject: Subject, standing: Standing) -> Reach:
    if standing.state is not State.PREPARED:
        submit = f"Submit it with `ims submit {standing.subject}`"
        return _reach(subject, Rung.COMPLETED, "complete, not approved", submit)
    people = people_of(repository)
    by = " and ".join(map(people.name, standing.prepared_by))
    role = approver_role(repository, subject)
    return _reach(
        subject,
        Rung.COMPLETED,
        f"complete, submitted by {by}, not approved",
        f"A holder of the role {role} approves it with `ims approve {standing.subject}`",
    )


def _in_force(
    repository: Repository, subject: Subject, standing: Standing, edition: ApprovedVersion
) -> Reach:
    told = _told(repository, standing, edition)
    if edition.alone:
        told = f"{told} alone: {edition.alone}"
        if not repository.settings.alone:
            return _reach(subject, Rung.APPROVED, told, "Let somebody else approve it too")
    review = standing.next_review
    if review is not None and repository.as_of > review:
        return _reach(
            subject,
            Rung.APPROVED,
            f"{told}, review was due on {review}",
            f'Look at it again, then `ims review {standing.subject} --still-valid "because …"`',
        )
    doubts = suspects(repository).of(subject)
    if doubts:
        more = f" (and {len(doubts) - 1} more)" if doubts[1:] else ""
        return _reach(
            subject,
            Rung.APPROVED,
            f"{told}, suspect: {doubts[0].reason}{more}",
            f"Look at what changed with `ims review {standing.subject}`, then confirm or revise it",
        )
    return _reach(subject, Rung.CURRENT, f"{told}, next review by {review}", "")


def _told(repository: Repository, standing: Standing, edition: ApprovedVersion) -> str:
    """By whom it was approved, when, and whether the text in the tree is another one."""
    people = people_of(repository)
    recorded = repository.settings.approval_level is Level.RECORDED
    by = " and ".join(map(people.name, edition.approved_by))
    how = "recorded without a key as approved" if recorded else "approved"
    text = "" if standing.is_in_force else f"version {edition.version} in force, "
    return f"{text}{how} on {edition.day} by {by}"


def _reach(subject: Subject, rung: Rung, reason: str, raise_by: str) -> Reach:
    path = subject.path
    return Reach(rung=rung, reason=f"{path}: {reason}", raise_by=raise_by, place=path)
