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
    from ims_docs.export.workbook import Sheet

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
    from ims_docs.export.listing import about
    from ims_docs.export.workbook import workbook

    copying = _copying(call)
    sheet = _sheet(call, copying, name)
    title = copying.repository.settings.organisation
    made = workbook((sheet,), tuple(about(copying, (sheet,))), title, copying.moment)
    return Attachment(made.data, f"{_OPEN}spreadsheetml.sheet", f"{sheet.name}.xlsx")


def _separated(call: Call, name: str) -> Attachment:
    """As Excel opens it by a double click in every country."""
    from ims_docs.export.separated import dialect, separated

    sheet = _sheet(call, _copying(call), name)
    data = separated(sheet, dialect("", for_excel=True))
    return Attachment(data, "text/csv", f"{sheet.name.replace(' ', '-')}.csv")


def _sheet(call: Call, copying: Copying, name: str) -> Sheet:
    """The rows of a register, of a type of record, or of the coverage. Raises NoPageError."""
    from ims_docs.export.listing import coverage_sheet, record_sheet, register_sheet

    types = call.look().repository.types
    if name == _COVERAGE:
        return coverage_sheet(covered(call))
    if name in types and types[name].kind is Kind.RECORD:
        return record_sheet(copying, types[name])
    if name in types and copying.repository.register(name):
        return register_sheet(copying, types[name])
    raise NoPageError


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
        "csv": _separated,
        "ics": _calendar,
        "zip": pack_file,
    }
)
