"""Registers, records and coverage as the lists of a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ims_docs import __version__
from ims_docs.domain.coverage import Coverage
from ims_docs.domain.views import Table, whole
from ims_docs.domain.views.table import whole_type
from ims_docs.export.copying import Copying
from ims_docs.export.workbook import Column, Row, Sheet
from ims_docs.formats import frontmatter
from ims_docs.model.content import Value
from ims_docs.model.type import Property, Type
from ims_docs.reporters import coverage as ladder
from ims_docs.services.workspace import Snapshot

_TEXT = Column("text", "Text", "text")
"""The words of a record below its keys."""


def register_sheet(copying: Copying, type_: Type) -> Sheet:
    """A whole register, every entry in its own order."""
    held = [one for one in copying.repository.registers if one.type == type_.name]
    lines = [entry.position[0] for one in held for entry in one.entries]
    table = whole(held, type_)
    rows = tuple(Row(_cells(table, at), one.path, lines[at]) for at, one in enumerate(table.rows))
    return Sheet(type_.name, tuple(_columns(table)), rows)


def record_sheet(copying: Copying, type_: Type) -> Sheet:
    """Every record of a type, with its text."""
    table = whole_type(copying.repository, type_)
    texts = _texts(copying.snapshot, [one.path for one in table.rows])
    rows = tuple(
        Row((*_cells(table, at), texts.get(one.path, "")), one.path)
        for at, one in enumerate(table.rows)
    )
    return Sheet(type_.name, (*_columns(table), _TEXT), rows)


def coverage_sheet(coverage: Coverage) -> Sheet:
    """Every clause on the evidence ladder."""
    columns = tuple(
        Column(name, name.capitalize(), "number" if name == "rung" else "line")
        for name in ladder.COLUMNS
    )
    at = ladder.COLUMNS.index("rung")
    rows = tuple(
        Row((*cells[:at], int(cells[at]), *cells[at + 1 :])) for cells in ladder.rows(coverage)
    )
    return Sheet(f"coverage {coverage.standard.id}", columns, rows)


def about(copying: Copying, sheets: Sequence[Sheet]) -> Iterator[tuple[str, str]]:
    """What a workbook is, and of which state."""
    yield "Organisation", copying.repository.settings.organisation
    yield "What this is", "An uncontrolled copy. The repository holds what counts."
    yield "As of", f"commit {copying.commit or 'none'}, saved {copying.moment.date()}"
    if copying.differs({row.path for sheet in sheets for row in sheet.rows if row.path}):
        yield "Not saved", "Some lists hold changes that no saved state has."
    for sheet in sheets:
        yield f"Rows of {sheet.name}", str(len(sheet.rows))
    yield "Made by", f"ims {__version__}"


def _cells(table: Table, at: int) -> tuple[Value, ...]:
    return tuple(table.rows[at].values.get(one.key) for one in table.columns)


def _columns(table: Table) -> Iterator[Column]:
    for one in table.columns:
        title = "Id" if one.key == "id" else one.title
        yield Column(one.key, title, one.form, _choices(table.type.property(one.key)))


def _choices(known: Property | None) -> tuple[str, ...]:
    """What the schema lets people choose from, where one is chosen."""
    return known.choices if known and known.form == "choice" else ()


def _texts(snapshot: Snapshot, paths: Sequence[str]) -> dict[str, str]:
    found = snapshot.bodies(path for path in paths if path.endswith(".md"))
    return {path: frontmatter.body_of(data).strip("\n") for path, data in found.items()}
