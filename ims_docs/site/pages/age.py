"""How long records have waited: since their date, and since anybody changed them."""

from __future__ import annotations

from ims_docs.model.record import Record
from ims_docs.site.pages import markup
from ims_docs.site.pages.content import SiteContent


def age(content: SiteContent, record: Record) -> int | None:
    """Days since the day it speaks of, None when it names none."""
    return (content.repository.as_of - record.date).days if record.date else None


def idle(content: SiteContent, record: Record) -> int | None:
    """Days since its last saved change, or since its date when it was never saved."""
    changes = content.revisions.get(record.path)
    if not changes:
        return age(content, record)
    return max((content.repository.as_of - changes[0].authored.date()).days, 0)


def is_stuck(content: SiteContent, record: Record) -> bool:
    """Whether it has waited longer than its state allows."""
    known = content.repository.types.get(record.type)
    state = known.life.state(record.state) if known else None
    days = idle(content, record)
    return bool(state and state.days and days is not None and days > state.days)


def shown(content: SiteContent, record: Record) -> str:
    """The age of an open record, and that it waits too long; a closed one has come to rest."""
    days = age(content, record)
    if record.is_closed or days is None:
        return "–"
    old = markup.count(days, "day")
    return f"{old}, **stuck**" if is_stuck(content, record) else old
