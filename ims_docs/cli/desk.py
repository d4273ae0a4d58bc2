"""`ims desk`: the whole work in a browser."""

from __future__ import annotations

import sys
import webbrowser
from pathlib import Path

import click

from ims_docs.cli.group import Context
from ims_docs.desk.serving import PORT, Listener, running, serve
from ims_docs.errors import RepositoryNotFoundError
from ims_docs.services.workspace import Workspace


@click.command("desk")
@click.option(
    "--port",
    type=click.IntRange(1024, 65535),
    default=PORT,
    show_default=True,
    help="The port on this computer.",
)
@click.option("--no-browser", is_flag=True, help="Print the address, and open no browser.")
@click.pass_obj
def command(context: Context, *, port: int, no_browser: bool) -> None:
    """Open the desk: read, write, record, approve and send in a browser, without a terminal.

    Where there is no system yet, it begins with three ways: open a folder, start a new
    system, or join one that exists. It is served to this computer alone, until you press
    Ctrl-C. The address works once; a second `ims desk` finds the first one and opens it again.
    """
    start = _start(context)
    link = running(start)
    if link:
        _say(context, "The desk is open already.")
        _open(link, no_browser=no_browser)
        return

    def started(link: str) -> None:
        _say(context, "The desk is open until you press Ctrl-C here.")
        _open(link, no_browser=no_browser)

    listener = Listener(started=started, log=_log, fault=_fault)
    serve(start, port, listener, context.identity)
    _say(context, "The desk is closed. What was saved is safe.")


def _start(context: Context) -> Workspace | Path:
    """The system that the folder belongs to, or the folder where there is none yet."""
    try:
        workspace = context.workspace()
    except RepositoryNotFoundError:
        if not context.folder.is_dir():
            raise
        return context.folder.absolute()
    workspace.require_history()
    return workspace


def _open(link: str, *, no_browser: bool) -> None:
    if no_browser or not webbrowser.open(link):
        click.echo(link)
        sys.stdout.flush()


def _say(context: Context, sentence: str) -> None:
    if not context.quiet:
        click.echo(sentence, err=True)


def _log(line: str) -> None:
    from ims_docs.reporters.printable import printable

    click.echo(printable(line), err=True)


def _fault(error: Exception) -> None:
    from ims_docs.cli.faults import HINT, written

    for line in ("error: The desk had a fault of its own and goes on.", *written(error), HINT):
        _log(line)
