"""`ims export pack`: everything that an auditor needs in one ZIP, with what proves it."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ims_docs.cli.group import Context
from ims_docs.cli.handing_out import FINDINGS, folder_option, tell, write
from ims_docs.cli.options import calendar_date
from ims_docs.cli.pack_state import PackState, days_of, state_asked
from ims_docs.errors import ConfigurationError
from ims_docs.model.classification import WORDS, Classification, classified
from ims_docs.reporters.printable import printable

if TYPE_CHECKING:
    from ims_docs.adapters.git import History
    from ims_docs.export.pack import Made, Period, Shown, Taken
    from ims_docs.services.workspace import Workspace
    from ims_docs.site.pages import SiteContent

_PARTS = ("site", "pdf", "workbook")
_SHORT = 10


@click.command("pack")
@click.option("--baseline", metavar="NAME", help="The state that this baseline fixed.")
@click.option(
    "--period", metavar="FROM..TO", default="",
    help="The state at the end of the last day, with records and changes of these days.",
)  # fmt: skip
@click.option(
    "--audience", type=click.Choice(WORDS),
    callback=lambda _context, _option, word: classified(word) if word else None,
    help="Leave out everything that is classified above this (default: nothing is left out).",
)  # fmt: skip
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
    _require_parts(without)
    workspace = context.obj.workspace()
    days = days_of(period)
    history = workspace.history
    history.require_whole(lost=", so the history would be missing")
    state = state_asked(workspace, baseline, days, as_of)
    made = _made(history, state, days, audience, sample, frozenset(without))
    _tell_unsaved(context.obj, workspace)
    code = _tell_lacking(made)
    write(context.obj, folder, _file_name(state, audience, days), made.data)
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


def _require_parts(without: tuple[str, ...]) -> None:
    """Raise ConfigurationError where a library is not installed, before anything takes time."""
    from ims_docs.export.extras import needed

    for part, library in (("pdf", "typst"), ("workbook", "xlsxwriter")):
        if part in without:
            continue
        try:
            needed(library)
        except ConfigurationError as error:
            hint = f"{error.hint} Or leave it out: `--without {part}`."
            raise ConfigurationError(error.message, hint=hint) from error


def _made(  # noqa: PLR0913, PLR0917 - what a pack is made of
    history: History,
    state: PackState,
    days: Period | None,
    audience: Classification | None,
    sample: tuple[str, ...],
    without: frozenset[str],
) -> Made:
    from ims_docs.export.pack import Request, make, taken
    from ims_docs.export.pack.verifiers import verifiers
    from ims_docs.site import build as site_build

    with taken(history, state.commit, state.day) as found:
        verifier = site_build.Verifier(known=found.verification)
        content = site_build.read(found.workspace, site_build.Asked(found.day, verifier, audience))

        def site() -> Mapping[str, bytes]:
            return {} if "site" in without else _site(content, found)

        return make(
            Request(
                taken=found,
                shown=_shown(content, audience),
                site=site,
                verifiers=verifiers(),
                baseline=state.name,
                baseline_files=state.files,
                period=days,
                sample=sample,
                without=without,
            )
        )


def _shown(content: SiteContent, audience: Classification | None) -> Shown:
    from ims_docs.export.pack import Shown

    return Shown(
        repository=content.repository,
        audience=audience,
        told=f"{content.edition.told}." if content.edition.told else "",
        coverages=content.coverages,
        revisions=content.revisions,
        log=content.log,
    )


def _site(content: SiteContent, found: Taken) -> dict[str, bytes]:
    """The pages of the site, by path."""
    from ims_docs.site import build as site_build

    with tempfile.TemporaryDirectory(prefix="ims-pack-") as name:
        place = Path(name) / "site"
        site_build.build_from(content, found.workspace, place)
        return {
            one.relative_to(place).as_posix(): one.read_bytes()
            for one in sorted(place.rglob("*"))
            if one.is_file() and one.name != site_build.MARKER
        }


def _tell_unsaved(context: Context, workspace: Workspace) -> None:
    from ims_docs.adapters.git.unsaved import unsaved

    if not context.quiet and (changed := unsaved(workspace.history)):
        files = "1 file is" if len(changed) == 1 else f"{len(changed)} files are"
        click.echo(f"note: {files} not saved, and not in the pack", err=True)


def _file_name(state: PackState, audience: Classification | None, days: Period | None) -> str:
    name = state.name or state.commit[:_SHORT]
    if days:
        name = f"{days.first}-to-{days.last}"
    return f"pack-{name}{f'-{audience.word}' if audience is not None else ''}.zip"
