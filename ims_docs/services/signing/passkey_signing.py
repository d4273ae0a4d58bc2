"""Signing with a passkey: what the browser is asked for each text, and what comes of its answers.

`begin_signing` drafts the statements, the same as in a terminal, and says for each what to hand to
`navigator.credentials.get`: one touch for one text. The answers, as `toJSON()` writes them, go to
`finish_signing`, one by one as they come or all together. It drafts each statement anew, and keeps
it only where that is still, byte for byte, what the person was asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ims_docs.errors import RefusedError
from ims_docs.formats.signatures import STATEMENTS, challenge_of, host_of, url_text
from ims_docs.model.approval import Meaning, Statement
from ims_docs.services.signing.drafting import Act
from ims_docs.services.signing.earlier import since_approval
from ims_docs.services.signing.opening import sessions_for
from ims_docs.services.signing.passkey_answers import passkeys_at, signature_file
from ims_docs.services.signing.passkey_enrolment import (
    MILLISECONDS,
    require_in_time,
    require_origin,
)
from ims_docs.services.signing.permission import Signer
from ims_docs.services.signing.session import SigningSession, SignResult
from ims_docs.services.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class ToSign:
    """One text that somebody is asked to sign."""

    subject: str
    """Id of the document, or name of the register."""
    title: str
    statement: Statement
    options: Mapping[str, object]
    """PublicKeyCredentialRequestOptionsJSON, for `parseRequestOptionsFromJSON`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one text: the statement that is there now, or the sentence that says why not."""

    subject: str
    result: SignResult | None = None
    refused: RefusedError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BegunSigning:
    """Questions to a passkey that are not all answered yet."""

    person: str
    origin: str
    meaning: Meaning
    reason: str
    moment: datetime
    """What the statements give as the moment of signing."""
    texts: tuple[ToSign, ...]
    settled: tuple[Outcome, ...]
    """Texts for which there is nothing to touch: said before, or refused."""


def begin_signing(  # noqa: PLR0913 - who, where, what, which, why
    workspace: Workspace,
    identifiers: Sequence[str],
    *,
    meaning: Meaning,
    person: str,
    origin: str,
    reason: str = "",
) -> BegunSigning:
    """What to ask the passkey of this person. Raises RefusedError, ConfigurationError.

    A text that is refused stops none of the others: it is named in `settled`.
    """
    require_origin(origin)
    now = workspace.clock.now()
    sessions = sessions_for(workspace, identifiers, Signer(person), now)
    credentials = passkeys_at(sessions[0].repository, person, origin, now) if sessions else ()
    _require_history(workspace, meaning)
    drafted = [
        _drafted(session, _act(workspace, session, meaning, reason), origin, credentials)
        for session in sessions
    ]
    return BegunSigning(
        person=person,
        origin=origin,
        meaning=meaning,
        reason=reason,
        moment=now,
        texts=tuple(one for one in drafted if isinstance(one, ToSign)),
        settled=tuple(one for one in drafted if isinstance(one, Outcome)),
    )


def finish_signing(
    workspace: Workspace, begun: BegunSigning, answers: Mapping[str, object]
) -> tuple[Outcome, ...]:
    """Keep what was signed: subject to AuthenticationResponseJSON, parsed and not looked at.

    What is right is written, also where another answer is refused. Asked again with the same
    answers, it writes nothing twice. Raises RefusedError where none of it can be taken any more.
    """
    require_in_time(workspace, begun.moment)
    _require_history(workspace, begun.meaning)
    asked = {one.subject: one for one in begun.texts if one.subject in answers}
    sessions = sessions_for(workspace, list(asked), Signer(begun.person), begun.moment)
    return tuple(_finished(workspace, begun, sessions, asked, answers))


def begin_approval(
    workspace: Workspace, identifiers: Sequence[str], *, person: str, origin: str
) -> BegunSigning:
    """What to ask the passkey of somebody who approves these texts. Raises as `begin_signing`."""
    return begin_signing(
        workspace, identifiers, meaning=Meaning.APPROVED, person=person, origin=origin
    )


def _drafted(
    session: SigningSession, act: Act, origin: str, credentials: Sequence[str]
) -> ToSign | Outcome:
    name = session.standing.subject
    try:
        statement = session.draft(act)
    except RefusedError as refused:
        return Outcome(subject=name, refused=refused)
    if statement is None:
        return Outcome(subject=name, result=session.signed_before(act.meaning))
    return ToSign(
        subject=name,
        title=session.subject.title,
        statement=statement,
        options=_options(statement, origin, credentials),
    )


def _finished(
    workspace: Workspace,
    begun: BegunSigning,
    sessions: Sequence[SigningSession],
    asked: Mapping[str, ToSign],
    answers: Mapping[str, object],
) -> Iterator[Outcome]:
    for session in sessions:
        name = session.standing.subject
        try:
            act = _act(workspace, session, begun.meaning, begun.reason)
            result = _kept(session, act, asked[name].statement, begun.origin, answers[name])
        except RefusedError as refused:
            yield Outcome(subject=name, refused=refused)
        else:
            yield Outcome(subject=name, result=result)


def _kept(
    session: SigningSession, act: Act, asked: Statement, origin: str, answer: object
) -> SignResult:
    for one in session.repository.statements:
        if one.statement == asked and not one.refused:
            return SignResult(one.path, again=True)
    statement = session.draft(act)
    if statement is None:
        return session.signed_before(act.meaning)
    if statement != asked:
        raise RefusedError(
            f"{asked.document} changed while you signed, so nothing was kept",
            hint="Read it again, and sign what is there now.",
        )
    return session.keep(
        statement, signature_file(statement, session.repository.trust, origin, answer)
    )


def _act(workspace: Workspace, session: SigningSession, meaning: Meaning, reason: str) -> Act:
    changed_by: tuple[str, ...] = ()
    if meaning is Meaning.APPROVED:
        standing, path = session.standing, session.subject.path
        before = since_approval(workspace.history, path, standing.subject, standing.in_force)
        changed_by = before.changed_by
    return Act(meaning, reason, changed_by)


def _require_history(workspace: Workspace, meaning: Meaning) -> None:
    """Who changed a text since it was approved cannot approve it, so all changes have to be there."""
    if meaning is Meaning.APPROVED:
        workspace.history.require_whole(lost=", so nobody can say who changed this text")


def _options(statement: Statement, origin: str, credentials: Sequence[str]) -> Mapping[str, object]:
    return {
        "challenge": url_text(challenge_of(statement.text.encode(), STATEMENTS)),
        "rpId": host_of(origin),
        "allowCredentials": [{"type": "public-key", "id": one} for one in credentials],
        "userVerification": "required",
        "timeout": MILLISECONDS,
    }
