"""`ims review`: a text in force is still valid."""

from __future__ import annotations

from pathlib import Path

import click

from ims_docs.cli.group import Context
from ims_docs.cli.signing import open_desk, signing_options, tell


@click.command("review")
@click.argument("identifier", metavar="ID")
@click.option(
    "--still-valid", "reason", required=True, metavar="TEXT",
    help='Why it needs no change: "because …".',
)  # fmt: skip
@signing_options
@click.pass_obj
def command(
    context: Context, identifier: str, *, reason: str, key: Path | None, person: str
) -> None:
    """Confirm, with your signature, that a text in force is still valid as it stands.

    Its next review date moves; the text does not change. The owner or the role that
    approves this type may do it.
    """
    desk, _ = open_desk(context, identifier, key, person)
    said = desk.review(f"still valid {reason}" if reason.startswith("because") else reason)
    tell(context, desk, said, "confirmed", "")
