"""Copies to take away: a text as PDF or for Word, lists as a workbook, the days as a calendar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from ims_docs.desk.asking import Answer, Attachment, Call, NoPageError
from ims_docs.desk.pages.covering import covered
from ims_docs.desk.pages.packing import pack_file
from ims_docs.domain.duties import gather
from ims_docs.errors import RefusedError
from ims_docs.export.calendar import calendar
from ims_docs.export.copies import Copy
from ims_docs.export.copying import Copying
from ims_docs.export.extras import needed
from ims_docs.model.type import Kind

if TYPE_CHECKING:
    from ims_docs.export.pdf import Fonts, Made

_OPEN = "application/vnd.openxmlformats-officedocument."
_COVERAGE = "coverage"


def exporting(call: Call) -> Answer:
    """A file for the browser to save. Nothing is written here."""
    make = _FORMS.get(call.path["form"])
    if make is None:
        raise NoPageError
    return make(call, call.path["name"])


def _copying(call: Call) -> Copying:
    sight = call.look()
    sight.workspace.history.require_whole(lost=", so the revisions of a text are missing")
    return Copying(snapshot=sight.snapshot, today=sight.repository)


def _copy(copying: Copying, name: str) -> Copy:
    """The text in force; where there is none, the one that lies there, with a mark on every page."""
    item = copying.find(name)
    try:
        return copying.copy(item, draft=False)
    except RefusedError:
        return copying.copy(item, draft=True)


def _pdf(call: Call, name: str) -> Attachment:
    needed("typst")
    from ims_docs.export.pdf import sheet

    return _set(call, name, sheet)


def _slides(call: Call, name: str) -> Attachment:
    needed("typst")
    from ims_docs.export.pdf import slides

    return _set(call, name, slides, "-slides")


def _set(
    call: Call,
    name: str,
    make: Callable[[Copy, Mapping[str, str], Fonts], Made],
    ending: str = "",
) -> Attachment:
    from ims_docs.export.pdf import Fonts

    copying = _copying(call)
    copy = _copy(copying, name)
    made = make(copy, copying.ids, Fonts(()))
    return Attachment(made.data, "application/pdf", f"{copy.file_name}{ending}.pdf")


def _word(call: Call, name: str) -> Attachment:
    needed("docx")
    from ims_docs.export.word import document

    copying = _copying(call)
    copy = _copy(copying, name)
    made = document(copy, copying.ids, None)
    return Attachment(made.data, f"{_OPEN}wordprocessingml.document", f"{copy.file_name}.docx")


def _workbook(call: Call, name: str) -> Attachment:
    needed("xlsxwriter")
    from ims_docs.export.listing import about, coverage_sheet, record_sheet, register_sheet
    from ims_docs.export.workbook import workbook

    copying, types = _copying(call), call.look().repository.types
    if name == _COVERAGE:
        sheet = coverage_sheet(covered(call))
    elif name in types and types[name].kind is Kind.RECORD:
        sheet = record_sheet(copying, types[name])
    elif name in types and copying.repository.register(name):
        sheet = register_sheet(copying, types[name])
    else:
        raise NoPageError
    title = copying.repository.settings.organisation
    made = workbook((sheet,), tuple(about(copying, (sheet,))), title, copying.moment)
    return Attachment(made.data, f"{_OPEN}spreadsheetml.sheet", f"{sheet.name}.xlsx")


def _calendar(call: Call, name: str) -> Attachment:
    """The days of everybody, or of whoever sits here."""
    sight, copying = call.look(), _copying(call)
    if name not in ("all", "mine"):
        raise NoPageError
    if name == "mine" and not sight.person:
        raise RefusedError(
            "Nobody knows yet who sits here", hint="Say who you are, then try again."
        )
    person = sight.person if name == "mine" else ""
    found = gather(sight.repository, sight.changes, days=0, person=person)
    organisation = sight.repository.settings.organisation
    text = calendar(found, organisation, sight.who, copying.moment)
    file = f"calendar-{person}.ics" if person else "calendar.ics"
    return Attachment(text.encode(), "text/calendar", file)


_FORMS: Mapping[str, Callable[[Call, str], Attachment]] = MappingProxyType(
    {
        "pdf": _pdf,
        "slides": _slides,
        "docx": _word,
        "xlsx": _workbook,
        "ics": _calendar,
        "zip": pack_file,
    }
)
