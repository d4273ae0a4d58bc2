"""What the commands that sign have in common: which text, which person, which key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from ims_docs.cli.group import Context
from ims_docs.domain.approval_state import approver_role, people_of
from ims_docs.reporters.printable import printable
from ims_docs.services.signing import KEY, SigningSession, SignResult

Command = TypeVar("Command", bound=Callable[..., Any])


def signing_options(command: Command) -> Command:
    """The options by which a person says who signs."""
    options = (
        click.option(
            "--key", type=click.Path(path_type=Path), metavar="FILE", envvar="IMS_KEY",
            help=f"The key to sign with (default: {KEY}; also: IMS_KEY).",
        ),
        click.option(
            "--as", "person", metavar="PERSON", default="",
            help="Who you are, where approvals are recorded without keys.",
        ),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def report(
    context: Context, session: SigningSession, result: SignResult, did: str, then: str
) -> None:
    """The file on stdout; on stderr what that means and what comes next."""
    click.echo(result.path)
    if context.quiet:
        return
    who = people_of(session.repository).name(session.signer.person)
    title = f"{session.standing.subject}, {session.subject.title}"
    if result.again:
        click.echo(printable(f"This is recorded already; nothing was written: {title}."), err=True)
        return
    recorded = "" if session.signer.key else " This is recorded without a key, and marked so."
    click.echo(printable(f"{who} {did} {title}.{recorded}"), err=True)
    if then:
        click.echo(printable(then), err=True)
    click.echo(
        f'Now save it: git add approvals && git commit -m "{did} {session.standing.subject}"',
        err=True,
    )


def approvers(session: SigningSession) -> str:
    """Who may approve it, by name."""
    people = people_of(session.repository)
    names = [people.name(one) for one in people.holders(session.role, session.now.date())]
    return (
        " or ".join(names)
        or f"a holder of the role {approver_role(session.repository, session.subject)}"
    )
