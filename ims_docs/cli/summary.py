"""`ims summary`: a whole repository in a few numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ims_docs.adapters.git import History
from ims_docs.cli.group import Context
from ims_docs.cli.options import calendar_date
from ims_docs.cli.status import changes_known
from ims_docs.cli.writing import emit, format_option, output_option, terminal_width
from ims_docs.domain.coverage import cover
from ims_docs.domain.duties import gather
from ims_docs.domain.indicators import overview
from ims_docs.domain.runner import check
from ims_docs.reporters.state_summary import NOT_ASKED, Summed, as_json, as_text
from ims_docs.services.baselines import stored_baselines
from ims_docs.services.timeline import known_of
from ims_docs.services.verification import Question, verify
from ims_docs.services.workspace import Disk, Workspace

_SOON = 30
"""So many days ahead count as soon."""


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
    found = _summed(context.workspace(), as_of, is_verified=is_verified)
    emit(as_json(found) if format_name == "json" else as_text(found, terminal_width()), output)


def _summed(workspace: Workspace, as_of: date | None, *, is_verified: bool) -> Summed:
    history = workspace.history
    history.require_whole(lost=", so nobody can say since when something waits")
    repository = workspace.open(Disk(as_of)).repository
    standard = repository.standards.get(repository.settings.leading)
    revisions = history.revisions() if history.has_commits else ()
    baselines = (
        stored_baselines(history, repository.settings.approval_level) if history.has_commits else ()
    )
    newest = max((one.committed for one in revisions), default=None)
    return Summed(
        repository=repository,
        report=check(repository),
        coverage=cover(repository, standard) if standard else None,
        duties=gather(repository, changes_known(workspace, repository, revisions), days=_SOON),
        figures=overview(repository, known_of(history, repository, revisions)),
        baseline=baselines[-1] if baselines else None,
        commit=history.head(),
        saved=newest.isoformat() if newest else "",
        integrity=_verdict(workspace, repository.as_of) if is_verified else NOT_ASKED,
    )


def _verdict(workspace: Workspace, day: date) -> str:
    question = Question(as_of=day, memory=workspace.cache)
    return verify(History(workspace.root), question, "").verdict.value
