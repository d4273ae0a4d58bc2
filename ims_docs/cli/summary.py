"""`ims summary`: a whole repository in a few numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ims_docs.adapters.git import History
from ims_docs.cli.group import Context
from ims_docs.cli.options import calendar_date
from ims_docs.cli.writing import emit, format_option, output_option, terminal_width
from ims_docs.reporters.state_summary import as_json, as_text
from ims_docs.services.summing import summed_up
from ims_docs.services.verification import Question, verify
from ims_docs.services.workspace import Disk, Workspace


@click.command("summary")
@click.option("--as-of", type=calendar_date, metavar="DATE", help="Ask the files on disk on this day (default: today, UTC).")  # fmt: skip
@click.option("--verify", "is_verified", is_flag=True, help="Ask also whether the history can be believed, as `ims verify` does.")  # fmt: skip
@format_option(["text", "json"])
@output_option
@click.pass_obj
def command(
    context: Context,
    *,
    as_of: date | None,
    is_verified: bool,
    format_name: str,
    output: Path | None,
) -> None:
    """Sum a repository up: what is kept, findings, duties, coverage, figures, the newest baseline.

    It holds no title of a text and no name of a person, so that it can be handed on. A program
    that compares many repositories reads the JSON: `schema_version` says its form, `as_of` and
    `saved_claimed` how old it is.
    """
    workspace = context.workspace()
    found = summed_up(workspace, Disk(as_of))
    if is_verified:
        found = found._replace(integrity=_verdict(workspace, found.repository.as_of))
    emit(as_json(found) if format_name == "json" else as_text(found, terminal_width()), output)


def _verdict(workspace: Workspace, day: date) -> str:
    question = Question(as_of=day, memory=workspace.cache)
    return verify(History(workspace.root), question, "").verdict.value
