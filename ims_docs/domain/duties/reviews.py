"""Reviews of registers and documents: when somebody has to go through them again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from ims_docs.domain.approval_state import Standing, review_of, standings
from ims_docs.domain.duties.duty import Duty, Urgency
from ims_docs.model.document import Document
from ims_docs.model.register import Register
from ims_docs.model.repository import Repository


def reviews(repository: Repository, final: Mapping[str, date]) -> Iterator[Duty]:
    """Every review that is to come, as if its day had come; and what was never reviewed."""
    for register in repository.registers:
        yield from _of_register(repository, register)
    for document in repository.documents:
        review = review_of(repository, document, final.get(document.path))
        if review.due is not None and review.last is not None:
            standing = standings(repository).of(document)
            if standing.next_review is not None:
                yield _of_approved(document, standing, review.due, review.months)
            else:
                yield _of_document(document, review.last, review.due, review.months)


def _of_register(repository: Repository, register: Register) -> Iterator[Duty]:
    """A register that is still template text is no duty of review: `ims check` speaks of it."""
    review = review_of(repository, register)
    is_used = not register.template_text and any(register.entries)
    if repository.types[register.type].review_months and (review.last or is_used):
        every = f"every {review.months} months"
        in_force = standings(repository).of(register).in_force
        how = "approved or looked at" if in_force else "reviewed"
        last = f"{how} on {review.last}, {every}" if review.last else f"never reviewed; {every}"
        yield Duty(
            urgency=Urgency.OVERDUE if review.due else Urgency.WAITING,
            id=register.type,
            type=register.type,
            kind="review",
            what=f"{register.title} (register): {last}",
            who=register.content.text("owner"),
            day=review.due,
            path=register.path,
            line=register.content.position("reviewed_on")[0],
            command=f"ims review {register.type}" if in_force else f"ims table {register.type}",
        )


def _of_approved(document: Document, standing: Standing, day: date, months: int) -> Duty:
    approved = standing.in_force
    since = f"version {approved.version}, approved on {approved.day}, " if approved else ""
    return Duty(
        urgency=Urgency.OVERDUE,
        id=document.id,
        type=document.type,
        kind="review",
        what=f"{document.title}: {since}to be reviewed every {months} months",
        who=document.content.text("owner"),
        day=day,
        path=document.path,
        line=document.content.position("version")[0],
        command=f"ims show {document.id}",
    )


def _of_document(document: Document, since: date, due: date, months: int) -> Duty:
    return Duty(
        urgency=Urgency.OVERDUE,
        id=document.id,
        type=document.type,
        kind="review",
        what=(
            f"{document.title}: last final version {document.version} of {since}, "
            f"to be reviewed every {months} months"
        ),
        who=document.content.text("owner"),
        day=due,
        path=document.path,
        line=document.content.position("version")[0],
        command=f"ims show {document.id}",
    )
