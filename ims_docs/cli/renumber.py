"""`ims renumber`: another number for what two branches numbered alike."""

from __future__ import annotations

from pathlib import Path

import click

from ims_docs.cli.changing import ChangeCommand, commit_option
from ims_docs.cli.check import inside
from ims_docs.cli.group import Context
from ims_docs.services.records.renumber import renumber


@click.command("renumber")
@click.argument("path", metavar="PATH", type=click.Path(path_type=Path))
@click.option("--entry", metavar="ID", default="", help="The entry, when PATH is a register.")
@commit_option
@click.pass_obj
def command(context: Context, path: Path, *, entry: str, commit: bool) -> None:
    """Give a document, a record or an entry the next free id.

    For two that got the same number on two branches. Files that came together with it
    follow; others that name the old id are listed, for you to decide. When a merge waits
    because both branches added the same file, this branch's file stays and the other
    branch's gets the new number. The last line printed is: ID path.
    """
    change = ChangeCommand(context, commit)
    (relative,) = inside(context, (path,))
    done = renumber(change.transaction, relative, entry)
    change.done(
        f"{done.old} is now {done.new}, in {done.path}. {_counted(done.followed)}",
        f"Renumber {done.old} to {done.new}",
    )
    for other in done.left:
        change.say(f"{other} names {done.old} too. Look whether {done.new} is meant there.")
    click.echo(f"{done.new} {done.path}")


def _counted(followed: tuple[str, ...]) -> str:
    if not followed:
        return "No other file had to follow."
    return f"What named it follows: {', '.join(followed)}."
