"""`ims move`: a record from one state to the next."""

from __future__ import annotations

from pathlib import Path

import click

from ims_docs.cli.answering import Answers, answer_options, ask_keys, ask_sections, given, is_asking
from ims_docs.cli.changing import FINDINGS, ChangeCommand, commit_option, edit_option, edited
from ims_docs.cli.group import Context
from ims_docs.formats import frontmatter
from ims_docs.services.records.lookup import find_record
from ims_docs.services.records.move import Move, move


@click.command("move")
@click.argument("identifier", metavar="ID")
@click.argument("state", metavar="STATE")
@answer_options
@edit_option
@commit_option
@click.pass_obj
def command(  # noqa: PLR0913 - the options of one command
    context: Context,
    identifier: str,
    state: str,
    settings: tuple[str, ...],
    source: Path | None,
    *,
    no_input: bool,
    edit: bool,
    commit: bool,
) -> None:
    """Take a record to its next state; what that state asks for is asked of you.

    `ims explain TYPE` shows the states of a type. Nothing is written while something is
    missing. Exit code: 0 moved or there already, 1 something is missing, 2 no step leads
    there. The last line printed is: ID path.
    """
    take(
        ChangeCommand(context, commit),
        identifier,
        state,
        settings,
        source,
        asking=is_asking(no_input=no_input) and not edit,
        edit=edit,
    )


def take(  # noqa: PLR0913 - the options of two commands
    change: ChangeCommand,
    identifier: str,
    state: str,
    settings: tuple[str, ...],
    source: Path | None,
    *,
    asking: bool,
    edit: bool,
) -> None:
    """Take a record to a state, as `ims move` and `ims close` do."""
    record, type_ = find_record(change.repository, identifier)
    step = move(record, type_, state)
    named = f'{record.id} "{record.title}"'
    if step is None:
        change.say(f"{named} is in the state {state!r} already. Nothing was changed.")
    else:
        answers = given(type_, settings, source)
        if asking:
            ask_keys(answers, step.missing_keys, change.asking)
            ask_sections(answers, step.missing_sections)
        _refuse_gaps(step, answers, edit=edit)
        before = change.transaction.read(record.path)
        with frontmatter.naming(record.path):
            after = step.text(before, answers.keys, answers.sections, change.workspace.today)
        change.replace(record.path, edited(after) if edit else after)
        closed = ", and with that it is closed" if step.target.closes else ""
        change.done(
            f"{named} is now in the state {state!r}{closed}.",
            f'Move {record.id} to "{state}": {record.title}',
        )
        if step.target.moves:
            change.say(f"Next it can go to: {', '.join(step.target.moves)}.")
    click.echo(f"{record.id} {record.path}")


def _refuse_gaps(step: Move, answers: Answers, *, edit: bool) -> None:
    """Name everything that the new state asks for and nobody said, with the way to say it."""
    gaps = [
        (f"{key.title}:", f'--set {key.name}="…"')
        for key in step.missing_keys
        if key.name not in answers.keys
    ] + [
        (f'Section "{title}":', f'--set "{title}=…"')
        for title in step.missing_sections
        if title not in answers.sections
    ]
    if gaps and not edit:
        width = max(len(what) for what, _ in gaps)
        lines = "\n".join(f"  {what:{width}} {how}" for what, how in gaps)
        record, state = step.record, step.target.name
        click.echo(
            f"{record.id} cannot go to the state {state!r} yet. Still missing:\n{lines}\n"
            f"Nothing was changed. Give it with these options, or write it into {record.path} "
            "and try again.",
            err=True,
        )
        raise click.exceptions.Exit(FINDINGS)
