"""Texts that are ready: submitting them, reading what changed, putting them in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from ims_docs.desk.asking import Answer, Call, Elsewhere, Page, page
from ims_docs.desk.office import Sight
from ims_docs.desk.opening import by_key, opened
from ims_docs.desk.redlines import between
from ims_docs.desk.wholes import Whole, whole_of
from ims_docs.domain.approval_state import (
    State,
    Subject,
    approver_role,
    people_of,
    standings,
    suspects,
)
from ims_docs.errors import ImsDocsError, RefusedError
from ims_docs.model.approval import digest
from ims_docs.model.trust import Level
from ims_docs.services.saving import save_signed
from ims_docs.services.signing import (
    SigningSession,
    find_subject,
    open_sessions,
    since_approval,
    unsigned,
)
from ims_docs.services.workspace import Workspace

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
    whole: Whole


def inbox(call: Call) -> Answer:
    """What waits for an approval, and what could be submitted."""
    sight = call.look()
    mine = sight.repository.trust.of_person(sight.person) if sight.person else ()
    return page(
        "approvals.html",
        call,
        waiting=_waiting(sight),
        ready=_ready(sight),
        due=_due(sight),
        is_recorded=sight.repository.settings.approval_level is Level.RECORDED,
        has_passkey=any(one.passkey for one in mine),
    )


def _waiting(sight: Sight) -> list[Waiting]:
    repository = sight.repository
    states, people = standings(repository), people_of(repository)
    found = []
    for one in unsigned(repository, submitted=True):
        standing = states.of(one)
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
    states = standings(sight.repository)
    return [(one, states.of(one).subject) for one in unsigned(sight.repository, submitted=False)]


class Due(NamedTuple):
    """A text in force that somebody has to look at again."""

    subject: Subject
    name: str
    why: str


def _due(sight: Sight) -> list[Due]:
    """What is past its review, or rests on something that changed since."""
    repository, found = sight.repository, []
    subjects: tuple[Subject, ...] = (*repository.documents, *repository.registers)
    for one in subjects:
        standing = standings(repository).of(one)
        changed = suspects(repository).of(one)
        if standing.state is State.REVIEW_DUE:
            found.append(
                Due(one, standing.subject, f"was to be reviewed by {standing.next_review}")
            )
        elif changed:
            more = f", and {len(changed) - 1} more" if len(changed) > 1 else ""
            why = f"{changed[0].what}, {changed[0].change}{more}"
            found.append(Due(one, standing.subject, why))
    return sorted(found, key=lambda one: one.name)


@by_key
def approving(call: Call) -> Answer:
    """Submitted texts with what changed in each; when the form was sent, they are approved by a key file."""
    names = (call.path["id"],) if "id" in call.path else _chosen(call)
    if not names:
        return Elsewhere("/approvals", "Choose at least one text.")
    return _approved(call, names) if call.is_writing else shown(call, names)


def _chosen(call: Call) -> tuple[str, ...]:
    return call.form.all("id") if call.is_writing else call.many.get("id", ())


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


class _Shown(NamedTuple):
    """A text as it lies there: what is shown and what is signed have to be the same bytes."""

    subject: Subject
    name: str
    version: str
    data: bytes

    @property
    def digest(self) -> str:
        return digest(self.name, self.version, self.data)


def _shown(sight: Sight, identifier: str) -> _Shown:
    subject = find_subject(sight.repository, identifier)
    standing = standings(sight.repository).of(subject)
    data = (sight.workspace.root / subject.path).read_bytes()
    return _Shown(subject, standing.subject, standing.version or NEXT, data)


def _reading(sight: Sight, identifier: str) -> Reading:
    text = _shown(sight, identifier)
    standing = standings(sight.repository).of(text.subject)
    history, path, approved = sight.workspace.history, text.subject.path, standing.in_force
    before = since_approval(history, path, text.name, approved)
    return Reading(
        subject=text.subject,
        name=text.name,
        version=text.version,
        digest=text.digest,
        prepared_by=standing.prepared_by,
        in_force=f"version {approved.version}, approved on {approved.day}" if approved else "",
        changed=between(before.text, text.data, path) if before.text else Markup(),
        whole=whole_of(sight, text.subject, text.data),
    )


def require_read(call: Call, names: Sequence[str]) -> Mapping[str, bytes]:
    """By name the bytes that were read. Raises RefusedError for a text that was not, or is another one."""
    found = [_shown(call.look(), name) for name in names]
    for one in found:
        if one.name not in call.form.all("read"):
            raise RefusedError(f"Say that you have read {one.name}")
        if one.digest not in call.form.all("digest"):
            raise changed_since(one.name)
    return {one.name: one.data for one in found}


def changed_since(name: str) -> RefusedError:
    """What was read is not what would be signed."""
    return RefusedError(f"{name} was changed since you opened it", hint="Read it again.")


def _approved(call: Call, names: Sequence[str]) -> Answer:
    workspace = call.mine()
    try:
        read = require_read(call, names)
        workspace.history.require_whole(lost=", so nobody can say who changed this text")
        with opened(call):
            done = list(_signed(workspace, open_sessions(workspace, names, None, ""), read))
    except ImsDocsError as error:
        return shown(call, names, f"{error.message}. {error.hint}".strip())
    save_signed(workspace, done, f"Approve {', '.join(done)}", call.look().person)
    return Elsewhere("/approvals", f"In force since today: {', '.join(done)}. Send it?")


def _signed(
    workspace: Workspace, sessions: Sequence[SigningSession], read: Mapping[str, bytes]
) -> Iterator[str]:
    before = {}
    for one in sessions:
        if one.data != read[one.standing.subject]:
            raise changed_since(one.standing.subject)
        standing = one.standing
        found = since_approval(
            workspace.history, one.subject.path, standing.subject, standing.in_force
        )
        one.require_approver(found.changed_by)
        before[standing.subject] = found.changed_by
    for one in sessions:
        one.approve(before[one.standing.subject])
        yield one.standing.subject
