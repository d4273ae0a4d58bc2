"""`ims approve`: somebody else puts a text in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

import click

from ims_docs.cli.group import Context
from ims_docs.cli.prompting import agreed
from ims_docs.cli.signing import Signing, many_options, named, signing_options, unlocked
from ims_docs.cli.writing import terminal_width
from ims_docs.domain.approval_state import people_of
from ims_docs.formats.diff import compare
from ims_docs.model.approval import digest
from ims_docs.reporters import comparison
from ims_docs.reporters.printable import printable
from ims_docs.services.signing import (
    Before,
    SigningSession,
    SignResult,
    open_sessions,
    open_waiting,
    since_approval,
)
from ims_docs.services.workspace import Workspace

NOT_APPROVED = 1


@click.command("approve")
@click.argument("identifiers", metavar="ID…", nargs=-1)
@click.option("--yes", is_flag=True, help="Do not ask; you have read the text.")
@click.option(
    "--alone",
    metavar="TEXT",
    default="",
    help="You wrote it, there is nobody else, and this is why.",
)
@click.option(
    "--refuse",
    metavar="TEXT",
    default="",
    help="Do not approve it, and say why; whoever submitted it is told.",
)
@many_options("Everything that waits for your approval.")
@signing_options
@click.pass_context
def command(  # noqa: PLR0913 - the options of one command
    context: click.Context,
    identifiers: tuple[str, ...],
    *,
    yes: bool,
    alone: str,
    refuse: str,
    everything: bool,
    commit: bool,
    key: Path | None,
    person: str,
) -> None:
    """Approve, with your signature, exactly the text that somebody else submitted.

    Shows what is approved and what changed since the last approved version, then asks.
    Several are shown one after the other, and signed at the end with one passphrase. With
    --refuse a text goes back to whoever submitted it, with your reason and your signature.
    You need the role that approves this type of document. Exit code: 0 approved, 1 not
    approved or not allowed, 2 wrong usage or no key.
    """
    obj: Context = context.obj
    workspace = obj.workspace()
    if everything:
        sessions = open_waiting(workspace, key, person, submitted=True)
    else:
        sessions = open_sessions(workspace, named(identifiers), key, person)
    if not sessions:
        click.echo("Nothing waits for your approval.", err=True)
    workspace.history.require_whole(lost=", so nobody can say who changed this text")
    if refuse:
        _refuse(Signing(obj, workspace, "returned", commit=commit), sessions, refuse)
        return
    signing = Signing(obj, workspace, "approved", commit=commit)
    if _approve(signing, [_Read(obj, workspace, one, alone) for one in sessions], yes=yes):
        context.exit(NOT_APPROVED)


def _approve(signing: Signing, texts: Sequence[_Read], *, yes: bool) -> int:
    """Show each, ask, and sign what was agreed to; how many were not."""
    is_only = len(texts) == 1
    chosen = [
        one
        for one in texts
        if signing.allowed(one.session, one.require, alone=is_only)
        and (one.session.standing.is_in_force or one.agreed(yes=yes))
    ]
    with unlocked([one.session for one in chosen]):
        for one in chosen:
            signing.sign(one.session, one.approve, alone=is_only)
    signing.end()
    return len(texts) - len(chosen)


def _refuse(signing: Signing, sessions: Sequence[SigningSession], reason: str) -> None:
    with unlocked(sessions):
        for session in sessions:
            act = partial(session.send_back, reason)
            signing.sign(session, act, alone=len(sessions) == 1)
    signing.end()


@dataclass(frozen=True)
class _Read:
    """One text that somebody reads before approving it."""

    context: Context
    workspace: Workspace
    session: SigningSession
    alone: str

    @cached_property
    def before(self) -> Before:
        """What was approved before, and who changed it since."""
        standing = self.session.standing
        history, path = self.workspace.history, self.session.subject.path
        return since_approval(history, path, standing.subject, standing.in_force)

    def require(self) -> None:
        """Raise RefusedError where this person may not approve it, before anything is shown."""
        if not self.alone and not self.session.standing.is_in_force:
            self.session.require_approver(self.before.changed_by)

    def agreed(self, *, yes: bool) -> bool:
        """Show it, and ask."""
        shown = _shown(self.session, self.before, colour=self.context.colour)
        click.echo(shown, err=True, nl=False)
        if yes or _asked(self.session):
            return True
        click.echo("Not approved; nothing was written.", err=True)
        return False

    def approve(self) -> SignResult:
        """Sign it."""
        if self.alone:
            return self.session.approve_alone(self.alone)
        return self.session.approve(self.before.changed_by)


def _asked(session: SigningSession) -> bool:
    who = people_of(session.repository).shown(session.signer.person)
    question = printable(f"Do you approve exactly this text, as {who}?")
    try:
        return agreed(question, default=False)
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
    unknown = [one for one in before.changed_by if not people.by_email(one)]
    if unknown:
        lines.append(
            f"Changed by {', '.join(unknown)}, an address of nobody in the people register: ask who wrote it."
        )
    in_force = standing.in_force
    if in_force is None:
        look = "table" if session.subject.path.endswith(".yaml") else "show"
        lines.append("This is its first approval: read the whole file.")
        lines.append(f"  open it there, or type `ims {look} {standing.subject}` first")
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
