"""`ims export xlsx`, `csv` and `calendar`: registers, records, coverage and dates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ims_docs.cli.group import Context
from ims_docs.cli.handing_out import FINDINGS, folder_option, tell, write
from ims_docs.cli.options import as_of_option
from ims_docs.cli.seeing import Seen, audience_option, seen
from ims_docs.errors import ConfigurationError
from ims_docs.model.classification import Classification
from ims_docs.model.naming import type_called
from ims_docs.model.quoting import quoted
from ims_docs.model.type import Kind, Type

if TYPE_CHECKING:
    from ims_docs.export.copying import Copying
    from ims_docs.export.workbook import Sheet


def _list_options(command: Callable[..., None]) -> Callable[..., None]:
    """Which lists, of which state, for whom, and where they go."""
    for option in (
        folder_option,
        as_of_option,
        click.option("--at", metavar="REF", default="", help="At a tag, branch or commit."),
        audience_option,
        click.option("--all", "everything", is_flag=True, help="All registers, records, coverage."),
        click.option("--coverage", is_flag=True, help="Every clause on the evidence ladder."),
        click.option("--records", metavar="TYPE", multiple=True, help="Every record of this type."),
        click.argument("registers", metavar="[REGISTER]...", nargs=-1),
    ):
        command = option(command)
    return command


@click.command("xlsx")
@_list_options
@click.pass_context
def xlsx_command(  # noqa: PLR0913 - the options of one command
    context: click.Context,
    registers: Sequence[str],
    *,
    records: Sequence[str],
    coverage: bool,
    everything: bool,
    audience: Classification | None,
    at: str,
    as_of: date | None,
    folder: Path,
) -> None:
    """Registers, records and coverage as a workbook for Excel, one sheet each.

    Dates are dates and numbers are numbers. Texts are texts: none becomes a formula or a link.
    Columns with choices offer those of the type. The last sheets say what the workbook is and what
    its columns mean. Exit code: 0 written, 1 something does not fit, 2 wrong usage, 3 could not
    read.
    """
    from ims_docs.export.extras import needed
    from ims_docs.export.listing import about
    from ims_docs.export.workbook import workbook

    _require_lists(registers, records, is_named=coverage or everything)
    needed("xlsxwriter")
    found = seen(context.obj, at, as_of, audience)
    sheets = _sheets(found, registers, records, coverage=coverage, everything=everything)
    title = found.lists.repository.settings.organisation
    book = workbook(sheets, tuple(about(found.lists, sheets)), title, found.lists.moment)
    name = sheets[0].name.replace(" ", "-") if len(sheets) == 1 else "workbook"
    write(context.obj, folder, f"{name}.xlsx", book.data)
    context.exit(FINDINGS if tell(book.unshown) else 0)


@click.command("csv")
@_list_options
@click.option("--excel", "for_excel", is_flag=True, help="As Excel opens it by a double click.")
@click.option(
    "--separator", type=click.Choice(("comma", "semicolon", "tab")), default=None,
    help="The sign between two cells (default: a comma; with --excel what fits every country).",
)  # fmt: skip
@click.pass_obj
def csv_command(  # noqa: PLR0913 - the options of one command
    context: Context,
    registers: Sequence[str],
    *,
    records: Sequence[str],
    coverage: bool,
    everything: bool,
    audience: Classification | None,
    at: str,
    as_of: date | None,
    folder: Path,
    for_excel: bool,
    separator: str | None,
) -> None:
    """Registers, records and coverage as CSV, one file each. Nothing is cut.

    A list is joined by a semicolon and its parts can be told apart; a list of groups has one of
    them a line. A text that a spreadsheet would take for a formula has an apostrophe before it,
    which `ims import` takes away again. Exit code: 0 written, 2 wrong usage, 3 could not read.
    """
    from ims_docs.export.separated import dialect, separated

    _require_lists(registers, records, is_named=coverage or everything)
    found = seen(context, at, as_of, audience)
    form = dialect(separator or "", for_excel=for_excel)
    for sheet in _sheets(found, registers, records, coverage=coverage, everything=everything):
        write(context, folder, f"{sheet.name.replace(' ', '-')}.csv", separated(sheet, form))


def _require_lists(registers: Sequence[str], records: Sequence[str], *, is_named: bool) -> None:
    if not (registers or records or is_named):
        raise click.UsageError("Name registers, --records TYPE, --coverage or --all.")


def _sheets(
    found: Seen,
    registers: Sequence[str],
    records: Sequence[str],
    *,
    coverage: bool,
    everything: bool,
) -> list[Sheet]:
    from ims_docs.export.listing import coverage_sheet

    sheets = _all(found.lists) if everything else _named(found.lists, registers, records)
    return [*sheets, *([coverage_sheet(found.coverage())] if coverage or everything else [])]


def _named(copying: Copying, registers: Sequence[str], records: Sequence[str]) -> list[Sheet]:
    from ims_docs.export.listing import record_sheet, register_sheet

    lists = {one.name: one for one in (_type(copying, name, Kind.REGISTER) for name in registers)}
    kept = {one.name: one for one in (_type(copying, name, Kind.RECORD) for name in records)}
    sheets = [register_sheet(copying, one) for one in lists.values()]
    return [*sheets, *(record_sheet(copying, one) for one in kept.values())]


def _all(copying: Copying) -> list[Sheet]:
    from ims_docs.export.listing import record_sheet, register_sheet

    types, repository = copying.repository.types, copying.repository
    listed = dict.fromkeys(one.type for one in repository.registers if one.type in types)
    kept = dict.fromkeys(one.type for one in repository.records if one.type in types)
    sheets = [register_sheet(copying, types[name]) for name in listed]
    return [*sheets, *(record_sheet(copying, types[name]) for name in sorted(kept))]


def _type(copying: Copying, name: str, kind: Kind) -> Type:
    """The type that somebody means. Raises ConfigurationError."""
    known = type_called(copying.repository.types, name)
    what = "register" if kind is Kind.REGISTER else "type of record"
    if known is None or known.kind is not kind:
        raise ConfigurationError(
            f"There is no {what} {name!r}", hint="`ims list` shows what there is."
        )
    if kind is Kind.REGISTER and copying.repository.register(known.name) is None:
        raise ConfigurationError(
            f"There is no register {name!r} here that can be read",
            hint=f"Run `ims check {quoted(known.path(''))}`.",
        )
    return known


@click.command("calendar")
@click.option(
    "--person", default="", metavar="ID", help="Only what this person or the person's roles see to."
)
@audience_option
@as_of_option
@folder_option
@click.pass_context
def calendar_command(
    context: click.Context,
    *,
    person: str,
    audience: Classification | None,
    as_of: date | None,
    folder: Path,
) -> None:
    """Every day by which something has to happen, as a calendar file (.ics).

    One event for each duty of `ims status` that has a day, whether it is late or lies ahead. An
    event keeps its name: whoever reads the file again has it once, on its new day. Exit code:
    0 written, 2 wrong usage, 3 could not read.
    """
    from ims_docs.cli.person import person_meant
    from ims_docs.domain.duties import gather
    from ims_docs.export.calendar import calendar
    from ims_docs.model.directory import directory

    state = seen(context.obj, "", as_of, audience)
    repository = state.lists.repository
    person = person_meant(repository, person)
    found = gather(repository, state.changes(), days=0, person=person)
    who, organisation = directory(repository), repository.settings.organisation
    text = calendar(found, organisation, who, state.lists.moment)
    name = f"calendar-{person}" if person else "calendar"
    write(context.obj, folder, f"{name}.ics", text.encode())
