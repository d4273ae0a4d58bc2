"""`ims share`: the place between those who work on one system."""

from __future__ import annotations

from pathlib import Path

import click

from ims_docs.adapters.git import History
from ims_docs.cli.exchanging import say
from ims_docs.cli.group import Context
from ims_docs.errors import RepositoryNotFoundError
from ims_docs.services.exchange import share
from ims_docs.services.exchange.share import join
from ims_docs.services.workspace import find_root


@click.command("share")
@click.argument("where", metavar="PATH|URL")
@click.pass_obj
def command(context: Context, where: str) -> None:
    """Name the place through which you and others exchange what you save.

    In your system: a folder that all of you reach, which is made where there is none, with
    the gates in it; or the address of a server that git can use. In an empty folder: join
    what is shared there. Then `ims get` and `ims send` do the rest.
    """
    try:
        find_root(context.folder)
    except RepositoryNotFoundError:
        root = join(Path(context.folder).absolute(), where, context.identity)
        say(context, "You have it all here now. The gates are put in by: ims hooks install")
        git = History(root)
        if not (git.user_name() and git.user_email()):
            say(
                context,
                "Git does not know who you are. Tell it your name and the address that the people "
                'register has of you: `git config --global user.name "Your Name"`, and the same '
                "with user.email.",
            )
        click.echo(str(root))
        return
    workspace = context.workspace()
    workspace.require_history()
    found = share(workspace, where, context.identity)
    if found.again:
        say(context, "That is known already. What you saved goes there by: ims send")
    else:
        gates = ", and the gates" if found.gates else ""
        if found.made:
            say(context, f"The shared place is made. It has what you saved{gates}.")
            say(context, f"Others join from an empty folder: ims share {found.address}")
        else:
            say(context, "The shared place is known now. What you saved goes there by: ims send")
    click.echo(found.address)
