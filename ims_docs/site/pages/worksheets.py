"""What is computed from a record or register, as tables on its page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ims_docs.domain.worksheets import Sheet, sheets
from ims_docs.domain.worksheets.tasks import DONE
from ims_docs.model.content import Value
from ims_docs.model.document import Document
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.site.pages import charts, markup
from ims_docs.site.pages.content import SiteContent
from ims_docs.site.pages.naming import Naming
from ims_docs.site.pages.values import Values

COMPUTED = "Computed by the tool from the keys above; nothing of it is written by hand."


def section(content: SiteContent, item: Document | Record | Register, origin: str) -> Iterator[str]:
    """A table for each sheet, and what it comes to."""
    type_ = content.repository.types.get(item.type)
    shows, names = Values(content, origin, item.content), Naming(content, origin)
    for one in sheets(content.repository, type_, item.content.values, coverage=content.primary):
        yield f"**{markup.inline(one.title)}**"
        yield from _chart(one)
        yield from _plan(one)
        yield markup.table(
            [shows.show(cell) for cell in one.head],
            [[_cell(shows, names, cell) for cell in row] for row in one.rows],
        )
        yield from _notes(shows, one)


def _cell(shows: Values, names: Naming, cell: Value) -> str:
    """A cell; what names files says their titles."""
    if isinstance(cell, str) and "docs/" in cell:
        return names.sentence(cell)
    return shows.show(cell)


def _chart(one: Sheet) -> Iterator[str]:
    """The map of what was ranked."""
    found = one.figures.get("marks")
    marks = [
        charts.Mark(str(each[0]), each[1], each[2])
        for each in (found if isinstance(found, list) else ())
        if isinstance(each, list) and isinstance(each[1], int) and isinstance(each[2], int)
    ]
    if marks:
        yield charts.matrix(
            f"{one.title}: by number", "Likelihood that it is wrong", "Impact", marks
        )


def _plan(one: Sheet) -> Iterator[str]:
    """The tasks of a plan on a scale of days."""
    bars, today, target = (one.figures.get(key) for key in ("bars", "today", "target"))
    tasks = [
        charts.Task(
            str(each[0]),
            date.fromisoformat(str(each[1])),
            date.fromisoformat(str(each[2])),
            str(each[3]),
            str(each[3]) == DONE,
            each[4] is True,
        )
        for each in (bars if isinstance(bars, list) else ())
        if isinstance(each, list)
    ]
    if tasks:
        until = date.fromisoformat(str(target)) if target else None
        yield charts.gantt("Tasks over time", tasks, date.fromisoformat(str(today)), until)


def _notes(shows: Values, one: Sheet) -> Iterator[str]:
    if one.notes:
        yield markup.bullets([*(shows.show(note) for note in one.notes), COMPUTED])
