"""`ims approve`: somebody else puts a text in force."""

from __future__ import annotations

from pathlib import Path

import click

from ims_docs.cli.group import Context
from ims_docs.cli.signing import report, signing_options
from ims_docs.cli.writing import terminal_width
from ims_docs.domain.approval_state import people_of
from ims_docs.formats.diff import compare
from ims_docs.model.approval import digest
from ims_docs.reporters import comparison
from ims_docs.reporters.printable import printable
from ims_docs.services.signing import Before, SigningSession, open_session, since_approval

NOT_APPROVED = 1


@click.command("approve")
@click.argument("identifier", metavar="ID")
@click.option("--yes", is_flag=True, help="Do not ask; you have read the text.")
@click.option(
    "--alone",
    metavar="TEXT",
    default="",
    help="You wrote it, there is nobody else, and this is why.",
)
@signing_options
@click.pass_context
def command(  # noqa: PLR0913 - the options of one command
    context: click.Context, identifier: str, *, yes: bool, alone: str, key: Path | None, person: str
) -> None:
    """Approve, with your signature, exactly the text that somebody else submitted.

    Shows what is approved and what changed since the last approved version, then asks.
    You need the role that approves this type of document. Exit code: 0 approved, 1 not
    approved or not allowed, 2 wrong usage or no key.
    """
    obj: Context = context.obj
    workspace = obj.workspace()
    session, history = open_session(workspace, identifier, key, person), workspace.history
    history.require_whole(lost=", so nobody can say who changed this text")
    standing = session.standing
    before = since_approval(history, session.subject.path, standing.subject, standing.in_force)
    if not alone and not standing.is_in_force:
        session.require_approver(before.changed_by)
    if not standing.is_in_force:
        click.echo(_shown(session, before, colour=obj.colour), err=True, nl=False)
        if not yes and not _asked(session):
            click.echo("Not approved; nothing was written.", err=True)
            context.exit(NOT_APPROVED)
    result = session.approve_alone(alone) if alone else session.approve(before.changed_by)
    report(obj, session, result, "approved", "")


def _asked(session: SigningSession) -> bool:
    who = people_of(session.repository).shown(session.signer.person)
    question = printable(f"Do you approve exactly this text, as {who}?")
    try:
        return click.confirm(question, default=False, err=True)
    except click.Abort as stop:
        if isinstance(stop.__context__, EOFError):
            raise click.UsageError("Nobody answered. Run it in a terminal, or add --yes.") from stop
        raise


def _shown(session: SigningSession, before: Before, *, colour: bool) -> str:
    """What is approved, and what changed."""
    standing, people = session.standing, people_of(session.repository)
    version = standing.version or "next edition"
    lines = [
        f"{standing.subject}  {session.subject.title}",
        f"  file       {session.subject.path}",
        f"  version    {version}",
        f"  digest     {digest(standing.subject, version, session.data)}",
        f"  submitted  by {' and '.join(map(people.shown, standing.prepared_by)) or 'nobody'}",
    ]
    in_force = standing.in_force
    if in_force is None:
        lines.append("This is its first approval: read the whole file.")
    elif before.text is None:
        lines.append(f"Version {in_force.version} is in force; its text is not in this history.")
    else:
        lines.append(f"What changed since version {in_force.version}, approved on {in_force.day}:")
    text = "".join(f"{printable(line)}\n" for line in lines)
    if before.text is None:
        return text
    changed = comparison.changes(
        compare(before.text, session.data, session.subject.path),
        width=terminal_width(),
        colour=colour,
    )
    return text + "".join(f"{line}\n" for line in changed)
