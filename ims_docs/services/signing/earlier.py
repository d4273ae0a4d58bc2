"""What the history knows of a text since it was last approved."""

from __future__ import annotations

from typing import NamedTuple

from ims_docs.adapters.git import History
from ims_docs.domain.approval_state import ApprovedVersion
from ims_docs.model.approval import digest


class Before(NamedTuple):
    """The text in force, and who has changed the file since."""

    text: bytes | None = None
    """None when nothing is in force, or when the history does not hold it."""
    changed_by: tuple[str, ...] = ()
    """E-mail addresses of the authors of the changes, newest first."""


def since_approval(
    history: History, path: str, subject: str, approved: ApprovedVersion | None
) -> Before:
    """Go back through the revisions of a file to the text that was approved."""
    revisions = history.revisions(path)
    names = [f"{one.commit}:{one.path}" for one in revisions]
    changed_by: dict[str, None] = {}
    for revision, data in zip(revisions, history.blobs(names) if names else (), strict=True):
        if approved and data and digest(subject, approved.version, data) == approved.digest:
            return Before(data, tuple(changed_by))
        changed_by[revision.email.casefold()] = None
    return Before(None, tuple(changed_by))
