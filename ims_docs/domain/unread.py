"""What files hold that could not be read: who looks for an id is told where it stands. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from ims_docs.domain.analysis import derived_of_part
from ims_docs.errors import UnreadableError
from ims_docs.model.defect import Defect, DefectKind
from ims_docs.model.naming import plain_id
from ims_docs.model.quoting import quoted
from ims_docs.model.repository import Repository


@derived_of_part
def claimed(repository: Repository) -> Mapping[str, Defect]:
    """By path, id, or type of register: why the file that seems to hold it could not be read."""
    found: dict[str, Defect] = {}
    for defect in repository.defects:
        if defect.kind is DefectKind.UNREADABLE:
            for name in (defect.path, *defect.claims):
                found.setdefault(name, defect)
    return found


def why_unread(repository: Repository, name: str) -> Defect | None:
    """Why nothing is known of an id, where a file seems to hold it that could not be read."""
    if repository.holders_of(name) or repository.register(name):
        return None
    known = claimed(repository)
    return known.get(name) or known.get(plain_id(name))


def refuse_unread(repository: Repository, name: str) -> None:
    """Do nothing where an id may really be missing. Raises UnreadableError where its file is broken."""
    if defect := why_unread(repository, name):
        raise UnreadableError(
            f"{name} cannot be read: {defect.place}: {defect.message}",
            hint=f"{defect.hint} `ims check {quoted(defect.path)}` looks at it again.",
        )
