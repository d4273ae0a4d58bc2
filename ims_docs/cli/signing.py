"""What the commands that sign have in common: which text, which person, which key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import click

from ims_docs.adapters import ssh_keygen
from ims_docs.cli.changing import refused_report
from ims_docs.cli.group import Context
from ims_docs.cli.writing import tell
from ims_docs.domain.approval_state import approver_role, people_of
from ims_docs.errors import RefusedError
from ims_docs.services.signing import KEY, SigningSession, SignResult
from ims_docs.services.workspace import Workspace
from ims_docs.services.workspace.transaction import NonconformingError

Command = TypeVar("Command", bound=Callable[..., Any])

NOT_SIGNED = 1


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


def many_options(whole: str) -> Callable[[Command], Command]:
    """The options of commands that sign several texts at once."""

    def decorate(command: Command) -> Command:
        command = click.option("--commit", is_flag=True, help="Save it to git at once.")(command)
        return click.option("--all", "everything", is_flag=True, help=whole)(command)

    return decorate


def named(identifiers: Sequence[str]) -> Sequence[str]:
    """The texts that were named. Raises UsageError where none was."""
    if not identifiers:
        raise click.UsageError("Name a text, such as POL-0001, or say --all.")
    return identifiers


def unlocked(sessions: Sequence[SigningSession]) -> AbstractContextManager[None]:
    """Ask for the passphrase once, where several texts are signed."""
    return ssh_keygen.unlocked(sessions[0].signer.key) if len(sessions) > 1 else nullcontext()


@dataclass
class Signing:
    """What comes of signing: the files on stdout; on stderr what that means and what is next."""

    context: Context
    workspace: Workspace
    did: str
    commit: bool = False
    then: str = ""
    """What is next, in a sentence."""
    signed: list[SigningSession] = field(default_factory=list, init=False)
    again: int = field(default=0, init=False)
    """So many were signed before."""
    _refused: int = field(default=0, init=False)

    def allowed(self, session: SigningSession, require: Callable[[], None], *, alone: bool) -> bool:
        """Whether a text may be signed; where it is the only one, the refusal ends the command."""
        try:
            require()
        except RefusedError as refused:
            if alone:
                raise
            self._refuse(session, refused)
            return False
        return True

    def _refuse(self, session: SigningSession, refused: RefusedError) -> None:
        self._refused += 1
        self._say(f"{session.standing.subject} is not {self.did}: {refused.message}.")

    def sign(self, session: SigningSession, act: Callable[[], SignResult], *, alone: bool) -> None:
        """Sign one text. Where several are signed, one that is refused stops none of the others."""
        try:
            result = act()
        except RefusedError as refused:
            if alone:
                raise
            self._refuse(session, refused)
            return
        click.echo(result.path)
        title = f"{session.standing.subject}, {session.subject.title}"
        if result.again:
            self.again += 1
            self._say(f"This is recorded already; nothing was written: {title}.")
            return
        self.signed.append(session)
        who = people_of(session.repository).name(session.signer.person)
        recorded = "" if session.signer.key else " This is recorded without a key, and marked so."
        self._say(f"{who} {self.did} {title}.{recorded}")

    def end(self) -> None:
        """Save, or say how. Raises Exit where something was refused."""
        if self.signed:
            if self.then:
                self._say(self.then)
            names = ", ".join(one.standing.subject for one in self.signed)
            if self.commit:
                self._save(f"{self.did.capitalize()} {names}")
            elif not self.context.quiet:
                tell(f"Now save it: {self._command(names)}")
        if self._refused:
            raise click.exceptions.Exit(NOT_SIGNED)

    def _command(self, names: str) -> str:
        return f'ims save {names.replace(",", "")} --reason "{self.did.capitalize()} {names}"'

    def _save(self, reason: str) -> None:
        from ims_docs.services.saving import save_signed

        subjects = [one.standing.subject for one in self.signed]
        person = self.signed[0].signer.person
        try:
            saved = save_signed(self.workspace, subjects, reason, person)
        except NonconformingError as refused:
            raise refused_report(self.context, refused) from refused
        self._say(f"Saved to git as {saved.commit[:10]}.")

    def _say(self, sentence: str) -> None:
        if not self.context.quiet:
            tell(sentence)


def report(signing: Signing, session: SigningSession, act: Callable[[], SignResult]) -> None:
    """Sign one text, and say what that means."""
    signing.sign(session, act, alone=True)
    signing.end()


def approvers(session: SigningSession) -> str:
    """Who may approve it, by name."""
    people = people_of(session.repository)
    names = [people.name(one) for one in people.holders(session.role, session.now.date())]
    return (
        " or ".join(names)
        or f"a holder of the role {approver_role(session.repository, session.subject)}"
    )
