"""What is missing, clause by clause, with the one thing that helps as a button."""

from __future__ import annotations

from typing import NamedTuple

from ims_docs.desk.asking import Answer, Call, NoPageError, page
from ims_docs.desk.office import Sight
from ims_docs.domain.approval_state import Standing, standings
from ims_docs.domain.coverage import cover
from ims_docs.domain.coverage.ladder import ItemCoverage
from ims_docs.model.document import Document
from ims_docs.model.register import Register
from ims_docs.model.type import Kind


class Button(NamedTuple):
    """What helps: a page, or a text that is submitted."""

    word: str
    about: str
    address: str = ""
    submits: str = ""


class Gap(NamedTuple):
    """Something that a clause asks for and that is not there yet."""

    item: ItemCoverage
    buttons: tuple[Button, ...]


class Clause(NamedTuple):
    """A clause with gaps."""

    number: str
    title: str
    gaps: tuple[Gap, ...]


def gaps(call: Call) -> Answer:
    """Every clause in which something is missing."""
    sight = call.look()
    repository = sight.repository
    standard = repository.standards.get(repository.settings.leading)
    if standard is None:
        raise NoPageError
    found = cover(repository, standard)
    clauses = []
    for one in found.clauses:
        missing = [
            item
            for item in found.items
            if item.item.clause == one.text.clause
            and item.applicable
            and item.reach.rung < item.asked
        ]
        if missing:
            listed = tuple(Gap(item, tuple(buttons_of(sight, item))) for item in missing)
            clauses.append(Clause(str(one.text.clause), one.text.title, listed))
    return page(
        "gaps.html",
        call,
        clauses=clauses,
        standard=standard,
        number=sum(len(one.gaps) for one in clauses),
    )


def buttons_of(sight: Sight, item: ItemCoverage) -> list[Button]:
    """What would raise an item: writing, submitting, approving or recording."""
    found: list[Button] = []
    for name in item.item.types:
        type_ = sight.repository.types.get(name)
        if type_ is None:
            continue
        if type_.kind is Kind.RECORD:
            found.append(Button("Record", type_.title, f"/new/{name}"))
            continue
        held = [one for one in sight.repository.controlled if one.type == name]
        if not held:
            found.append(Button("Write", type_.title, f"/new/{name}"))
        found += [_of_text(sight, one) for one in held[:1] if isinstance(one, Document | Register)]
    return found


def _of_text(sight: Sight, subject: Document | Register) -> Button:
    standing: Standing = standings(sight.repository).of(subject)
    name = f"{standing.subject} {subject.title}"
    if subject.template_text:
        is_register = isinstance(subject, Register)
        place = (
            f"/{subject.path}" if is_register else f"/write/{subject.path.removeprefix('docs/')}"
        )
        return Button("Write", name, place)
    if standing.is_in_force:
        return Button("Read", name, f"/{subject.path}")
    if standing.prepared_by:
        return Button("Approve", name, f"/approve/{standing.subject}")
    return Button("Submit", name, submits=standing.subject)
