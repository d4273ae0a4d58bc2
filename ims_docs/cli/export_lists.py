"""`ims export xlsx` and `ims export calendar`: registers, records, coverage and dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ims_docs.cli.group import Context
from ims_docs.cli.handing_out import FINDINGS, copying_at, folder_option, tell, write
from ims_docs.cli.options import as_of_option, past_state
from ims_docs.errors import ConfigurationError
from ims_docs.model.naming import type_called
from ims_docs.model.quoting import quoted
from ims_docs.model.type import Kind, Type

if TYPE_CHECKING:
    from ims_docs.export.copying import Copying
    from ims_docs.export.workbook import Sheet


@click.command("xlsx")
@click.argument("registers", metavar="[REGISTER]...", nargs=-1)
@click.option("--records", metavar="TYPE", multiple=True, help="Every record of this type.")
@click.option("--coverage", is_flag=True, help="Every clause on the evidence ladder.")
@click.option("--all", "everything", is_flag=True, help="All registers, all records, coverage.")
@click.option("--at", metavar="REF", default="", help="At a tag, branch or commit.")
@as_of_option
@folder_option
@click.pass_context
def xlsx_command(  # noqa: PLR0913 - the options of one command
    context: click.Context,
    registers: Sequence[str],
    *,
    records: Sequence[str],
    coverage: bool,
    everything: bool,
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

    if not (registers or records or coverage or everything):
        raise click.UsageError("Name registers, --records TYPE, --coverage or --all.")
    needed("xlsxwriter")
    copying = copying_at(context.obj, at, as_of)
    sheets = list(_named(copying, registers, records))
    if everything:
        sheets = list(_all(copying))
    if coverage or everything:
        sheets.append(_coverage(context.obj, at, as_of))
    title = copying.repository.settings.organisation
    book = workbook(sheets, tuple(about(copying, sheets)), title, copying.moment)
    name = sheets[0].name.replace(" ", "-") if len(sheets) == 1 else "workbook"
    write(context.obj, folder, f"{name}.xlsx", book.data)
    context.exit(FINDINGS if tell(book.unshown) else 0)


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


def _coverage(context: Context, at: str, as_of: date | None) -> Sheet:
    from ims_docs.domain.coverage import cover
    from ims_docs.export.listing import coverage_sheet

    repository = context.workspace().open(past_state(at, as_of)).repository
    standard = repository.standards.get(repository.settings.leading)
    if standard is None:
        raise ConfigurationError(
            f"There is no standard {repository.settings.leading!r}", hint="Look into ims.yml."
        )
    return coverage_sheet(cover(repository, standard))


@click.command("calendar")
@click.option(
    "--person", default="", metavar="ID", help="Only what this person or the person's roles see to."
)
@as_of_option
@folder_option
@click.pass_context
def calendar_command(
    context: click.Context, *, person: str, as_of: date | None, folder: Path
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
    from ims_docs.services.timeline import changes_known

    copying = copying_at(context.obj, "", as_of)
    repository = copying.repository
    person = person_meant(repository, person)
    history = context.obj.workspace().history
    changes = changes_known(history, repository, history.revisions())
    found = gather(repository, changes, days=0, person=person)
    who, organisation = directory(repository), repository.settings.organisation
    text = calendar(found, organisation, who, copying.moment)
    name = f"calendar-{person}" if person else "calendar"
    write(context.obj, folder, f"{name}.ics", text.encode())
