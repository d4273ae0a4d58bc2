"""`ims close`: a record to the state that closes it."""

from __future__ import annotations

from pathlib import Path

import click

from ims_docs.cli.answering import answer_options, is_asking
from ims_docs.cli.changing import ChangeCommand, commit_option, edit_option
from ims_docs.cli.group import Context
from ims_docs.cli.move import take
from ims_docs.services.records.lookup import find_record
from ims_docs.services.records.move import closing_state


@click.command("close")
@click.argument("identifier", metavar="ID")
@answer_options
@edit_option
@commit_option
@click.pass_obj
def command(  # noqa: PLR0913 - the options of one command
    context: Context,
    identifier: str,
    settings: tuple[str, ...],
    source: Path | None,
    *,
    no_input: bool,
    edit: bool,
    commit: bool,
) -> None:
    """Close a record: it is complete, and from then on only a correction changes it.

    The same as `ims move ID STATE` with the state that closes a record of its type.
    Where there are several, it names them. The last line printed is: ID path.
    """
    change = ChangeCommand(context, commit)
    state = closing_state(*find_record(change.repository, identifier))
    asking = is_asking(no_input=no_input) and not edit
    take(change, identifier, state, settings, source, asking=asking, edit=edit)
