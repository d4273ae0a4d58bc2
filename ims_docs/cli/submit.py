"""`ims submit`: a text is ready to be approved."""

from __future__ import annotations

from pathlib import Path

import click

from ims_docs.cli.group import Context
from ims_docs.cli.signing import approvers, report, signing_options
from ims_docs.services.signing import open_session


@click.command("submit")
@click.argument("identifier", metavar="ID")
@signing_options
@click.pass_obj
def command(context: Context, identifier: str, *, key: Path | None, person: str) -> None:
    """Say, with your signature, that a document or register is ready to be approved.

    ID is an id such as POL-0001 or the name of a register such as risks. The text has to
    be complete, and a document needs a final version (1.0 or higher). Whoever submits a
    text cannot approve it.
    """
    session = open_session(context.workspace(), identifier, key, person)
    result = session.submit()
    subject = session.standing.subject
    then = f"It can be approved by {approvers(session)}: ims approve {subject}"
    report(context, session, result, "submitted", then)
