"""`ims restore`: a text says again what it said before."""

from __future__ import annotations

from datetime import date

import click

from ims_docs.cli.changing import ChangeCommand, commit_option
from ims_docs.cli.group import Context
from ims_docs.cli.options import calendar_date
from ims_docs.services.saving.restore import LAST_SAVED, restore


@click.command("restore")
@click.argument("identifier", metavar="ID")
@click.option("--version", default="", metavar="V", help="As it called itself this version.")
@click.option(
    "--as-of", "day", type=calendar_date, metavar="DATE", help="As it was at the end of this day."
)
@click.option("--reason", default="", metavar="TEXT", help="Why, for --commit.")
@commit_option
@click.pass_obj
def command(  # noqa: PLR0913 - the options of one command
    context: Context, identifier: str, *, version: str, day: date | None, reason: str, commit: bool
) -> None:
    """Put back what a document, record or register said before.

    Without --version and --as-of: as it was last saved. What stood there and was not saved is
    set aside, and its place is said. What is closed or in force is put back only as the gates
    allow. Then look at it, and save it.
    """
    if version and day:
        raise click.UsageError("--version and --as-of exclude each other.")
    change = ChangeCommand(context, commit)
    state = version or (day.isoformat() if day else LAST_SAVED)
    found = restore(change.transaction, identifier, state)
    if found.again:
        change.say(f"{identifier} says that already; nothing was written.")
    else:
        change.finish()
        if found.set_aside:
            change.say(f"What stood there and was not saved is kept in {found.set_aside}.")
        change.done(
            f"{identifier} is put back: {found.state}.",
            reason or f"Put {identifier} back to {found.state}",
        )
    click.echo(found.path)
