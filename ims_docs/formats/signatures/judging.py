"""Whether a signature counts: the bytes, the use, the person, the time."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from ims_docs.formats.signatures.keys import PublicKey
from ims_docs.formats.signatures.kinds import KeyFormError
from ims_docs.formats.signatures.namespaces import STATEMENTS, TRUST_LIST
from ims_docs.formats.signatures.sshsig import Signature, SignatureFormError
from ims_docs.formats.signatures.webauthn import origin_problem
from ims_docs.model.trust import Key, Passkey, Trust

_AGAIN = "Bring it back as it was signed, if git has that. If it never was right, let the person sign anew."


class Verdict(NamedTuple):
    """What a signature is worth."""

    key: str = ""
    """Fingerprint of the key that signed, as far as it could be read."""
    refused: str = ""
    """Why it does not count, empty when it does."""
    hint: str = ""


def judge(  # noqa: PLR0913 - each is one of the things that have to fit
    message: bytes,
    signature: bytes,
    *,
    person: str,
    when: datetime,
    trust: Trust,
    use: str = STATEMENTS,
) -> Verdict:
    """Whether this person signed these bytes for this use, with a key valid at this time."""
    try:
        found = Signature.parse(signature)
        if found.namespace != use:
            namespace = "".join(one if one.isprintable() else "?" for one in found.namespace)[:60]
            return Verdict(
                found.key.fingerprint, f"It was signed for another use ({namespace})", _AGAIN
            )
        found.verify(message)
    except SignatureFormError as error:
        return Verdict("", str(error), error.hint or _AGAIN)
    except KeyFormError as error:
        return Verdict("", str(error), _AGAIN)
    fingerprint = found.key.fingerprint
    mine = [key for key in trust.of_person(person) if key.fingerprint == fingerprint]
    if valid := [key for key in mine if key.is_valid_at(when)]:
        return Verdict(fingerprint, *_misused(found, valid, person))
    return Verdict(fingerprint, *_why_not(fingerprint, person, when, trust))


def root_of(data: bytes, signature: bytes, root_keys: bytes) -> str:
    """The fingerprint of the root key that signed the list, empty when none did."""
    try:
        found = Signature.parse(signature)
        if found.namespace != TRUST_LIST:
            return ""
        found.verify(data)
        if found.made_at:  # nothing vouches for the address of a passkey that would be a root key
            return ""
    except (SignatureFormError, KeyFormError):
        return ""
    for line in root_keys.decode("ascii", "replace").split("\n"):
        try:
            key, _ = PublicKey.parse(line)
        except KeyFormError:
            continue
        if key == found.key:
            return key.fingerprint
    return ""


def _misused(found: Signature, keys: list[Key], person: str) -> tuple[str, str]:
    """Why no line of the list lets this key sign as it did; empty where one does."""
    problems = [_unlike(found, key.passkey, person) for key in keys]
    return ("", "") if None in problems else next(one for one in problems if one)


def _unlike(found: Signature, listed: Passkey | None, person: str) -> tuple[str, str] | None:
    """What a passkey says of itself, and the line that says otherwise."""
    if problem := origin_problem(found.made_at, listed.origin if listed else "", person):
        return problem
    said = found.by_passkey
    if said and listed and said.is_synced and not listed.is_synced:
        return (
            f"The passkey of {person} is listed as one of one device, and signed as one that can be copied",
            "Find out where it is kept. If that is right, set another passkey up and add that one.",
        )
    return None


def _why_not(fingerprint: str, person: str, when: datetime, trust: Trust) -> tuple[str, str]:
    """The keys of the list, and why this one does not speak for this person then."""
    mine = [key for key in trust.of_person(person) if key.fingerprint == fingerprint]
    if mine:
        key = mine[0]
        if key.valid_after and when < key.valid_after:
            return (f"The key of {person} was not valid yet on {when:%Y-%m-%d}", _AGAIN)
        return (
            f"The key of {person} was closed on {key.valid_before:%Y-%m-%d}",
            "Let somebody sign whose key is valid.",
        )
    holder = trust.holder(fingerprint)
    if holder:
        return (f"It says {person}, and the key that signed is that of {holder}", _AGAIN)
    if not trust.of_person(person):
        return (
            f"{person} has no key in the list of signers",
            f"If this is right, add the key: `ims trust add {person} --key FILE`.",
        )
    return (
        f"It says {person}, and the key that signed is in nobody's name ({fingerprint})",
        "Find out who signed before you add any key.",
    )
