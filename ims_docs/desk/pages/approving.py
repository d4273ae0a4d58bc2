"""Texts that are ready: submitting them, reading what changed, putting them in force."""

from __future__ import annotations

from collections.abc import Sequence
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
from ims_docs.services.signing import SigningSession, open_session, open_sessions
from ims_docs.services.signing.earlier import since_approval
from ims_docs.services.signing.opening import find_subject
from ims_docs.services.workspace import Workspace
from ims_docs.services.workspace.transaction import Transaction


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
    return page(
        "approvals.html",
        call,
        waiting=_waiting(sight),
        ready=_ready(sight),
        level=sight.repository.settings.approval_level,
        is_recorded=sight.repository.settings.approval_level is Level.RECORDED,
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
    """One submitted text with what changed in it; when the form was sent, it is approved."""
    if call.is_writing:
        return _approved(call)
    return _asked(call)


def _asked(call: Call, error: str = "") -> Page:
    sight = call.look()
    reading = _reading(sight, call.path["id"])
    return page(
        "approving.html",
        call,
        status=422 if error else 200,
        reading=reading,
        error=error,
        is_recorded=sight.repository.settings.approval_level is Level.RECORDED,
    )


def _reading(sight: Sight, identifier: str) -> Reading:
    subject = find_subject(sight.repository, identifier)
    standing = standings(sight.repository).of(subject)
    data = (sight.workspace.root / subject.path).read_bytes()
    before = since_approval(
        sight.workspace.history, subject.path, standing.subject, standing.in_force
    )
    version = standing.version or "next edition"
    approved = standing.in_force
    return Reading(
        subject=subject,
        name=standing.subject,
        version=version,
        digest=digest(standing.subject, version, data),
        prepared_by=standing.prepared_by,
        in_force=f"version {approved.version}, approved on {approved.day}" if approved else "",
        changed=between(before.text, data, subject.path) if before.text else Markup(),
    )


def _approved(call: Call) -> Answer:
    workspace = call.office.mine()
    if not call.form.text("read"):
        return _asked(call, "Say that you have read it.")
    try:
        session = open_session(workspace, call.path["id"], None, "")
        seen = digest(
            session.standing.subject, session.standing.version or "next edition", session.data
        )
        if seen != call.form.text("digest"):
            raise RefusedError("The text was changed since you opened it", hint="Read it again.")
        before = since_approval(
            workspace.history,
            session.subject.path,
            session.standing.subject,
            session.standing.in_force,
        )
        session.approve(before.changed_by)
    except ImsDocsError as error:
        return _asked(call, f"{error.message}. {error.hint}".strip())
    name = session.standing.subject
    keep(workspace, (f"approvals/{name}",), f"Approve {name}")
    return Elsewhere("/approvals", f"{name} is approved by you.")


def submitting(call: Call) -> Answer:
    """Say that texts are ready: those that were chosen, each with its own statement."""
    if not call.is_writing:
        return Elsewhere("/approvals")
    workspace = call.office.mine()
    names = call.form.all("id")
    if not names:
        return Elsewhere("/approvals", "Choose at least one text.")
    _finish(workspace, names)
    done, refused = _submitted(open_sessions(workspace, names, None, ""))
    if done:
        keep(workspace, tuple(f"approvals/{one}" for one in done), f"Submit {', '.join(done)}")
    said = [f"Submitted: {', '.join(done)}."] if done else []
    return Elsewhere("/approvals", " ".join([*said, *refused]))


def _finish(workspace: Workspace, names: Sequence[str]) -> None:
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
