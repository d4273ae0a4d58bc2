"""`ims review`: whether a text in force is still valid, and what a management review is given."""

from __future__ import annotations

from pathlib import Path

import click

from ims_docs.cli.group import Context
from ims_docs.cli.review_pack import pack_command
from ims_docs.cli.signing import Signing, report, signing_options
from ims_docs.cli.writing import emit, terminal_width
from ims_docs.domain.approval_state import Subject, standings
from ims_docs.errors import RefusedError
from ims_docs.model.repository import Repository
from ims_docs.reporters import surroundings
from ims_docs.services.signing import find_subject, open_session
from ims_docs.services.workspace import Workspace

_TEXT = "text"


class _TextFirst(click.Group):
    """Takes what is none of its commands as the id of a text."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The words after the command; an id, or an option of one, means a text."""
        if args and args[0] not in {*self.commands, *ctx.help_option_names}:
            args = [_TEXT, *args]
        return super().parse_args(ctx, args)


@click.group("review", cls=_TextFirst)
def command() -> None:
    """Look at a text in force again, or prepare the management review.

    `ims review ID` shows what changed around a text, and confirms with --still-valid that it is
    right as it stands. `ims review pack` gathers what is put before a management review.
    """


command.add_command(pack_command)


@command.command(_TEXT)
@click.argument("identifier", metavar="ID")
@click.option(
    "--still-valid", "reason", default="", metavar="TEXT",
    help='Why it needs no change: "because …". Without it nothing is signed.',
)  # fmt: skip
@signing_options
@click.pass_obj
def text_command(
    context: Context, identifier: str, *, reason: str, key: Path | None, person: str
) -> None:
    """Show what changed around a text in force, and confirm that it is still valid as it stands.

    First it lists what the text links to and what changed since it was approved or last
    reviewed, each with the command that shows the change. With --still-valid you confirm the
    text with your signature: its next review date moves, and the text does not change. The
    owner or the role that approves this type may do it; looking is open to everybody.
    """
    workspace = context.workspace()
    if not reason:
        workspace.require_history()
        repository = workspace.read().repository
        subject = find_subject(repository, identifier)
        emit(_around(workspace, repository, subject), None)
        if not context.quiet:
            name = standings(repository).of(subject).subject
            text = f'If it is still right: ims review {name} --still-valid "because …"'
            click.echo(f"{text}\nIf not: write the next version, then ims submit {name}", err=True)
        return
    session = open_session(workspace, identifier, key, person)
    if session.standing.is_in_force and not context.quiet:
        shown = _around(workspace, session.repository, session.subject)
        click.echo(f"{shown}\n", err=True, nl=False)
    said = f"still valid {reason}" if reason.startswith("because") else reason
    report(Signing(context, workspace, "confirmed"), session, lambda: session.review(said))


def _around(workspace: Workspace, repository: Repository, subject: Subject) -> str:
    standing = standings(repository).of(subject)
    if not standing.is_in_force or standing.in_force is None:
        raise RefusedError(
            f"This text of {standing.subject} is not in force, so there is nothing to review",
            hint=f"`ims submit {standing.subject}` says that it is ready to be approved.",
        )
    workspace.history.require_whole(lost=", so linked files cannot be compared")
    return surroundings.as_text(repository, subject, standing.in_force, width=terminal_width())
