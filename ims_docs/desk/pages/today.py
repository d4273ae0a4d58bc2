"""Today: what waits for whoever sits here, what is late, and how the whole stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from ims_docs.desk.asking import Answer, Call, page
from ims_docs.desk.office import Sight
from ims_docs.domain.approval_state import unapproved
from ims_docs.domain.coverage import cover, questioned
from ims_docs.domain.duties import Duty, Urgency
from ims_docs.domain.next_step import first_step
from ims_docs.model.reason import words
from ims_docs.model.revision import Revision

_SAVES = 8
_FIRST = 12
"""So many lines of a list are shown at first."""


class Standing(NamedTuple):
    """The whole in a few figures."""

    open_nonconformities: int
    overdue: int
    not_approved: int
    questioned: tuple[str, ...]


def today(call: Call) -> Answer:
    """The page that opens first."""
    sight = call.look()
    mine: list[Duty] = []
    others: list[Duty] = []
    for one in sight.duties.duties:
        (mine if sight.person in sight.who.persons(one.who) else others).append(one)
    late = (Urgency.OVERDUE, Urgency.ASK)
    return page(
        "today.html",
        call,
        mine=mine[:_FIRST],
        more=max(len(mine) - _FIRST, 0),
        late=[one for one in others if one.urgency in late][:_FIRST],
        soon=[one for one in others if one.urgency is Urgency.SOON][:_FIRST],
        unfinished=_unfinished(sight)[:_FIRST],
        step=first_step(sight.repository),
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


def _unfinished(sight: Sight) -> list[tuple[str, str, int]]:
    """Documents with template text: path, title, number of places; the least work first."""
    found = [
        (one.path, one.title, len(one.template_text))
        for one in sight.repository.documents
        if one.template_text
    ]
    return sorted(found, key=lambda one: (one[2], one[0]))
