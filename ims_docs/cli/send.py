"""`ims send`: hand what you saved to the others."""

from __future__ import annotations

import click

from ims_docs.cli.exchanging import choice_options, exchanged, say, tell
from ims_docs.cli.group import Context
from ims_docs.services.exchange import Choice, send
from ims_docs.services.saving import everything


@click.command("send")
@choice_options
@click.pass_obj
def command(
    context: Context, *, mine: tuple[str, ...], theirs: tuple[str, ...], both: tuple[str, ...]
) -> None:
    """Send what you saved to the shared place, after getting what others sent.

    Baselines go along. Nothing is ever sent by force. Exit code: 0 sent or nothing to send,
    1 a gate refuses or a choice is missing, 3 the shared place cannot be reached or did not
    take it.
    """
    named = {Choice.MINE: mine, Choice.THEIRS: theirs, Choice.BOTH: both}
    workspace, repository, sent = exchanged(context, send, named)
    for one in sent.got:
        say(context, "This came on the way:")
        tell(context, workspace, one)
    waiting = len(everything(workspace, repository))
    if sent.commits:
        number = len(sent.commits)
        counted = "One save" if number == 1 else f"{number} saves"
        say(context, f"{counted} sent to {sent.place.address}.")
    else:
        say(context, "Nothing to send: the others have everything that you saved.")
    if waiting:
        counted = "One file is" if waiting == 1 else f"{waiting} files are"
        say(context, f"{counted} not saved, and not sent: ims save")
    click.echo(workspace.history.head())
