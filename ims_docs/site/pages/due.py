"""What somebody has to do by a day: the duties of `ims status` that are late or near."""

from __future__ import annotations

from collections.abc import Sequence

from ims_docs.domain.duties import Duty, Urgency
from ims_docs.site.pages import late, markup
from ims_docs.site.pages.content import SiteContent

DATED = (Urgency.OVERDUE, Urgency.SOON)
"""What is late, and what is near."""


def duties(content: SiteContent) -> list[Duty]:
    """Everything that is late or due soon, the oldest first."""
    return [one for one in content.duties.duties if one.urgency in DATED]


def table(content: SiteContent, found: Sequence[Duty], origin: str) -> str:
    """Duties with their day, who answers for them, and whether they are late."""
    rows = [
        (
            f"{one.day} {late.since(content, one.day)}".rstrip(),
            _with_past(one),
            _where(content, one, origin),
            markup.inline(content.name(one.who)) if one.who else "–",
        )
        for one in found
    ]
    return markup.table(("Due", "What", "Where", "Who"), rows)


def _with_past(one: Duty) -> str:
    """What is to be done, and how often its day was moved."""
    past = f"<br>{markup.inline(one.moved.text)}" if one.moved else ""
    return f"{markup.inline(one.what)}{past}"


def _where(content: SiteContent, one: Duty, origin: str) -> str:
    target = content.find(one.id) or content.place(one.path)
    return markup.link(markup.inline(one.id or one.path), target, origin)
