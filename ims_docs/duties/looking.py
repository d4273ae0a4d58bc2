"""Texts that somebody has to look at, because something around them happened."""

from __future__ import annotations

from collections.abc import Iterator

from ims_docs.approvals import suspects
from ims_docs.duties.duty import Duty, Urgency
from ims_docs.model.repository import Repository


def to_look_at(repository: Repository) -> Iterator[Duty]:
    """Every text in force that is suspect, with the day on which it became so."""
    for document in repository.documents if repository.statements else ():
        doubts = suspects(repository).of(document)
        if doubts:
            first = min(doubts, key=lambda one: one.day)
            more = f" (and {len(doubts) - 1} more)" if doubts[1:] else ""
            yield Duty(
                urgency=Urgency.LOOK,
                id=document.id,
                type=document.type,
                kind="suspect",
                what=f"{document.title}: {first.reason}{more}",
                who=document.content.text("owner"),
                day=first.day,
                path=document.path,
                line=first.line,
                command=f"ims review {document.id}",
            )
