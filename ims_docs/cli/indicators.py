"""`ims indicators`: figures over time, by what held then, and whether objectives are on track."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ims_docs.cli.group import Context
from ims_docs.cli.options import as_of_option, past_state
from ims_docs.cli.reading import read
from ims_docs.cli.writing import emit, format_option, output_option, terminal_width
from ims_docs.domain.indicators import overview
from ims_docs.reporters.indicators import as_json, as_text
from ims_docs.services.timeline import known_of, revisions_to


@click.command("indicators")
@click.option("--at", metavar="REF", default="", help="At a tag, branch or commit.")
@as_of_option
@format_option(["text", "json"])
@output_option
@click.pass_obj
def command(
    context: Context, *, at: str, as_of: date | None, format_name: str, output: Path | None
) -> None:
    """Show indicators and objectives: figures, goals as they were then, gaps, alarms, progress.

    A figure is a measurement. It is judged by the goal that the catalogue held when its period
    ended. Where the definition changed, figures before and after do not compare. A trend needs
    three figures. An objective is on track by its indicators, and a reason is given.
    """
    workspace = context.workspace()
    workspace.history.require_whole(lost=", so nobody can say which goal held when")
    snapshot = read(workspace, past_state(at, as_of))
    log = revisions_to(workspace.history, snapshot.commit) if workspace.history.has_commits else ()
    found = overview(snapshot.repository, known_of(workspace.history, snapshot.repository, log))
    if format_name == "json":
        emit(as_json(found, snapshot.repository), output)
    else:
        emit(as_text(found, snapshot.repository, terminal_width()), output)
