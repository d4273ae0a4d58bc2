"""What is late, said in words wherever its day stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from ims_docs.domain.duties import Duty, Urgency
from ims_docs.model.moved_date import MovedDate
from ims_docs.site.pages import markup
from ims_docs.site.pages.content import SiteContent

_PASSED = (Urgency.OVERDUE, Urgency.ASK)


def since(content: SiteContent, day: date | None) -> str:
    """How many days ago it was to be done, empty when it was not yet."""
    days = (content.repository.as_of - day).days if day else 0
    return f'<strong class="ims-late">{markup.count(days, "day")} late</strong>' if days > 0 else ""


def at(content: SiteContent, path: str, line: int) -> str:
    """The same of the deadline that stands on a line of a file, where it is still open."""
    due = (one for one in of(content, path) if one.line == line and one.urgency in _PASSED)
    return next((since(content, one.day) for one in due), "")


def of(content: SiteContent, path: str) -> Iterator[Duty]:
    """What has to be done about a file by a day, the first day first."""
    mine = (one for one in content.duties_of.get(path, ()) if one.day and one.kind == "deadline")
    yield from sorted(mine, key=lambda one: (one.day or date.max, one.line))


def next_of(content: SiteContent, path: str) -> str:
    """The first of them, with how late it is."""
    one = next(of(content, path), None)
    if one is None:
        return ""
    late = since(content, one.day)
    return f"**Next** {markup.inline(one.what)}, by {one.day}{f', {late}' if late else ''}"


def moved_dates(every: Sequence[MovedDate]) -> Iterator[str]:
    """Promises that were moved, in plain sight; a next look that was set again, to be opened."""
    promised = [one for one in every if not one.is_renewed]
    again = [one for one in every if one.is_renewed]
    if promised:
        yield markup.box("warning", "Deadlines that were moved", _dated(promised))
    if again:
        title = f"Dates that were set again as they came due: {len(again)}"
        yield markup.folded("note", title, _dated(again))


def _dated(moved: Sequence[MovedDate]) -> str:
    told = Counter(f"{one.what}: {one.text}" for one in moved)
    return "<br>".join(
        f"{f'{number} × ' if number > 1 else ''}{markup.inline(one)}"
        for one, number in told.items()
    )
