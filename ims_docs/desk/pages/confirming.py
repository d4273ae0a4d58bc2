"""A text in force that somebody looks at again: still valid as it stands, or no longer in force."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ims_docs.desk.asking import Answer, Call, Elsewhere, Page, page
from ims_docs.desk.opening import by_key, opened
from ims_docs.domain.approval_state import Standing, Subject, standings, suspects
from ims_docs.errors import ImsDocsError, RefusedError
from ims_docs.model.approval import Meaning
from ims_docs.model.trust import Level
from ims_docs.services.saving import save_signed
from ims_docs.services.signing import SigningSession, SignResult, find_subject, open_session


class _Act(NamedTuple):
    """What is said about a text in force."""

    meaning: Meaning
    done: str
    """What the save is called."""
    sign: Callable[[SigningSession, str], SignResult]


_ACTS = {
    "review": _Act(Meaning.REVIEWED, "Confirm", lambda one, why: one.review(why)),
    "refuse": _Act(Meaning.RETURNED, "Return", lambda one, why: one.send_back(why)),
    "withdraw": _Act(Meaning.WITHDRAWN, "Withdraw", lambda one, why: one.withdraw(why)),
}


@by_key
def confirming(call: Call) -> Answer:
    """What changed around a text, and the sentence why it is still valid; signed when it was sent."""
    return _page(call, "review")


@by_key
def withdrawing(call: Call) -> Answer:
    """The sentence why a text is no longer in force; signed when it was sent."""
    return _page(call, "withdraw")


@by_key
def refusing(call: Call) -> Answer:
    """The sentence why a submitted text is not approved; signed when it was sent."""
    return _page(call, "refuse")


def _page(call: Call, name: str) -> Answer:
    if call.is_writing:
        return _signed(call, _ACTS[name])
    return shown(call, _ACTS[name].meaning)


def reason_of(call: Call, meaning: Meaning) -> str:
    """The sentence that was typed, as it is signed."""
    said = call.form.text("reason").strip()
    is_beginning = meaning is Meaning.REVIEWED and said.casefold().startswith("because")
    return f"still valid {said}" if is_beginning else said


def shown(call: Call, meaning: Meaning, error: str = "") -> Page:
    """The form, with what changed around the text."""
    sight, is_review = call.look(), meaning is Meaning.REVIEWED
    is_return = meaning is Meaning.RETURNED
    identifier = call.path.get("id") or call.form.text("id")
    subject = find_subject(sight.repository, identifier)
    standing = standings(sight.repository).of(subject)
    _require(standing, meaning)
    mine = sight.repository.trust.of_person(sight.person) if sight.person else ()
    return page(
        "confirming.html",
        call,
        status=422 if error else 200,
        subject=subject,
        standing=standing,
        meaning=meaning.value,
        is_review=is_review,
        is_return=is_return,
        changes=_around(call, subject) if is_review else (),
        looked=suspects(sight.repository).looked(subject) if is_review else "",
        reason=call.form.text("reason", "because " if is_review else ""),
        error=error,
        is_recorded=sight.repository.settings.approval_level is Level.RECORDED,
        has_passkey=any(one.passkey for one in mine),
    )


class Around(NamedTuple):
    """Something that a text rests on and that changed since somebody last looked."""

    what: str
    change: str
    place: str
    """The page that shows it, empty where there is none."""


def _around(call: Call, subject: Subject) -> list[Around]:
    sight = call.look()
    sight.workspace.history.require_whole(lost=", so linked files cannot be compared")
    found = []
    for one in suspects(sight.repository).of(subject):
        named = one.command.removeprefix("ims ").split(" ")
        place = next((sight.place(word) for word in named if sight.place(word)), "")
        found.append(Around(one.what, one.change, place))
    return found


def _require(standing: Standing, meaning: Meaning) -> None:
    if meaning is Meaning.RETURNED and (standing.is_in_force or not standing.prepared_by):
        raise RefusedError(
            f"This text of {standing.subject} waits for no approval",
            hint="So there is nothing to refuse.",
        )
    if meaning is Meaning.REVIEWED and not standing.is_in_force:
        raise RefusedError(
            f"This text of {standing.subject} is not in force, so there is nothing to review",
            hint="Submit it when it is ready.",
        )
    if meaning is Meaning.WITHDRAWN and standing.in_force is None:
        raise RefusedError(
            f"{standing.subject} is not in force, so there is nothing to withdraw",
            hint="What was never approved is taken out with its removal page.",
        )


def _signed(call: Call, act: _Act) -> Answer:
    name = call.path["id"]
    workspace = call.mine()
    try:
        with opened(call):
            session = open_session(workspace, name, None, "")
            result = act.sign(session, reason_of(call, act.meaning))
    except ImsDocsError as error:
        return shown(call, act.meaning, f"{error.message}. {error.hint}".strip())
    subject = session.standing.subject
    if not result.again:
        save_signed(workspace, [subject], f"{act.done} {subject}", call.look().person)
    here = "/approvals" if act.meaning is Meaning.RETURNED else f"/{session.subject.path}"
    return Elsewhere(here, told(act.meaning, subject))


def told(meaning: Meaning, subject: str) -> str:
    """What happened, in a sentence."""
    if meaning is Meaning.REVIEWED:
        return f"{subject} is confirmed: it is still valid, and its next review counts from today."
    if meaning is Meaning.RETURNED:
        return f"{subject} goes back. Whoever submitted it sees why. Send it?"
    return f"{subject} is withdrawn. It is not in force any more, and serves no clause."
