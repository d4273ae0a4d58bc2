"""`ims get`: bring what others sent into the files here."""

from __future__ import annotations

import click

from ims_docs.cli.exchanging import choice_options, exchanged, say, tell
from ims_docs.cli.group import Context
from ims_docs.services.exchange import Choice, get


@click.command("get")
@choice_options
@click.pass_obj
def command(
    context: Context, *, mine: tuple[str, ...], theirs: tuple[str, ...], both: tuple[str, ...]
) -> None:
    """Get what others sent, and join it with what you saved.

    Where you and somebody else changed the same place, both texts are shown and you choose;
    nothing is written into a file before that. What is not saved stays as it is. Exit code:
    0 got or nothing new, 1 a choice is missing or the two do not fit, 3 the shared place
    cannot be reached.
    """
    named = {Choice.MINE: mine, Choice.THEIRS: theirs, Choice.BOTH: both}
    workspace, _, got = exchanged(context, get, named)
    if not got.commits:
        say(context, "Nothing new: you have everything that others sent.")
        return
    say(context, f"Got {_counted(len(got.commits))} from {got.place.address}:")
    tell(context, workspace, got)
    if got.joined:
        say(context, "It is joined with what you saved. Send it: ims send")
    click.echo(workspace.history.head())


def _counted(number: int) -> str:
    return "one save" if number == 1 else f"{number} saves"
