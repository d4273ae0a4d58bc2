"""`ims site`: the pages that readers and auditors browse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

import click

from ims_docs.cli.group import Context
from ims_docs.cli.options import against_option, calendar_date, codes_option, root_option
from ims_docs.model.classification import WORDS, Classification, classified
from ims_docs.reporters.printable import printable
from ims_docs.services.verification import Elsewhere
from ims_docs.site import build as site_build

_as_of = click.option(
    "--as-of",
    type=calendar_date,
    metavar="DATE",
    help="Ask the questions on this day (default: today, UTC).",
)
_audience = click.option(
    "--audience",
    type=click.Choice(WORDS),
    callback=lambda _context, _option, word: classified(word) if word else None,
    help="Leave out everything that is classified above this (default: nothing is left out).",
)


def _verifying(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say how the history is verified, brought together as `verifier`."""

    @click.option(
        "--no-verify", is_flag=True,
        help="Do not look whether the history was tampered with. Every page then says so.",
    )  # fmt: skip
    @root_option
    @codes_option
    @against_option
    @click.pass_obj
    @wraps(command)
    def asked(
        obj: Context,
        /,
        *,
        no_verify: bool,
        root: str,
        codes: tuple[str, ...],
        against: tuple[Path, ...],
        **options: Any,  # noqa: ANN401 - the options of the command itself
    ) -> None:
        elsewhere = Elsewhere(root=root, codes=codes, copies=against)
        if no_verify and elsewhere:
            raise click.UsageError(
                "--no-verify does not go with --root, --code and --against: they say what to compare with."
            )
        verifier = site_build.Verifier(is_off=no_verify, elsewhere=elsewhere, folder=obj.folder)
        command(verifier=verifier, **options)

    return asked


@click.group("site")
def command() -> None:
    """Build, serve or stage the site of this repository.

    It shows every document, register and record with its revisions, every clause with
    its evidence, and what is missing. It opens from a folder and loads nothing from
    anywhere else.
    """


@command.command("build")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
    help="The folder to write to (default: site in the repository).",
)  # fmt: skip
@_as_of
@_verifying
@_audience
@click.pass_context
def build(
    context: click.Context,
    output: Path | None,
    as_of: date | None,
    *,
    verifier: site_build.Verifier,
    audience: Classification | None,
) -> None:
    """Build the site into a folder that opens in any browser.

    Every page says what `ims verify` says of the history, and the page of whatever was
    altered or is gone says why.
    A file that cannot be read has a page that says why, and a text that could act is shown
    as it is written. A text whose name not every machine can keep has a page under another
    name. The repository's own mkdocs.yml is not used. Exit code: 0 built, 2 wrong usage
    or the folder is somebody else's, 3 could not read.
    """
    obj: Context = context.obj
    workspace = obj.workspace()
    workspace.require_history()
    target = obj.folder / output if output else workspace.root / "site"
    made = site_build.build(workspace, target, as_of=as_of, verifier=verifier, audience=audience)
    _report(context, made)


@command.command("stage")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@_as_of
@_verifying
@_audience
@click.pass_context
def stage(
    context: click.Context,
    directory: Path,
    as_of: date | None,
    *,
    verifier: site_build.Verifier,
    audience: Classification | None,
) -> None:
    """Write the pages as Markdown files into DIR, for another site generator."""
    obj: Context = context.obj
    workspace = obj.workspace()
    workspace.require_history()
    target = obj.folder / directory
    made = site_build.stage(workspace, target, as_of=as_of, verifier=verifier, audience=audience)
    _report(context, made)


@command.command("serve")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Where to listen.",
)
@_verifying
@_audience
@click.pass_context
def serve(
    context: click.Context,
    port: int,
    *,
    verifier: site_build.Verifier,
    audience: Classification | None,
) -> None:
    """Show the site on this computer and build it again when a file changes."""
    obj: Context = context.obj
    workspace = obj.workspace()
    workspace.require_history()

    def started(url: str) -> None:
        click.echo(f"{url} shows {printable(str(workspace.root))}; Ctrl+C ends it")

    site_build.serve(workspace, port, started, verifier=verifier, audience=audience)


def _report(context: click.Context, built: site_build.Built) -> None:
    state = f"commit {built.commit[:10]}" if built.commit else "no commit yet"
    click.echo(f"{printable(str(built.output))}: {built.pages} pages, {state}")
    if built.warning:
        click.echo(
            f"{printable(built.warning)} Every page says so; `ims verify` tells all.", err=True
        )
    if context.obj.quiet:
        return
    if built.edition:
        click.echo(f"{built.edition}.", err=True)
    if built.modified:
        files = (
            "1 file differs" if len(built.modified) == 1 else f"{len(built.modified)} files differ"
        )
        click.echo(
            f"Built from modified files: {files} from the commit, and every page says so.", err=True
        )
    for path in built.left_out:
        click.echo(
            f"{printable(path)}: left out, because files of this kind can run code, or not every machine keeps its name",
            err=True,
        )
