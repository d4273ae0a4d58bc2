"""A fingerprint instead of a key file: setting a passkey up, and signing texts with it.

The browser asks the passkey; scripts of ours only hand questions over and answers back, as JSON
in fields of a form. What is signed, and whether it counts, is decided by the services.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from ims_docs.desk.asking import Answer, Call, Elsewhere, page
from ims_docs.desk.keeping import keep
from ims_docs.desk.pages import confirming
from ims_docs.desk.pages.approving import changed_since, require_read, shown
from ims_docs.desk.pages.confirming import reason_of
from ims_docs.desk.pages.submitting import finish
from ims_docs.errors import ImsDocsError, RefusedError
from ims_docs.model.approval import Meaning, digest
from ims_docs.model.trust import LIST
from ims_docs.services.saving import save_signed
from ims_docs.services.signing import (
    BegunEnrolment,
    BegunSigning,
    Outcome,
    Signers,
    begin_enrolment,
    begin_signing,
    finish_enrolment,
    finish_signing,
)

_DONE = {
    Meaning.APPROVED: ("Approve", "In force since today"),
    Meaning.PREPARED: ("Submit", "Submitted"),
    Meaning.REVIEWED: ("Confirm", "Confirmed as still valid"),
    Meaning.WITHDRAWN: ("Withdraw", "Not in force any more"),
    Meaning.RETURNED: ("Return", "Goes back to whoever submitted it"),
}
_WITH_REASON = (Meaning.REVIEWED, Meaning.WITHDRAWN, Meaning.RETURNED)
_AGAIN = "Begin again: the question was answered before, or the desk was started anew."


def enrolling(call: Call) -> Answer:
    """Setting a passkey up for whoever sits here; when it answered, it is on the list of signers."""
    return _enrolled(call) if call.is_writing else _begun(call)


def _begun(call: Call, error: str = "") -> Answer:
    sight = call.look()
    if not sight.person:
        return Elsewhere("/me", "Say who you are first.")
    begun = begin_enrolment(sight.workspace, sight.person, call.office.origin)
    trust = sight.repository.trust
    return page(
        "passkey.html",
        call,
        status=422 if error else 200,
        options=json.dumps(begun.options),
        question=call.office.questions.leave(begun),
        mine=[one for one in trust.of_person(sight.person) if one.passkey],
        error=error,
    )


def _enrolled(call: Call) -> Answer:
    try:
        begun = call.office.questions.take(call.form.text("question"))
        if not isinstance(begun, BegunEnrolment):
            raise RefusedError(_AGAIN)
        workspace = call.mine()
        made = finish_enrolment(workspace, begun, _parsed(call.form.text("answer")))
        Signers.of(workspace).add(begun.person, made.key, made.passkey)
    except ImsDocsError as error:
        return _begun(call, f"{error.message}. {error.hint}".strip())
    keep(workspace, (LIST,), f"Let {begun.name} sign with a passkey")
    return Elsewhere(
        "/approvals",
        f"You can sign with your {made.passkey.described} from now on. Ask somebody who keeps the list to "
        f"compare its fingerprint: {made.key.fingerprint}",
    )


def asking(call: Call) -> Answer:
    """What the passkey is asked for the texts that were read; the page hands it over at once."""
    names, meaning = call.form.all("id"), _meaning(call)
    if not call.is_writing or not names:
        return Elsewhere("/approvals")
    workspace, sight = call.mine(), call.look()
    try:
        read: Mapping[str, bytes] = {}
        if meaning is Meaning.APPROVED:
            read = require_read(call, names)
        elif meaning is Meaning.PREPARED:
            finish(workspace, names)
        begun = begin_signing(
            workspace,
            names,
            meaning=meaning,
            person=sight.person,
            origin=call.office.origin,
            reason=reason_of(call, meaning) if meaning in _WITH_REASON else "",
        )
        _require_same(begun, read)
    except ImsDocsError as error:
        return _not_asked(call, meaning, names, f"{error.message}. {error.hint}".strip())
    refused = next((one.refused for one in begun.settled if one.refused), None)
    if not begun.texts and refused and meaning in _WITH_REASON:
        return _not_asked(call, meaning, names, f"{refused.message}. {refused.hint}".strip())
    if not begun.texts:
        return Elsewhere("/approvals", _told(begun, begun.settled))
    return page(
        "touching.html",
        call,
        texts=begun.texts,
        options=json.dumps({one.subject: one.options for one in begun.texts}),
        question=call.office.questions.leave(begun),
        settled=_told(begun, begun.settled) if begun.settled else "",
    )


def _not_asked(call: Call, meaning: Meaning, names: Sequence[str], said: str) -> Answer:
    """The page from which it was asked, with what is wrong."""
    if meaning in _WITH_REASON:
        return confirming.shown(call, meaning, said)
    return (
        shown(call, names, said) if meaning is Meaning.APPROVED else Elsewhere("/approvals", said)
    )


def _require_same(begun: BegunSigning, read: Mapping[str, bytes]) -> None:
    """Raise RefusedError where the passkey would be asked for other bytes than were read."""
    for one in begun.texts:
        said = one.statement
        if one.subject in read and said.digest != digest(
            one.subject, said.version, read[one.subject]
        ):
            raise changed_since(one.subject)


def answering(call: Call) -> Answer:
    """The answers of the passkey: each text that it signed is kept, and saved."""
    if not call.is_writing:
        return Elsewhere("/approvals")
    begun = call.office.questions.take(call.form.text("question"))
    if not isinstance(begun, BegunSigning):
        raise RefusedError(_AGAIN)
    workspace = call.mine()
    answers = _parsed(call.form.text("answer"))
    outcomes = finish_signing(workspace, begun, answers if isinstance(answers, Mapping) else {})
    done = [one.subject for one in outcomes if one.result]
    if done:
        words = _DONE[begun.meaning][0]
        save_signed(workspace, done, f"{words} {', '.join(done)}", begun.person)
    return Elsewhere("/approvals", _told(begun, (*begun.settled, *outcomes)))


def _told(begun: BegunSigning, outcomes: Sequence[Outcome]) -> str:
    done = ", ".join(one.subject for one in outcomes if one.result)
    said = [f"{_DONE[begun.meaning][1]}: {done}."] if done else []
    said += [
        f"{one.subject}: {one.refused.message}. {one.refused.hint}"
        for one in outcomes
        if one.refused
    ]
    return " ".join(said) or "Nothing was signed."


def _meaning(call: Call) -> Meaning:
    said = call.form.text("meaning")
    return next((one for one in _DONE if one.value == said), Meaning.APPROVED)


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RefusedError(
            "The passkey gave no answer", hint="Try again, and follow what the browser shows."
        ) from error
