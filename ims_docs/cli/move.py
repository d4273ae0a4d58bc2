"""`ims move`: a record from one state to the next."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path

import click

from ims_docs.cli.answering import Answers, answer_options, given, is_asking, option_for
from ims_docs.cli.changing import FINDINGS, ChangeCommand, commit_option, edit_option
from ims_docs.cli.edit import write
from ims_docs.cli.group import Context
from ims_docs.cli.writing import tell
from ims_docs.formats import frontmatter
from ims_docs.model.content import Value
from ims_docs.services.records.edit import find_entry
from ims_docs.services.records.lookup import find_record
from ims_docs.services.records.move import Move, move
from ims_docs.services.records.trial import Trial


@click.command("move")
@click.argument("identifier", metavar="ID")
@click.argument("state", metavar="STATE", nargs=-1)
@answer_options
@edit_option
@commit_option
@click.pass_obj
def command(  # noqa: PLR0913 - the options of one command
    context: Context,
    identifier: str,
    state: tuple[str, ...],
    settings: tuple[str, ...],
    source: Path | None,
    *,
    no_input: bool,
    edit: bool,
    commit: bool,
) -> None:
    """Take a record to its next state, or an entry to another one; what that asks for is asked of you.

    `ims explain TYPE` shows the states of a type. Nothing is written while something is
    missing. Exit code: 0 moved or there already, 1 something is missing, 2 no step leads
    there. The last line printed is: ID path.
    """
    _require_state(context, identifier, state)
    change, target = ChangeCommand(context, commit), " ".join(state)  # "action done" is one state
    if entry := find_entry(change.repository, identifier):
        answers = given(
            entry.type, (*settings, f"status={target}"), source, change.reader, dict(entry.values)
        )
        before = change.transaction.read(entry.path)
        write(change, entry, before, entry.text(before, answers.keys, {}))
        return
    take(
        change,
        identifier,
        target,
        settings,
        source,
        asking=is_asking(no_input=no_input) and not edit,
        edit=edit,
    )


def _require_state(context: Context, identifier: str, state: tuple[str, ...]) -> None:
    """Whoever names no state is told which may follow. Raises UsageError."""
    if state:
        return
    record, type_ = find_record(context.workspace().files(), identifier)
    here = type_.life.state(record.state)
    following = ", ".join(here.moves) if here and here.moves else "no other state"
    raise click.UsageError(
        f"To which state? {record.id} is in the state {record.state!r}. Next it can go to: {following}."
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
        change.say(f"{named} is in the state {record.state!r} already. Nothing was changed.")
    else:
        there = dict(record.content.values)
        own = (one.title for one in record.body.sections)
        known = type_._replace(sections=tuple(dict.fromkeys((*type_.sections, *own))))
        answers = given(known, settings, source, change.reader, there)
        name = f"move-{record.id}"
        with change.keeping(name, answers) if asking else nullcontext(Answers()) as kept:
            if asking:
                _ask(change, step, answers, kept)
            _refuse_gaps(step, answers, edit=edit)
            before = change.transaction.read(record.path)
            after = _text(change, step, answers)
            after = change.edited(name, after, base=before) if edit else after
            change.replace(record.path, after)
        closed = ", and with that it is closed" if step.target.closes else ""
        change.done(
            f"{named} is now in the state {step.target.name!r}{closed}.",
            f'Move {record.id} to "{step.target.name}": {record.title}',
        )
        if step.target.moves:
            change.say(f"Next it can go to: {', '.join(step.target.moves)}.")
    click.echo(f"{record.id} {record.path}")


def _text(change: ChangeCommand, step: Move, answers: Answers) -> str:
    before = change.transaction.read(step.record.path)
    with frontmatter.naming(step.record.path):
        return step.text(before, answers.keys, answers.sections, change.workspace.today)


def _ask(change: ChangeCommand, step: Move, answers: Answers, kept: Answers) -> None:
    def text(keys: Mapping[str, Value], sections: Mapping[str, str]) -> tuple[str, str]:
        said = Answers(dict(keys), dict(sections))
        return step.record.path, _text(change, step, said)

    trial = Trial(change.transaction, step.type, text)
    asking = change.asking(trial, answers, kept, state=step.target.name)
    asking.keys(step.missing_keys)
    for key, parts in step.missing_inside(answers.keys):
        asking.inside(key, parts, answers.keys.get(key.name, step.value(key)))
    asking.sections(step.knowing(answers.keys).missing_sections)


def _refuse_gaps(step: Move, answers: Answers, *, edit: bool) -> None:
    """Name everything that the new state asks for and nobody said, with the way to say it."""
    gaps = [
        (f"{key.title}:", option_for(key))
        for key in step.missing_keys
        if key.name not in answers.keys
    ] + [
        (f'Section "{title}":', f'--set "{title}=…"')
        for title in step.knowing(answers.keys).missing_sections
        if title not in answers.sections
    ]
    gaps += [
        (f"{key.title}, {number}, {part.title}:", option_for(part, inside=f"{key.name}[{number}]"))
        for key, part, number in step.gaps_inside(answers.keys)
    ]
    if gaps and not edit:
        width = max(len(what) for what, _ in gaps)
        lines = "\n".join(f"  {what:{width}} {how}" for what, how in gaps)
        record, state = step.record, step.target.name
        click.echo(
            f"{record.id} cannot go to the state {state!r} yet. Still missing:\n{lines}", err=True
        )
        tell(
            f"Nothing was changed. Give it with these options, or write it into {record.path} "
            "and try again."
        )
        raise click.exceptions.Exit(FINDINGS)
