"""Which revision of a document or register was approved, and by whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeAlias

from ims_docs.adapters.git import History
from ims_docs.domain.approval_state import Subject, people_of, standings
from ims_docs.model.approval import digest
from ims_docs.model.repository import Repository
from ims_docs.model.revision import Revision

Approval: TypeAlias = Callable[[bytes], str]
"""Who approved these bytes, in words; empty when nobody did."""


def with_approvals(
    history: History, revisions: Iterable[Revision], approval: Approval
) -> tuple[Revision, ...]:
    """The same revisions with who approved exactly their bytes."""
    known = tuple(revisions)
    blobs = list(dict.fromkeys(one.blob for one in known if one.blob))
    contents = zip(blobs, history.blobs(blobs), strict=True)
    found = {blob: approval(data) for blob, data in contents if data is not None}
    return tuple(replace(one, approval=found.get(one.blob, "")) for one in known)


def approval_lookup(repository: Repository, subject: Subject) -> Approval:
    """What the approvals of a document or register say of any bytes that it had."""
    standing, people = standings(repository).of(subject), people_of(repository)

    def message(data: bytes) -> str:
        for approved in standing.versions:
            if digest(standing.subject, approved.version, data) == approved.digest:
                by = " and ".join(map(people.name, approved.approved_by))
                alone = f" alone: {approved.alone}" if approved.alone else ""
                return f"version {approved.version} approved on {approved.day} by {by}{alone}"
        return ""

    return message
