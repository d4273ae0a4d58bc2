"""How long nothing was done to a record: since its last saved change, as `ims status` counts."""

from __future__ import annotations

from ims_docs.model.record import Record
from ims_docs.site.pages import markup
from ims_docs.site.pages.content import SiteContent


def idle(content: SiteContent, record: Record) -> int | None:
    """Days since its last saved change, or since its date when it was never saved."""
    since = content.changes.touched.get(record.path) or record.date
    return max((content.repository.as_of - since).days, 0) if since else None


def is_stuck(content: SiteContent, record: Record) -> bool:
    """Whether it has waited longer than its state allows."""
    known = content.repository.types.get(record.type)
    state = known.life.state(record.state) if known else None
    days = idle(content, record)
    return bool(state and state.days and days is not None and days > state.days)


def shown(content: SiteContent, record: Record) -> str:
    """For how long an open record is unchanged, and that it is too long; a closed one rests."""
    days = idle(content, record)
    if record.is_closed or days is None:
        return "–"
    old = markup.count(days, "day")
    return f"{old}, **waiting too long**" if is_stuck(content, record) else old
