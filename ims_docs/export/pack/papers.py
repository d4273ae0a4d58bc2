"""The papers of a pack: a PDF of each text, the manual, the sample, and the lists as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from ims_docs.errors import ConfigurationError, RefusedError, UnreadableError
from ims_docs.export.copies import Unshown
from ims_docs.export.copying import Copying
from ims_docs.export.listing import about, coverage_sheet, record_sheet, register_sheet
from ims_docs.export.manual import TITLE, parts
from ims_docs.export.pack.shown import Shown
from ims_docs.export.pdf import Fonts, book, sheet
from ims_docs.export.workbook import workbook
from ims_docs.model.document import Document
from ims_docs.model.page import Page
from ims_docs.model.record import Record
from ims_docs.model.register import Register

_DRAW = "audit-sample"
"""The type of records that say what an auditor drew."""


@dataclass(frozen=True, kw_only=True)
class Papers:
    """The papers in the making, and what they lack."""

    copying: Copying
    shown: Shown
    fonts: Fonts
    files: dict[str, bytes] = field(default_factory=dict)
    unshown: list[Unshown] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """Texts without a PDF, and why."""
    fonts_of_computer: list[str] = field(default_factory=list)

    def texts(self) -> None:
        """Each document as a file of its own, with its proof, and everything as a book."""
        for item in self.copying.every():
            self._paper("pdf", item)
        found, missing = parts(self.copying, draft=False)
        if not found:
            return
        try:
            made = book(TITLE, found, missing, self.copying.ids, self.fonts)
        except RefusedError as error:
            self.left_out.append(f"The manual: {error.message}")
            return
        self._keep("pdf/manual.pdf", made.data, made.unshown)
        if made.fonts_of_computer:
            self.fonts_of_computer.append("pdf/manual.pdf")

    def sample(self, identifiers: Iterable[str]) -> tuple[Document | Record | Register, ...]:
        """Each text that somebody asked to see, and for the record of a draw what was drawn.

        Raises ConfigurationError for one that is not there.
        """
        found = (one for name in identifiers for one in self._asked(name))
        items = tuple({one.path: one for one in found}.values())
        for item in items:
            self._paper("sample", item, draft=True)
        return items

    def _asked(self, identifier: str) -> Iterator[Document | Record | Register]:
        item = self.copying.find(identifier)
        if isinstance(item, Page):
            raise ConfigurationError(
                f"{item.path} is a working page and shows nothing that was done",
                hint="Name documents, records or registers as the sample.",
            )
        yield item
        drawn = item.content.values.get("samples") if item.type == _DRAW else None
        for one in drawn if isinstance(drawn, list) else ():
            try:
                found = self.copying.find(str(one))
            except ConfigurationError:
                self.left_out.append(f"{one}, which {identifier} names: no text here has this id")
                continue
            if not isinstance(found, Page):
                yield found

    def lists(self) -> None:
        """Registers, records and coverage as one workbook, without what may not be seen."""
        repository = self.shown.repository
        copying = replace(
            self.copying, snapshot=replace(self.copying.snapshot, repository=repository)
        )
        types = repository.types
        listed = dict.fromkeys(one.type for one in repository.registers if one.type in types)
        kept = dict.fromkeys(one.type for one in repository.records if one.type in types)
        sheets = [register_sheet(copying, types[name]) for name in listed]
        sheets += [record_sheet(copying, types[name]) for name in sorted(kept)]
        sheets += [coverage_sheet(one) for one in self.shown.coverages]
        title = repository.settings.organisation
        made = workbook(sheets, tuple(about(copying, sheets)), title, copying.moment)
        self._keep("workbook.xlsx", made.data, made.unshown)

    def _paper(
        self, folder: str, item: Document | Record | Register, *, draft: bool = False
    ) -> None:
        try:
            copy = self.copying.copy(item, draft=draft)
            made = sheet(copy, self.copying.ids, self.fonts)
        except (ConfigurationError, RefusedError, UnreadableError) as error:
            self.left_out.append(f"{item.path}: {error.message}")
            return
        name = f"{folder}/{copy.file_name}.pdf"
        if name in self.files:
            self.left_out.append(f"{item.path}: {copy.id} is the id of another text too")
            return
        self._keep(name, made.data, made.unshown)
        if made.fonts_of_computer:
            self.fonts_of_computer.append(name)

    def _keep(self, name: str, data: bytes, unshown: tuple[Unshown, ...]) -> None:
        self.files[name] = data
        self.unshown.extend(one for one in unshown if one not in self.unshown)
