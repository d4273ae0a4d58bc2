"""`ims rename`: another title, or another place with every link mended."""

from __future__ import annotations

import click

from ims_docs.cli.changing import ChangeCommand, commit_option
from ims_docs.cli.group import Context
from ims_docs.services.records.rename import Renamed, rename


@click.command("rename")
@click.argument("identifier", metavar="ID")
@click.argument("to", metavar="TITLE|PATH")
@click.option("--reason", default="", metavar="TEXT", help="Why, for --commit.")
@commit_option
@click.pass_obj
def command(context: Context, identifier: str, to: str, *, reason: str, commit: bool) -> None:
    """Give a document or record another title, or a document another place.

    A name that ends with .md or / is a place. Every link to what moves is mended, and its own
    links too. Texts in force and closed records keep every byte: where one would have to
    change, nothing is done, and it is named. The last line printed is: ID path.
    """
    change = ChangeCommand(context, commit)
    found = rename(change.transaction, identifier, to)
    if found.again:
        change.say(f"{found.id} is so already; nothing was written.")
    else:
        change.finish(is_only_moved=True)
        change.done(_sentence(found), reason or _message(found))
    click.echo(f"{found.id} {found.path}")


def _sentence(found: Renamed) -> str:
    if found.title:
        return f"{found.id} is called {found.title} now."
    number = len(found.followed)
    links = {0: "No other file links to it.", 1: "One other file has its links mended."}
    return f"{found.id} lies in {found.path} now. " + links.get(
        number, f"{number} other files have their links mended."
    )


def _message(found: Renamed) -> str:
    if found.title:
        return f"Call {found.id} {found.title}"
    return f"Move {found.id} from {found.former_path} to {found.path}"
