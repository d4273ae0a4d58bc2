"""`ims export pack`: everything that an auditor needs in one ZIP, with what proves it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ims_docs.cli.group import Context
from ims_docs.cli.handing_out import FINDINGS, folder_option, require_writable, tell, write
from ims_docs.cli.options import calendar_date
from ims_docs.cli.seeing import audience_option
from ims_docs.model.classification import Classification
from ims_docs.reporters.printable import printable

if TYPE_CHECKING:
    from ims_docs.export.pack import Made, Period
    from ims_docs.services.workspace import Workspace

_PARTS = ("site", "pdf", "workbook")


@click.command("pack")
@click.option("--baseline", metavar="NAME", help="The state that this baseline fixed.")
@click.option(
    "--period", metavar="FROM..TO", default="",
    help="The state at the end of the last day, with records and changes of these days.",
)  # fmt: skip
@audience_option
@click.option(
    "--sample",
    metavar="ID",
    multiple=True,
    help="Put this text into a folder of its own; of a draw for an audit, what was drawn too. Repeatable.",
)
@click.option(
    "--without", type=click.Choice(_PARTS), multiple=True, help="Leave this part out. Repeatable."
)
@click.option(
    "--as-of", type=calendar_date, metavar="DATE",
    help="Ask the questions on this day (default: the day on which the state was saved).",
)  # fmt: skip
@folder_option
@click.pass_context
def pack_command(  # noqa: PLR0913 - the options of one command
    context: click.Context,
    *,
    baseline: str | None,
    period: str,
    audience: Classification | None,
    sample: tuple[str, ...],
    without: tuple[str, ...],
    as_of: date | None,
    folder: Path,
) -> None:
    """Everything that an auditor needs as one ZIP, with what proves it.

    It holds the site, PDF files, a workbook, the files of the repository, approvals, the list of
    signers, the history as a git bundle, the report of `ims verify`, and two verifiers that need
    no ims. What is not saved is not in it. The same commit gives the same bytes, but for the
    bundle, which depends on the version of git. Exit code: 0 written, 1 something cannot be
    shown, 2 wrong usage, 3 could not read.
    """
    if baseline is not None and period:
        raise click.UsageError("Name a baseline or a period, not both.")
    if sample and "pdf" in without:
        raise click.UsageError("A sample is made of PDF files: do not leave them out.")
    from ims_docs.export.pack import Wish, assemble, file_name, require_parts, state_asked
    from ims_docs.site.build import read_verified

    days = _days_of(period)
    wish = Wish(period=days, audience=audience, sample=sample, without=frozenset(without))
    require_parts(wish.without)
    require_writable(context.obj, folder)
    workspace = context.obj.workspace()
    workspace.history.require_whole(lost=", so the history would be missing")
    state = state_asked(workspace, baseline, days, as_of)
    made = assemble(workspace.history, state, wish, read_verified)
    _tell_unsaved(context.obj, workspace)
    code = _tell_lacking(made)
    write(context.obj, folder, file_name(state, wish), made.data)
    context.exit(code)


def _tell_lacking(made: Made) -> int:
    """What is not in the pack, or not as it is elsewhere; the exit code."""
    code = FINDINGS if tell([one for one in made.unshown if one.is_lost]) else 0
    if others := sum(not one.is_lost for one in made.unshown):
        click.echo(f"note: {others} places look different in PDF than on their page", err=True)
    if made.left_out:
        click.echo(f"note: {len(made.left_out)} texts have no PDF; README.txt says why", err=True)
    for one in made.about.left_out:
        click.echo(f"{printable(one)}: left out, because not every computer could keep it")
        code = FINDINGS
    for one in made.fonts_of_computer:
        note = f"note: {printable(one)} uses fonts of this computer; another may set other bytes"
        click.echo(note, err=True)
    return code


def _tell_unsaved(context: Context, workspace: Workspace) -> None:
    from ims_docs.adapters.git.unsaved import unsaved

    if not context.quiet and (changed := unsaved(workspace.history)):
        files = "1 file is" if len(changed) == 1 else f"{len(changed)} files are"
        click.echo(f"note: {files} not saved, and not in the pack", err=True)


def _days_of(text: str) -> Period | None:
    """The days of a period, as people write it. Raises BadParameter."""
    from ims_docs.export.pack import Period

    if not text:
        return None
    first, dots, last = text.partition("..")
    if not dots:
        raise click.BadParameter(
            f"{text!r} is not a period; write two days: 2026-01-01..2026-12-31.",
            param_hint="--period",
        )
    found = Period(calendar_date(first), calendar_date(last))
    if found.first > found.last:
        raise click.BadParameter("The first day is after the last one.", param_hint="--period")
    return found
