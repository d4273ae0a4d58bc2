"""`ims review pack`: what is put before a management review."""

from __future__ import annotations

from pathlib import Path

import click

from ims_docs.cli.changing import FINDINGS, ChangeCommand, commit_option
from ims_docs.cli.group import Context
from ims_docs.cli.writing import emit, output_option, terminal_width
from ims_docs.domain.reviewing.facts import REVIEW, open_review
from ims_docs.reporters import review_pack
from ims_docs.services.reviewing.pack import Pack, pack_of
from ims_docs.services.reviewing.recording import record as record_of


@click.command("pack")
@click.option("--since", default="", metavar="BASELINE", help="What the period begins with (default: the last review, or a year ago).")  # fmt: skip
@click.option("--record", is_flag=True, help="Write the record of the review as well, filled as far as the files know.")  # fmt: skip
@output_option
@commit_option
@click.pass_obj
def pack_command(
    context: Context, *, since: str, record: bool, output: Path | None, commit: bool
) -> None:
    """Show the inputs of a management review, filled from the period.

    Each of the nine inputs has a part, and an input of which nothing is recorded says so. The
    decisions of the last review stand first, with their state. With --record the same becomes the
    record of the review: what people have to say waits as a place to fill in. `ims export` makes
    PDF and Word of it. Exit code: 0 every input has something, 1 some have nothing.
    """
    change = ChangeCommand(context, commit and record)
    person = change.require_person() if record else ""
    pack = pack_of(change.workspace, since)
    emit(review_pack.as_markdown(pack, width=None if output else terminal_width(0)), output)
    if record:
        _write(change, pack, person)
    if pack.empty:
        inputs = "input" if len(pack.empty) == 1 else "inputs"
        change.say(f"Nothing is recorded of {len(pack.empty)} {inputs}: {', '.join(pack.empty)}.")
        raise click.exceptions.Exit(FINDINGS)


def _write(change: ChangeCommand, pack: Pack, person: str) -> None:
    if there := open_review(change.repository):
        change.say(f"{there.id} is open already. Nothing was changed.")
        click.echo(f"{there.id} {there.path}")
        return
    added, title = record_of(change.transaction, pack, person, judge=change.judge)
    change.done(
        f"Added {added.id}. Complete it in the meeting, then run `ims close {added.id}`.",
        f"Add {REVIEW} {added.id}: {title}",
        added.path,
    )
    click.echo(f"{added.id} {added.path}")
