"""All duties of a repository on its day."""

from __future__ import annotations

from ims_docs.domain.duties.attention import to_look_at
from ims_docs.domain.duties.deadlines import deadlines
from ims_docs.domain.duties.duty import Changes, Duties, Duty, Urgency
from ims_docs.domain.duties.records import open_records
from ims_docs.domain.duties.reviews import reviews
from ims_docs.model.directory import directory
from ims_docs.model.document import Document
from ims_docs.model.months import days_later
from ims_docs.model.register import Register
from ims_docs.model.repository import Repository

_ORDER = {urgency: place for place, urgency in enumerate(Urgency)}


def gather(repository: Repository, changes: Changes, *, days: int, person: str = "") -> Duties:
    """Every duty, the most urgent first; with a person only what this person answers for."""
    who = directory(repository)
    dated = (*deadlines(repository), *reviews(repository, changes.final))
    found = [
        one
        for one in (*dated, *to_look_at(repository), *open_records(repository, changes.touched))
        if not person or person in who.persons(one.who)
    ]
    try:
        horizon = days_later(repository.as_of, days)
    except OverflowError:
        horizon = repository.as_of.max
    near = [one for one in found if not _is_ahead(one) or not one.day or one.day <= horizon]
    ahead = sorted(
        (one for one in found if _is_ahead(one) and one.day and one.day > horizon), key=_by_day
    )
    judged = (
        one._replace(urgency=Urgency.SOON)
        if _is_ahead(one) and one.day and one.day >= repository.as_of
        else one
        for one in near
    )
    living: tuple[Document | Register, ...] = (*repository.documents, *repository.registers)
    return Duties(
        as_of=repository.as_of,
        days=days,
        duties=tuple(sorted(judged, key=_key)),
        ahead=tuple(one._replace(urgency=Urgency.SOON) for one in ahead),
        unfinished=len([one for one in living if one.template_text]),
    )


def _is_ahead(duty: Duty) -> bool:
    """Whether its day is one by which something has to happen."""
    return duty.urgency in (Urgency.OVERDUE, Urgency.ASK)


def _key(duty: Duty) -> tuple[int, str, str, str, int]:
    return _ORDER[duty.urgency], *_by_day(duty)


def _by_day(duty: Duty) -> tuple[str, str, str, int]:
    return duty.day.isoformat() if duty.day else "", duty.id, duty.path, duty.line
