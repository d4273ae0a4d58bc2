"""Reviews of registers and documents: when somebody has to go through them again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from ims_docs.domain.approval_state import Standing, review_months, standings
from ims_docs.domain.duties.duty import Duty, Urgency
from ims_docs.model.document import Document
from ims_docs.model.months import later
from ims_docs.model.register import Register
from ims_docs.model.repository import Repository
from ims_docs.model.type import Type


def reviews(repository: Repository, final: Mapping[str, date]) -> Iterator[Duty]:
    """Every review that is to come, as if its day had come; and what was never reviewed."""
    for register in repository.registers:
        yield from _of_register(register, repository.types[register.type])
    for document in repository.documents:
        months = review_months(repository, document)
        standing = standings(repository).of(document)
        if standing.next_review is not None:
            yield _of_approved(document, standing, standing.next_review, months)
        elif standing.is_open and document.is_final and document.path in final:
            yield _of_document(document, final[document.path], months)


def _of_register(register: Register, type_: Type) -> Iterator[Duty]:
    """A register that is still template text is no duty of review: `ims check` speaks of it."""
    reviewed = _reviewed_on(register)
    is_used = not register.template_text and any(register.entries)
    months = type_.review_months
    if months and (reviewed or is_used):
        every = f"every {months} months"
        last = f"reviewed on {reviewed}, {every}" if reviewed else f"never reviewed; {every}"
        yield Duty(
            urgency=Urgency.OVERDUE if reviewed else Urgency.WAITING,
            id=register.type,
            type=register.type,
            kind="review",
            what=f"{register.title} (register): {last}",
            who=register.content.text("owner"),
            day=later(reviewed, months) if reviewed else None,
            path=register.path,
            line=register.content.position("reviewed_on")[0],
            command=f"ims table {register.type}",
        )


def _reviewed_on(register: Register) -> date | None:
    try:
        return date.fromisoformat(register.content.text("reviewed_on"))
    except ValueError:
        return None


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


def _of_document(document: Document, since: date, months: int) -> Duty:
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
        day=later(since, months),
        path=document.path,
        line=document.content.position("version")[0],
        command=f"ims show {document.id}",
    )
