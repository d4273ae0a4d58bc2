"""Today: what waits for whoever sits here, what is late, and how the whole stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from ims_docs.desk.asking import Answer, Call, page
from ims_docs.desk.office import Sight
from ims_docs.domain.approval_state import unapproved
from ims_docs.domain.coverage import cover, questioned
from ims_docs.domain.duties import Duty, Urgency
from ims_docs.domain.next_step import first_step
from ims_docs.domain.views.reading import unread_by
from ims_docs.model.document import Document
from ims_docs.model.reason import words
from ims_docs.model.register import Register
from ims_docs.model.revision import Revision
from ims_docs.model.text import Leftover

_SAVES = 8
_FIRST = 12
"""So many lines of a list are shown at first."""


class Standing(NamedTuple):
    """The whole in a few figures."""

    open_nonconformities: int
    overdue: int
    not_approved: int
    questioned: tuple[str, ...]


class Unfinished(NamedTuple):
    """A text or a register that is not the organisation's own yet."""

    path: str
    title: str
    places: int
    """To fill in; where there is none, only the advice is left to follow."""
    is_register: bool

    @property
    def address(self) -> str:
        """Where one goes on with it."""
        return f"/{self.path}" if self.is_register else f"/write/{self.path[5:]}"


def today(call: Call) -> Answer:
    """The page that opens first."""
    sight = call.look()
    mine: list[Duty] = []
    others: list[Duty] = []
    for one in sight.duties.duties:
        (mine if sight.person in sight.who.persons(one.who) else others).append(one)
    unfinished = _unfinished(sight)
    late = (Urgency.OVERDUE, Urgency.ASK)
    return page(
        "today.html",
        call,
        mine=mine[:_FIRST],
        more=max(len(mine) - _FIRST, 0),
        late=[one for one in others if one.urgency in late][:_FIRST],
        soon=[one for one in others if one.urgency is Urgency.SOON][:_FIRST],
        to_read=unread_by(sight.repository, sight.person) if sight.person else (),
        unfinished=unfinished,
        first=_FIRST,
        step=_next_step(unfinished, sight),
        standing=standing_of(sight),
        verdict=call.office.verdict,
        happened=_happened(sight),
    )


def _happened(sight: Sight) -> list[Revision]:
    """The last saves, each once, the newest first."""
    found: dict[str, Revision] = {}
    for one in sight.revisions:
        said = f"{one.author} {one.subject}"
        if said not in found:
            found[said] = replace(one, subject=words(one.subject))
        if len(found) > _SAVES:
            break
    return list(found.values())[:_SAVES]


def standing_of(sight: Sight) -> Standing:
    """The figures beside the lists."""
    repository = sight.repository
    return Standing(
        open_nonconformities=sum(
            one.type == "nonconformity" and not one.is_closed for one in repository.records
        ),
        overdue=len(sight.duties.of(Urgency.OVERDUE)),
        not_approved=len(unapproved(repository)),
        questioned=tuple(_questioned(sight)),
    )


def _questioned(sight: Sight) -> Iterable[str]:
    repository = sight.repository
    standard = repository.standards.get(repository.settings.leading)
    if standard is None:
        return ()
    return (str(one.text.clause) for one in questioned(cover(repository, standard)))


def _unfinished(sight: Sight) -> list[Unfinished]:
    """Documents and registers with template text, the least work first."""
    repository = sight.repository
    items: tuple[Document | Register, ...] = (*repository.documents, *repository.registers)
    found = [
        Unfinished(
            one.path,
            one.title,
            sum(left.kind is Leftover.PLACEHOLDER for left in one.template_text),
            isinstance(one, Register),
        )
        for one in items
        if one.template_text
    ]
    return sorted(found, key=lambda one: (one.is_register, one.places, one.path))


def _next_step(unfinished: Sequence[Unfinished], sight: Sight) -> Unfinished | None:
    """The one to begin with."""
    step = first_step(sight.repository)
    return next((one for one in unfinished if step and one.path == step.path), None)
