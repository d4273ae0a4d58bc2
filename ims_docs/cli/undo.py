"""`ims undo`: take back the last save, visibly."""

from __future__ import annotations

import click

from ims_docs.cli.answering import is_asking
from ims_docs.cli.changing import ChangeCommand
from ims_docs.cli.group import Context
from ims_docs.cli.prompting import agreed
from ims_docs.domain.approval_state import people_of
from ims_docs.services.saving.undo import LastSave, last_save, undo

NOT_UNDONE = 1


@click.command("undo")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def command(context: click.Context, *, yes: bool) -> None:
    """Take back what was saved last, in a new state that says so; nothing leaves the history.

    What came with that save goes by a removal statement, and its id stays taken. What may
    not go (a closed record, an approval) is not taken back. Run it again to do it again.
    Exit code: 0 taken back, 1 refused, 2 wrong usage.
    """
    obj: Context = context.obj
    change = ChangeCommand(obj, commit=True)
    person = change.require_person()
    save = last_save(change.transaction)
    change.say(f"The last save: {save.reason} ({_by(change, save, person)}).")
    if not yes and not _confirmed(save, person):
        change.say("Nothing was changed.")
        context.exit(NOT_UNDONE)
    found = undo(change.transaction, save, person)
    change.finish()
    gone = f" {', '.join(found.removed)} went by a removal statement." if found.removed else ""
    change.done(f"It is taken back.{gone}", found.message)
    click.echo(change.workspace.history.head())


def _by(change: ChangeCommand, save: LastSave, person: str) -> str:
    return (
        "by you"
        if save.person == person
        else f"by {people_of(change.repository).shown(save.person)}"
    )


def _confirmed(save: LastSave, person: str) -> bool:
    """What somebody else saved is taken back only when that is said."""
    if not is_asking(no_input=False):
        if save.person == person:
            return True
        raise click.UsageError("Somebody else saved that. Add --yes if it is to be taken back.")
    return agreed("Take it back?", default=save.person == person)
