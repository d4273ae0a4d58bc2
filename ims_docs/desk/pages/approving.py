"""Texts that are ready: submitting them, reading what changed, putting them in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from ims_docs.desk.asking import Answer, Call, Elsewhere, Page, page
from ims_docs.desk.keeping import keep, save_all
from ims_docs.desk.office import Sight
from ims_docs.desk.redlines import between
from ims_docs.domain.approval_state import State, Subject, approver_role, people_of, standings
from ims_docs.domain.coverage import reaches
from ims_docs.errors import ImsDocsError, RefusedError
from ims_docs.model.approval import digest
from ims_docs.model.document import Document
from ims_docs.model.trust import Level
from ims_docs.model.version import finished
from ims_docs.services.records.record_text import with_keys
from ims_docs.services.signing import SigningSession, find_subject, open_sessions, since_approval
from ims_docs.services.workspace import Workspace
from ims_docs.services.workspace.transaction import Transaction

NEXT = "next edition"


class Waiting(NamedTuple):
    """A text in the inbox."""

    subject: Subject
    name: str
    version: str
    prepared_by: tuple[str, ...]
    role: str
    is_mine: bool
    """Whether whoever sits here may approve it."""


class Reading(NamedTuple):
    """A text that somebody reads before approving it."""

    subject: Subject
    name: str
    version: str
    digest: str
    prepared_by: tuple[str, ...]
    in_force: str
    """What is in force, in words; empty before the first approval."""
    changed: Markup
    """The redline; empty where the whole text is to be read."""


def inbox(call: Call) -> Answer:
    """What waits for an approval, and what could be submitted."""
    sight = call.look()
    mine = sight.repository.trust.of_person(sight.person) if sight.person else ()
    return page(
        "approvals.html",
        call,
        waiting=_waiting(sight),
        ready=_ready(sight),
        is_recorded=sight.repository.settings.approval_level is Level.RECORDED,
        has_passkey=any(one.passkey for one in mine),
    )


def _subjects(sight: Sight) -> tuple[Subject, ...]:
    return (*sight.repository.documents, *sight.repository.registers)


def _waiting(sight: Sight) -> list[Waiting]:
    repository = sight.repository
    states, people = standings(repository), people_of(repository)
    found = []
    for one in _subjects(sight):
        standing = states.of(one)
        if standing.state is not State.PREPARED:
            continue
        role = approver_role(repository, one)
        mine = (
            bool(sight.person)
            and people.may_act(sight.person, role, repository.as_of)
            and not people.among(sight.person, standing.prepared_by)
        )
        found.append(
            Waiting(one, standing.subject, standing.version, standing.prepared_by, role, mine)
        )
    return sorted(found, key=lambda one: (not one.is_mine, one.name))


def _ready(sight: Sight) -> list[tuple[Subject, str]]:
    """What is complete, and nobody submitted."""
    states, known = standings(sight.repository), reaches(sight.repository)
    return [
        (one, states.of(one).subject)
        for one in _subjects(sight)
        if not states.of(one).is_in_force
        and not states.of(one).prepared_by
        and not known.unfinished(one)
    ]


def approving(call: Call) -> Answer:
    """Submitted texts with what changed in each; when the form was sent, they are approved by a key file."""
    names = (call.path["id"],) if "id" in call.path else _chosen(call)
    if not names:
        return Elsewhere("/approvals", "Choose at least one text.")
    return _approved(call, names) if call.is_writing else shown(call, names)


def _chosen(call: Call) -> tuple[str, ...]:
    return call.form.all("id") if call.is_writing else call.query_all("id")


def shown(call: Call, names: Sequence[str], error: str = "") -> Page:
    """The texts to read, one after the other, and the ways to sign them."""
    sight = call.look()
    mine = sight.repository.trust.of_person(sight.person) if sight.person else ()
    return page(
        "approving.html",
        call,
        status=422 if error else 200,
        readings=[_reading(sight, one) for one in names],
        read=call.form.all("read"),
        error=error,
        is_recorded=sight.repository.settings.approval_level is Level.RECORDED,
        passkeys=[one.passkey for one in mine if one.passkey],
    )


def _reading(sight: Sight, identifier: str) -> Reading:
    subject = find_subject(sight.repository, identifier)
    standing = standings(sight.repository).of(subject)
    data = (sight.workspace.root / subject.path).read_bytes()
    history, approved = sight.workspace.history, standing.in_force
    before = since_approval(history, subject.path, standing.subject, approved)
    version = standing.version or NEXT
    return Reading(
        subject=subject,
        name=standing.subject,
        version=version,
        digest=digest(standing.subject, version, data),
        prepared_by=standing.prepared_by,
        in_force=f"version {approved.version}, approved on {approved.day}" if approved else "",
        changed=between(before.text, data, subject.path) if before.text else Markup(),
    )


def require_read(call: Call, names: Sequence[str]) -> None:
    """Raise RefusedError unless each text was read, and is still what was shown."""
    sight = call.look()
    for name in names:
        reading = _reading(sight, name)
        if reading.name not in call.form.all("read"):
            raise RefusedError(f"Say that you have read {reading.name}")
        if reading.digest not in call.form.all("digest"):
            raise RefusedError(
                f"{reading.name} was changed since you opened it", hint="Read it again."
            )


def _approved(call: Call, names: Sequence[str]) -> Answer:
    workspace = call.office.mine()
    try:
        require_read(call, names)
        done = list(_signed(workspace, open_sessions(workspace, names, None, "")))
    except ImsDocsError as error:
        return shown(call, names, f"{error.message}. {error.hint}".strip())
    keep(workspace, tuple(f"approvals/{one}" for one in done), f"Approve {', '.join(done)}")
    return Elsewhere("/approvals", f"In force since today: {', '.join(done)}. Send it?")


def _signed(workspace: Workspace, sessions: Sequence[SigningSession]) -> Iterator[str]:
    before = {}
    for one in sessions:
        standing = one.standing
        found = since_approval(
            workspace.history, one.subject.path, standing.subject, standing.in_force
        )
        one.require_approver(found.changed_by)
        before[standing.subject] = found.changed_by
    for one in sessions:
        one.approve(before[one.standing.subject])
        yield one.standing.subject


def submitting(call: Call) -> Answer:
    """Say that texts are ready: those that were chosen, each with its own statement."""
    if not call.is_writing:
        return Elsewhere("/approvals")
    workspace = call.office.mine()
    names = call.form.all("id")
    if not names:
        return Elsewhere("/approvals", "Choose at least one text.")
    finish(workspace, names)
    done, refused = _submitted(open_sessions(workspace, names, None, ""))
    if done:
        keep(workspace, tuple(f"approvals/{one}" for one in done), f"Submit {', '.join(done)}")
    said = [f"Submitted: {', '.join(done)}."] if done else []
    return Elsewhere("/approvals", " ".join([*said, *refused]))


def finish(workspace: Workspace, names: Sequence[str]) -> None:
    """Give what is submitted for the first time the version of a complete text."""
    transaction = Transaction(workspace)
    done: list[str] = []
    for one in (find_subject(transaction.repository, name) for name in names):
        if isinstance(one, Document) and finished(one.version) != one.version:
            text = transaction.read(one.path)
            transaction.replace(one.path, with_keys(text, {"version": finished(one.version)}))
            done.append(one.id)
    if done:
        transaction.judge()
        transaction.write()
        save_all(transaction, f"Finish the first version of {', '.join(done)}")


def _submitted(sessions: tuple[SigningSession, ...]) -> tuple[list[str], list[str]]:
    done, refused = [], []
    for one in sessions:
        try:
            one.submit()
        except RefusedError as error:
            refused.append(
                f"{one.standing.subject} is not submitted: {error.message}. {error.hint}"
            )
        else:
            done.append(one.standing.subject)
    return done, refused
