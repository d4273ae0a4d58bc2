"""Until when a closed record is kept."""

from __future__ import annotations

from datetime import date

from ims_docs.model.months import later
from ims_docs.model.record import Record
from ims_docs.model.type import Type


def kept_until(record: Record, type_: Type) -> date | None:
    """The last day of the time that its type is kept for; None while it is open, or says no day."""
    if not record.is_closed:
        return None
    try:
        closed = date.fromisoformat(record.content.text("closed_on"))
    except ValueError:
        return None
    return later(closed, 12 * type_.retention_years)
