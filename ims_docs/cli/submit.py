"""`ims submit`: texts are ready to be approved."""

from __future__ import annotations

from pathlib import Path

import click

from ims_docs.cli.group import Context
from ims_docs.cli.signing import Signing, approvers, many_options, named, signing_options, unlocked
from ims_docs.services.signing import open_sessions, open_waiting


@click.command("submit")
@click.argument("identifiers", metavar="ID…", nargs=-1)
@many_options("Everything that is complete and not submitted yet.")
@signing_options
@click.pass_obj
def command(  # noqa: PLR0913 - the options of one command
    context: Context,
    identifiers: tuple[str, ...],
    *,
    everything: bool,
    commit: bool,
    key: Path | None,
    person: str,
) -> None:
    """Say, with your signature, that documents or registers are ready to be approved.

    ID is an id such as POL-0001 or the name of a register such as risks. The text has to
    be complete, and a document needs a final version (1.0 or higher). Whoever submits a
    text cannot approve it. Several are signed with one passphrase.
    """
    workspace = context.workspace()
    if everything:
        sessions = open_waiting(workspace, key, person, submitted=False)
    else:
        sessions = open_sessions(workspace, named(identifiers), key, person)
    signing = Signing(context, workspace, "submitted", commit=commit)
    if not sessions:
        click.echo("Nothing is complete and waits to be submitted.", err=True)
    with unlocked(sessions):
        for session in sessions:
            signing.sign(session, session.submit, alone=len(sessions) == 1)
    for session in signing.signed[:1] if len(sessions) == 1 else ():
        subject = session.standing.subject
        signing.then = f"It can be approved by {approvers(session)}: ims approve {subject}"
    signing.end()
