"""The state of a document in words: whether this text is in force, and what is if it is not."""

from __future__ import annotations

from ims_docs.domain.approval_state import (
    ApprovedVersion,
    Standing,
    State,
    people_of,
    standings,
    suspects,
)
from ims_docs.model.document import Document
from ims_docs.model.repository import Repository
from ims_docs.model.trust import Level


def state_of(repository: Repository, document: Document) -> str:
    """The version on the page, and how it stands to the version in force."""
    standing = standings(repository).of(document)
    version = f"version {document.version or 'none'}"
    in_force = standing.in_force
    if in_force is None:
        return f"{version}, {_without_force(standing)}"
    approval = approval_of(repository, in_force)
    if standing.is_in_force:
        suspect = ", suspect" if suspects(repository).of(document) else ""
        due = ", review due" if standing.state is State.REVIEW_DUE else ""
        return f"{version}, the version in force, {approval}{due}{suspect}"
    if standing.altered:
        return f"{version}, not the text that was {approval}"
    words = {
        State.PREPARED: "submitted as the next version",
        State.SUPERSEDED: "an earlier version",
    }
    word = words.get(standing.state, "draft of the next version")
    return f"{version}, {word}; version {in_force.version} is in force, {approval}"


def approval_of(repository: Repository, approved: ApprovedVersion) -> str:
    """By whom and when a text was approved, and how much stands behind that."""
    people = people_of(repository)
    recorded = repository.settings.approval_level is Level.RECORDED
    how = "recorded without a key as approved" if recorded else "approved"
    alone = f" alone: {approved.alone}" if approved.alone else ""
    return (
        f"{how} on {approved.day} by {' and '.join(map(people.name, approved.approved_by))}{alone}"
    )


def _without_force(standing: Standing) -> str:
    if standing.state is State.DRAFT:
        return "draft"
    if standing.state is State.PREPARED:
        return "submitted, not approved"
    return standing.state.value
