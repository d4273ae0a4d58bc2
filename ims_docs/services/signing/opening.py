"""Which text somebody means, who that somebody is, and with which key they sign."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from ims_docs.adapters import ssh_keygen
from ims_docs.adapters.git.unfinished import under_way
from ims_docs.domain.approval_state import Subject, people_of, standings
from ims_docs.domain.coverage import reaches
from ims_docs.domain.unread import refuse_unread
from ims_docs.errors import ConfigurationError, RefusedError
from ims_docs.model.document import Document
from ims_docs.model.naming import id_called, meant, type_called
from ims_docs.model.repository import Repository
from ims_docs.model.trust import Level
from ims_docs.model.type import Kind
from ims_docs.services.signing.permission import Permission, Signer
from ims_docs.services.signing.session import SigningSession
from ims_docs.services.workspace import Workspace

KEY = "~/.ssh/ims-docs"
"""Where `ims key new` puts a key, and where the others look for it."""


def key_file(key: Path | None) -> Path:
    """The key that was named, or the one that `ims key new` makes. Raises ConfigurationError."""
    try:
        return (key or Path(KEY)).expanduser()
    except RuntimeError as error:
        raise ConfigurationError(
            "This computer does not say where your home folder is",
            hint="Name a file of your own: --key FILE.",
        ) from error


def open_session(
    workspace: Workspace, identifier: str, key: Path | None, person: str
) -> SigningSession:
    """The text that was named, and the person who signs. Raises as its parts do."""
    return open_sessions(workspace, [identifier], key, person)[0]


def open_sessions(
    workspace: Workspace, identifiers: Sequence[str], key: Path | None, person: str
) -> tuple[SigningSession, ...]:
    """The same for several texts, each once, with one person who signs."""
    repository = _settled(workspace)
    subjects = _named(repository, identifiers)
    now = workspace.clock.now()
    try:
        signer = find_signer(workspace, repository, key, person)
    except (ConfigurationError, RefusedError) as error:
        if len(subjects) == 1:
            _refuse_unready(
                Permission(
                    repository=repository, subject=subjects[0], signer=Signer(person), now=now
                ),
                error,
            )
        raise
    return _sessions(workspace, repository, subjects, signer, now)


def _refuse_unready(permission: Permission, signer: ConfigurationError | RefusedError) -> None:
    """Raise RefusedError where the text stands in the way as well, so that one learns of both."""
    try:
        permission.require_complete()
    except RefusedError as text:
        raise RefusedError(
            f"{text.message}. And {signer.message[:1].lower()}{signer.message[1:]}",
            hint=f"{text.hint} Then {signer.hint[:1].lower()}{signer.hint[1:]}",
        ) from signer


def open_waiting(
    workspace: Workspace, key: Path | None, person: str, *, submitted: bool
) -> tuple[SigningSession, ...]:
    """Everything that waits: to be approved by this person, or, not `submitted`, to be submitted."""
    repository = _settled(workspace)
    signer = find_signer(workspace, repository, key, person)
    return _waiting(workspace, repository, signer, submitted=submitted)


def waiting_for(
    workspace: Workspace, person: str, *, submitted: bool
) -> tuple[SigningSession, ...]:
    """The same for a person who is known, before it is known how that person signs."""
    return _waiting(workspace, _settled(workspace), Signer(person), submitted=submitted)


def sessions_for(
    workspace: Workspace, identifiers: Sequence[str], signer: Signer, now: datetime
) -> tuple[SigningSession, ...]:
    """The texts that were named, each once, for somebody who signs as of this moment."""
    repository = _settled(workspace)
    return _sessions(workspace, repository, _named(repository, identifiers), signer, now)


def _named(repository: Repository, identifiers: Sequence[str]) -> list[Subject]:
    found = {one.path: one for one in (find_subject(repository, name) for name in identifiers)}
    return list(found.values())


def _waiting(
    workspace: Workspace, repository: Repository, signer: Signer, *, submitted: bool
) -> tuple[SigningSession, ...]:
    waiting = [
        one
        for one in unsigned(repository, submitted=submitted)
        if submitted or not isinstance(one, Document) or one.is_final
    ]
    found = _sessions(workspace, repository, waiting, signer, workspace.clock.now())
    if submitted:
        people, day = people_of(repository), workspace.clock.now().date()
        return tuple(one for one in found if people.may_act(one.signer.person, one.role, day))
    return found


def unsigned(repository: Repository, *, submitted: bool) -> list[Subject]:
    """What waits for an approval, or, not `submitted`, is complete and waits to be submitted."""
    subjects: tuple[Subject, ...] = (*repository.documents, *repository.registers)
    states = standings(repository)
    open_ = [one for one in subjects if not states.of(one).is_in_force]
    found = [one for one in open_ if bool(states.of(one).prepared_by) is submitted]
    known = reaches(repository)
    return found if submitted else [one for one in found if not known.unfinished(one)]


def _settled(workspace: Workspace) -> Repository:
    """What the files say. Raises RefusedError while something is unfinished in git."""
    if what := under_way(workspace.history):
        raise RefusedError(
            f"{what} is under way in git and not finished, so nothing is signed now",
            hint="Finish it first: `git status` says how.",
        )
    return workspace.read().repository


def _sessions(
    workspace: Workspace,
    repository: Repository,
    subjects: Sequence[Subject],
    signer: Signer,
    now: datetime,
) -> tuple[SigningSession, ...]:
    return tuple(
        SigningSession(
            root=workspace.root,
            repository=repository,
            lock=workspace.lock,
            subject=subject,
            data=(workspace.root / subject.path).read_bytes(),
            signer=signer,
            now=now,
        )
        for subject in subjects
    )


def find_subject(repository: Repository, identifier: str) -> Subject:
    """The document with this id, in any case, or path, or the register of this name."""
    identifier = id_called(repository, identifier)
    if (type_ := type_called(repository.types, identifier)) and type_.kind is Kind.REGISTER:
        identifier = type_.name
    subjects: dict[str, Subject] = {one.type: one for one in repository.registers}
    subjects.update({one.id: one for one in repository.documents if one.id})
    subjects.update({one.path: one for one in (*subjects.values(), *repository.documents)})
    if identifier in subjects:
        return subjects[identifier]
    refuse_unread(repository, identifier)
    titled = [one.id for one in meant(repository, "any", identifier) if one.id in subjects]
    close = titled or difflib.get_close_matches(identifier, subjects, 1)
    raise ConfigurationError(
        f"There is no document or register {identifier!r}",
        hint=f"Did you mean {close[0]}?"
        if close
        else "Name an id such as POL-0001 or a register such as risks.",
    )


def find_signer(
    workspace: Workspace, repository: Repository, key: Path | None, person: str
) -> Signer:
    """The person who signs, by the key or by name. Raises ConfigurationError, RefusedError."""
    people = people_of(repository)
    if repository.settings.approval_level is Level.RECORDED and key is None:
        who = person or people.by_email(workspace.history.user_email())
        if not people.knows(who):
            raise ConfigurationError(
                f"{who} is not in the people register" if who else "It is not clear who you are",
                hint="Say so with --as and your id in the people register, such as PER-0001.",
            )
        return Signer(who)
    file = key_file(key)
    mine = people.by_email(workspace.history.user_email()) or "PERSON"
    if key is None:
        _require_usual_key(file, mine)
    public = ssh_keygen.read_public(file)
    known = [one for one in repository.trust.keys if one.fingerprint == public.fingerprint]
    if not known:
        raise ConfigurationError(
            f"Your key is not on the list of those who may sign ({public.fingerprint})",
            hint=f"Send {file.name}.pub to whoever keeps the list, who runs: ims trust add {mine} --key "
            f"{file.name}.pub. If you keep it, run: ims trust add {mine}",
        )
    if not any(one.is_valid_at(workspace.clock.now()) for one in known):
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


def _require_usual_key(file: Path, person: str) -> None:
    """Raise ConfigurationError where nobody has made a key yet."""
    if not file.with_name(f"{file.name}.pub").exists():
        raise ConfigurationError(
            f"There is no key at {file}",
            hint="Make one with `ims key new` and have it put on the list of those who may sign: "
            f"`ims trust add {person}`. Or name yours with --key FILE.",
        )
