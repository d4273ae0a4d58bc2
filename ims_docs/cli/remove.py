"""`ims remove`: something is taken out, and a statement says who, when and why."""

from __future__ import annotations

from collections.abc import Sequence

import click

from ims_docs.cli.changing import ChangeCommand, commit_option
from ims_docs.cli.group import Context
from ims_docs.domain.views import referrers, things
from ims_docs.services.records.remove import Removed, remove

_NAMED = 5
"""So many are named that refer to it."""


@click.command("remove")
@click.argument("identifiers", metavar="ID…", nargs=-1, required=True)
@click.option("--reason", required=True, metavar="TEXT", help="Why, in one sentence.")
@commit_option
@click.pass_obj
def command(context: Context, identifiers: tuple[str, ...], *, reason: str, commit: bool) -> None:
    """Take a document, a record, a register or an entry out, and say why.

    The file or the entry goes, and a removal statement stays: who took out what, when and
    why. It repeats nothing of what was said there; the history still holds that. The id is
    never used again. Each type says from which states something may go: `ims explain TYPE`.
    What is in force is withdrawn first, and a closed record stays as long as its type is
    kept. For what is gone already only the statement is written. The last lines printed
    are: ID statement.
    """
    change = ChangeCommand(context, commit)
    shown = [one for name in identifiers for one in things(change.repository, name)]
    named_by = referrers(change.repository, shown)
    found = remove(
        change.transaction,
        identifiers,
        reason=reason,
        person=change.require_person(),
        now=change.workspace.clock.now(),
    )
    fresh = [one for one in found if not one.again]
    if fresh:
        change.finish()
        names = ", ".join(one.id for one in fresh)
        title = names if len(fresh) <= _NAMED else f"{len(fresh)} things"
        change.done(
            _sentence(fresh),
            f"Remove {title}\n\n{reason}",
            *(one.path for one in fresh if not one.is_saved),
        )
        for other in named_by[:_NAMED]:
            change.say(f"{other.id or other.path} still names it; that leads to the statement now.")
    for one in found:
        if one.again:
            change.say(f"{one.id} was removed before; nothing was written.")
        click.echo(f"{one.id} {one.statement}")


def _sentence(fresh: Sequence[Removed]) -> str:
    names = ", ".join(one.id for one in fresh)
    if all(one.was_gone for one in fresh):
        return f"The statement says now why {names} went."
    verb = "is" if len(fresh) == 1 else "are"
    return f"{names} {verb} taken out; what was said there stays in the history alone."
