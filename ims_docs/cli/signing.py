"""What the commands that sign have in common: which text, which person, which key."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from ims_docs.adapters.git import History
from ims_docs.cli.group import Context
from ims_docs.cli.repository import open_history, read_files
from ims_docs.domain.approval_state import Subject, approver_role, people_of
from ims_docs.errors import ConfigurationError, RefusedError
from ims_docs.model.repository import Repository
from ims_docs.model.trust import Level
from ims_docs.reporters.printable import printable
from ims_docs.services.signing import Signer, SigningSession, SignResult
from ims_docs.services.workspace import find_root

Command = TypeVar("Command", bound=Callable[..., Any])

KEY = "~/.ssh/ims-docs"
"""Where `ims key new` puts a key, and where the others look for it."""


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


def key_file(key: Path | None) -> Path:
    """The key that was named, or the one that `ims key new` makes."""
    return (key or Path(KEY)).expanduser()


def now() -> datetime:
    """The moment in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def open_session(
    context: Context, identifier: str, key: Path | None, person: str
) -> tuple[SigningSession, History]:
    """The text that was named, and the person who signs. Raises as its parts do."""
    root = find_root(context.folder)
    history = open_history(context, root)
    if any((root / history.git_path(name)).exists() for name in ("MERGE_HEAD", "rebase-merge")):
        raise RefusedError(
            "Two versions are just being joined in git, so nothing is signed now",
            hint="Finish that first (git merge --continue or git rebase --continue).",
        )
    repository = read_files(root)
    subject = find_subject(repository, identifier)
    moment = now()
    return (
        SigningSession(
            root=root,
            repository=repository,
            lock=root / history.git_path("ims.lock"),
            subject=subject,
            data=(root / subject.path).read_bytes(),
            signer=find_signer(repository, history, key, person, moment),
            now=moment,
        ),
        history,
    )


def find_subject(repository: Repository, identifier: str) -> Subject:
    """The document with this id or path, or the register of this name."""
    subjects: dict[str, Subject] = {one.type: one for one in repository.registers}
    subjects.update({one.id: one for one in repository.documents if one.id})
    subjects.update({one.path: one for one in (*subjects.values(), *repository.documents)})
    if identifier in subjects:
        return subjects[identifier]
    close = difflib.get_close_matches(identifier, subjects, 1)
    raise ConfigurationError(
        f"There is no document or register {identifier!r}",
        hint=f"Did you mean {close[0]}?"
        if close
        else "Name an id such as POL-0001 or a register such as risks.",
    )


def tell(context: Context, desk: SigningSession, said: SignResult, did: str, then: str) -> None:
    """The file on stdout; on stderr what that means and what comes next."""
    click.echo(said.path)
    if context.quiet:
        return
    who = people_of(desk.repository).name(desk.signer.person)
    title = f"{desk.standing.subject}, {desk.subject.title}"
    if said.again:
        click.echo(printable(f"That was said before; nothing was written: {title}."), err=True)
        return
    recorded = "" if desk.signer.key else " This is recorded without a key, and marked so."
    click.echo(printable(f"{who} {did} {title}.{recorded}"), err=True)
    if then:
        click.echo(printable(then), err=True)
    click.echo(
        f'Now save it: git add approvals && git commit -m "{did} {desk.standing.subject}"', err=True
    )


def approvers(desk: SigningSession) -> str:
    """Who may approve it, by name."""
    people = people_of(desk.repository)
    names = [people.name(one) for one in people.holders(desk.role, desk.now.date())]
    return (
        " or ".join(names) or f"a holder of the role {approver_role(desk.repository, desk.subject)}"
    )


def find_signer(
    repository: Repository, history: History, key: Path | None, person: str, moment: datetime
) -> Signer:
    """The person who signs, by the key or by name. Raises ConfigurationError, RefusedError."""
    people = people_of(repository)
    if repository.settings.approval_level is Level.RECORDED and key is None:
        who = person or people.by_email(history.user_email())
        if not people.knows(who):
            raise ConfigurationError(
                f"{who} is not in the people register" if who else "It is not clear who you are",
                hint="Say so with --as and your id in the people register, such as PER-0001.",
            )
        return Signer(who)
    from ims_docs.adapters import ssh_keygen

    file = key_file(key)
    public = ssh_keygen.read_public(file)
    known = [one for one in repository.trust.keys if one.fingerprint == public.fingerprint]
    if not known:
        raise ConfigurationError(
            f"Your key is not on the list of those who may sign ({public.fingerprint})",
            hint=f"Ask whoever keeps the list to run: ims trust add PERSON --key {file.name}.pub",
        )
    if not any(one.is_valid_at(moment) for one in known):
        raise RefusedError(
            f"The key of {people.shown(known[0].person)} is closed or not valid yet",
            hint="Make another one with `ims key new`, and have it added to the list.",
        )
    if person and person != known[0].person:
        raise RefusedError(
            f"This is the key of {people.shown(known[0].person)}, not of {person}",
            hint="Sign with your own key, and leave --as out.",
        )
    return Signer(known[0].person, file)
