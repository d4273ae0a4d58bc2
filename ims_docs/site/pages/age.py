"""How long records have waited: since their date, and since anybody changed them."""

from __future__ import annotations

from ims_docs.model.record import Record
from ims_docs.site.pages import markup
from ims_docs.site.pages.content import SiteContent


def age(edition: SiteContent, record: Record) -> int | None:
    """Days since the day it speaks of, None when it names none."""
    return (edition.repository.as_of - record.date).days if record.date else None


def idle(edition: SiteContent, record: Record) -> int | None:
    """Days since its last saved change, or since its date when it was never saved."""
    changes = edition.revisions.get(record.path)
    if not changes:
        return age(edition, record)
    return max((edition.repository.as_of - changes[0].authored.date()).days, 0)


def is_stuck(edition: SiteContent, record: Record) -> bool:
    """Whether it has waited longer than its state allows."""
    known = edition.repository.types.get(record.type)
    state = known.life.state(record.state) if known else None
    days = idle(edition, record)
    return bool(state and state.days and days is not None and days > state.days)


def shown(edition: SiteContent, record: Record) -> str:
    """The age of an open record, and that it waits too long; a closed one has come to rest."""
    days = age(edition, record)
    if record.is_closed or days is None:
        return "–"
    old = markup.count(days, "day")
    return f"{old}, **stuck**" if is_stuck(edition, record) else old
