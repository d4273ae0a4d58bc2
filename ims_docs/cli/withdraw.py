"""`ims withdraw`: a text is no longer in force."""

from __future__ import annotations

from pathlib import Path

import click

from ims_docs.cli.group import Context
from ims_docs.cli.signing import Signing, report, signing_options
from ims_docs.services.signing import open_session


@click.command("withdraw")
@click.argument("identifier", metavar="ID")
@click.option("--reason", required=True, metavar="TEXT", help="Why, in one sentence.")
@signing_options
@click.pass_obj
def command(
    context: Context, identifier: str, *, reason: str, key: Path | None, person: str
) -> None:
    """Take a document or register out of force, with your signature and the reason.

    The file stays. It counts as evidence again when a new version is approved.
    """
    workspace = context.workspace()
    session = open_session(workspace, identifier, key, person)
    then = "It is not in force any more, and serves no clause."
    signing = Signing(context, workspace, "withdrew", then=then)
    report(signing, session, lambda: session.withdraw(reason))
