"""`ims baseline`: fix what is kept now, list it, and compare it later."""

from __future__ import annotations

from pathlib import Path

import click

from ims_docs.cli.group import Context
from ims_docs.cli.signing import signing_options
from ims_docs.cli.writing import emit, format_option, output_option, tell, terminal_width
from ims_docs.errors import unknown
from ims_docs.model.baseline import Baseline
from ims_docs.reporters import baselines
from ims_docs.reporters.baseline_changes import ChangeReport, as_html, as_json, as_text
from ims_docs.services.baselines import (
    ComparedState,
    Maker,
    StoredBaseline,
    compare,
    stored_baselines,
    with_redlines,
)
from ims_docs.services.signing import find_signer
from ims_docs.services.workspace import At, Workspace

HEAD = "HEAD"


@click.group("baseline")
def command() -> None:
    """Fix everything that is kept at one commit: make, list and compare baselines.

    A baseline is a file under baselines/ that lists every file with its digest, signed by
    the person who makes it. Its code goes into the minutes, so that anybody can show later
    that nothing was changed.
    """


@command.command("create")
@click.argument("name", metavar="NAME")
@signing_options
@click.pass_obj
def create(context: Context, name: str, *, key: Path | None, person: str) -> None:
    """Fix what is saved to git now under NAME, such as 2026-management-review."""
    workspace = context.workspace()
    workspace.history.require_whole(lost=", so its commits cannot be counted")
    repository = workspace.files()
    signer = find_signer(workspace, repository, key, person)
    level = repository.settings.approval_level
    made = Maker(workspace=workspace, level=level, person=signer.person, key=signer.key).make(name)
    click.echo(made.baseline.path)
    if not context.quiet:
        tell("\n".join(baselines.made(made)))


@command.command("list")
@format_option(["text", "json"])
@click.pass_obj
def list_(context: Context, *, format_name: str) -> None:
    """Show the baselines that are saved, with the code of each."""
    found = _stored(context.workspace())
    if format_name == "json":
        click.echo(baselines.list_as_json(found), nl=False)
        return
    click.echo(baselines.list_as_text(found), nl=False)


@command.command("compare")
@click.argument("first", metavar="A")
@click.argument("second", metavar="[B]", required=False, default=HEAD)
@click.option(
    "--redlines/--no-redlines",
    default=True,
    show_default=True,
    help="Show what changed in each text.",
)
@click.option(
    "--lines",
    "most",
    type=click.IntRange(min=1),
    metavar="N",
    help="At most so many lines of each redline, in text. (default: all)",
)
@format_option(["text", "html", "json"])
@output_option
@click.pass_obj
def compare_(  # noqa: PLR0913 - the options of one command
    context: Context,
    first: str,
    second: str,
    *,
    redlines: bool,
    most: int | None,
    format_name: str,
    output: Path | None,
) -> None:
    """Show what changed from baseline A to baseline B, or to the newest commit.

    Documents, registers and records that were added, changed or withdrawn, each changed
    one with its redline; and how far each clause had come then and has come now.
    """
    workspace = context.workspace()
    known = _stored(workspace)
    states = [workspace.open(_state(workspace, known, name)) for name in (first, second)]
    before, after = (ComparedState(one.repository, one.digests) for one in states)
    found = compare(before, after)
    commits = (states[0].commit, states[1].commit)
    if redlines:
        found = with_redlines(found, workspace.history, *commits)
    report = ChangeReport(first, second, commits, found)
    if format_name == "text":
        colour = context.colour and output is None
        emit(as_text(report, width=terminal_width(), colour=colour, most=most), output)
    else:
        emit(as_json(report) if format_name == "json" else as_html(report), output)


def _stored(workspace: Workspace) -> tuple[StoredBaseline, ...]:
    return stored_baselines(workspace.history, workspace.files().settings.approval_level)


def _state(workspace: Workspace, found: tuple[StoredBaseline, ...], name: str) -> At:
    """The commit of a baseline, asked about on the day on which it was made."""
    if name == HEAD:
        return At(workspace.history.resolve(HEAD))
    baseline = _baseline(found, name)
    return At(baseline.commit, baseline.made_at.date())


def _baseline(found: tuple[StoredBaseline, ...], name: str) -> Baseline:
    known = {one.baseline.name: one.baseline for one in found if one.baseline}
    if name not in known:
        otherwise = "`ims baseline list` shows those that are saved to git."
        raise unknown("baseline", name, known, otherwise=otherwise)
    return known[name]
