"""`ims acknowledge`: say that you have read texts in force."""

from __future__ import annotations

import click

from ims_docs.cli.changing import ChangeCommand, commit_option
from ims_docs.cli.group import Context
from ims_docs.cli.person import person_meant
from ims_docs.cli.writing import emit
from ims_docs.domain.views.reading import ACKNOWLEDGEMENT, unread_by
from ims_docs.reporters.printable import printable
from ims_docs.services.records.acknowledging import (
    Reader,
    acknowledge,
    still_open,
    texts_meant,
)


@click.command("acknowledge")
@click.argument("identifiers", metavar="[ID]...", nargs=-1)
@click.option("--person", default="", metavar="PERSON", help="Who has read them, where you write it down for somebody else.")  # fmt: skip
@commit_option
@click.pass_obj
def command(context: Context, identifiers: tuple[str, ...], *, person: str, commit: bool) -> None:
    """Say that you have read texts in force, each in its version of today.

    The record names the person, each text, its version, its digest and the day. A new version is
    to be read anew. Without ID, it lists what you are asked to read and have not: the front matter
    of a document names its `readers`, or says `everybody_reads: true`. The last line printed is: ID path.
    """
    change = ChangeCommand(context, commit)
    repository = change.repository
    reader = person_meant(repository, person) or change.require_person()
    if not identifiers:
        lines = [
            printable(f"{one.name}  {one.approved.version}  {one.subject.title}") + "\n"
            for one in unread_by(repository, reader)
        ]
        emit("".join(lines) or "Nothing is open to read.\n", None)
        return
    named = texts_meant(repository, identifiers)
    texts = still_open(named, reader)
    if not texts:
        change.say("It is there already; nothing was written.")
        first = next(one for one in named[0].read if one.person == reader)
        click.echo(f"{first.record.id} {first.record.path}")
        return
    by = Reader(reader, change.require_person(), change.workspace.today)
    added, title = acknowledge(change.transaction, by, texts, judge=change.judge)
    change.done(
        f"Recorded: {title}.",
        f"Add {ACKNOWLEDGEMENT} {added.id}: {title}",
        added.path,
    )
    click.echo(f"{added.id} {added.path}")
