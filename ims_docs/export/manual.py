"""What a book of the whole system holds, in which order."""

from __future__ import annotations

from ims_docs.errors import RefusedError
from ims_docs.export.copies import Copy
from ims_docs.export.copying import Copying
from ims_docs.export.pdf.book import Part
from ims_docs.model.document import Document
from ims_docs.model.record import Record
from ims_docs.model.register import Register

TITLE = "Manual of the innovation management system"
_THEMES = (
    "context", "leadership", "planning", "support", "operation", "performance", "improvement",
)  # fmt: skip
_REGISTERS, _RECORDS = "Annex: registers", "Annex: records"


def parts(copying: Copying, *, draft: bool) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """The parts that hold something, and what is left out because it is not in force."""
    themes: dict[str, list[Copy]] = {}
    left_out: list[str] = []
    registers = sorted(copying.repository.registers, key=lambda one: one.type)
    records = sorted(copying.repository.records, key=lambda one: (one.id, one.path))
    for item in (*copying.every(), *registers, *records):
        try:
            copy = copying.copy(item, draft=draft)
        except RefusedError:
            left_out.append(f"{_name(item)} {item.title}")
            continue
        themes.setdefault(_part(item), []).append(copy)
    order = (*(one.capitalize() for one in _THEMES), *sorted(themes))
    named = dict.fromkeys(one for one in order if one in themes)
    first = [one for one in named if one not in (_REGISTERS, _RECORDS)]
    last = [one for one in (_REGISTERS, _RECORDS) if one in themes]
    return tuple(Part(one, tuple(themes[one])) for one in (*first, *last)), tuple(left_out)


def _name(item: Document | Record | Register) -> str:
    return item.type if isinstance(item, Register) else item.id


def _part(item: Document | Record | Register) -> str:
    """The theme of a document is its folder."""
    if isinstance(item, Register):
        return _REGISTERS
    if isinstance(item, Record):
        return _RECORDS
    folder = item.path.removeprefix("docs/").rpartition("/")[0]
    return folder.partition("/")[0].replace("-", " ").capitalize() or "Other"
