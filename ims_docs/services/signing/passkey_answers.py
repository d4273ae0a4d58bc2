"""The passkeys of a person at an address, and what one of them answered as a signature file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ims_docs.domain.approval_state import people_of
from ims_docs.errors import RefusedError
from ims_docs.formats.signatures import (
    STATEMENTS,
    Assertion,
    MisuseError,
    PublicKey,
    judge,
    signature_of,
)
from ims_docs.model.approval import Statement
from ims_docs.model.repository import Repository
from ims_docs.model.trust import Key, Trust


def passkeys_at(
    repository: Repository, person: str, origin: str, moment: datetime
) -> tuple[str, ...]:
    """The credentials with which a person can sign at an address. Raises RefusedError for none."""
    mine = [one for one in repository.trust.of_person(person) if one.passkey]
    here = [one for one in mine if one.passkey and one.passkey.origin == origin]
    found = [one.passkey for one in here if one.passkey and one.is_valid_at(moment)]
    if found:
        return tuple(one.credential for one in found)
    who = people_of(repository).shown(person)
    if here:
        why = f"The passkey of {who} is closed or not valid yet"
    else:
        others = {one.passkey.origin for one in mine if one.passkey}
        only = f"; there is one that signs at {' and '.join(sorted(others))} only" if others else ""
        why = f"{who} has no passkey that signs at {origin}{only}"
    raise RefusedError(why, hint="Set one up here, and have it added to the list of signers.")


def signature_file(statement: Statement, trust: Trust, origin: str, answer: object) -> str:
    """The signature of a statement, judged as everybody will judge it. Raises RefusedError."""
    message = statement.text.encode()
    try:
        assertion = Assertion.parse(answer)
        key = _asked(trust.keys, assertion.credential, origin)
        signature = signature_of(assertion, PublicKey(key.kind, key.blob), STATEMENTS)
    except MisuseError as error:
        raise RefusedError(str(error), hint=error.hint) from error
    verdict = judge(
        message,
        signature.encode(),
        person=statement.signer,
        when=statement.signed_at,
        trust=trust,
    )
    if verdict.refused:
        raise RefusedError(verdict.refused, hint=verdict.hint)
    return signature


def _asked(keys: Iterable[Key], credential: str, origin: str) -> Key:
    """The key of the list that a browser was asked for, whoever it belongs to."""
    for one in keys:
        if one.passkey and (one.passkey.credential, one.passkey.origin) == (credential, origin):
            return one
    raise MisuseError(
        f"This passkey is not on the list of those who may sign at {origin}",
        "Take the passkey that was set up here, or set this one up.",
    )
