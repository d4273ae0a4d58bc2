"""Setting a passkey up: what the browser is asked, and the key that comes of its answer.

`begin_enrolment` says what to hand to `navigator.credentials.create`. What comes back, as
`toJSON()` writes it, goes to `finish_enrolment`. Its key can sign when somebody who keeps the
list of signers has added it, as any other key: `Signers.of(workspace).add(…)` here, or
`ims trust add PERSON --key FILE` with the text of the key elsewhere.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from ims_docs.domain.approval_state import people_of
from ims_docs.errors import ConfigurationError, RefusedError
from ims_docs.formats.signatures import (
    EnrolledKey,
    MisuseError,
    Registration,
    enrolled,
    host_of,
    is_origin,
    url_text,
)
from ims_docs.services.workspace import Workspace
from ims_docs.services.workspace.identity import not_registered

LONGEST = timedelta(minutes=10)
"""So long may pass between a question to a passkey and its answer."""
MILLISECONDS = int(LONGEST.total_seconds()) * 1000
_ES256 = -7
_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class BegunEnrolment:
    """A question to a browser that is not answered yet."""

    person: str
    name: str
    origin: str
    organisation: str
    challenge: bytes
    handle: bytes
    """By chance: a device keeps one passkey for a site and a handle, and would replace the one that
    another organisation or another program at the same site has."""
    known: tuple[str, ...]
    """Credentials that this person has at this address already."""
    moment: datetime

    @property
    def site(self) -> str:
        """What a passkey is bound to: the host of the address."""
        return host_of(self.origin)

    @property
    def options(self) -> Mapping[str, object]:
        """PublicKeyCredentialCreationOptionsJSON, for `parseCreationOptionsFromJSON`."""
        return {
            "rp": {"id": self.site, "name": self.organisation},
            "user": {
                "id": url_text(self.handle),
                "name": f"{self.name}, {self.organisation}",
                "displayName": self.name,
            },
            "challenge": url_text(self.challenge),
            "pubKeyCredParams": [{"type": "public-key", "alg": _ES256}],
            "timeout": MILLISECONDS,
            "attestation": "none",
            "excludeCredentials": [{"type": "public-key", "id": one} for one in self.known],
            "authenticatorSelection": {"residentKey": "preferred", "userVerification": "required"},
        }


def begin_enrolment(workspace: Workspace, person: str, origin: str) -> BegunEnrolment:
    """What to ask the browser of this person at this address. Raises ConfigurationError."""
    require_origin(origin)
    repository = workspace.files()
    people = people_of(repository)
    if not people.knows(person):
        raise not_registered(repository, person)
    mine = (one.passkey for one in repository.trust.of_person(person))
    return BegunEnrolment(
        person=person,
        name=people.name(person),
        origin=origin,
        organisation=repository.settings.organisation or "ims",
        challenge=secrets.token_bytes(_BYTES),
        handle=secrets.token_bytes(_BYTES),
        known=tuple(one.credential for one in mine if one and one.origin == origin),
        moment=workspace.clock.now(),
    )


def finish_enrolment(workspace: Workspace, begun: BegunEnrolment, answer: object) -> EnrolledKey:
    """The key of the passkey that the browser set up; nothing is written. Raises RefusedError.

    `answer` is the RegistrationResponseJSON, parsed and not looked at.
    """
    require_in_time(workspace, begun.moment)
    try:
        return enrolled(
            Registration.parse(answer),
            challenge=begun.challenge,
            origin=begun.origin,
            site=begun.site,
        )
    except MisuseError as error:
        raise RefusedError(str(error), hint=error.hint) from error


def require_origin(origin: str) -> None:
    """Raise ConfigurationError unless browsers let a page of this address ask for a passkey."""
    if not is_origin(origin):
        raise ConfigurationError(
            f"No browser asks for a passkey at {origin}",
            hint="Open the desk at http://localhost and its port, not at a number such as 127.0.0.1.",
        )


def require_in_time(workspace: Workspace, begun: datetime) -> None:
    """Raise RefusedError where a question is so old that its date would not be true."""
    if not timedelta() <= workspace.clock.now() - begun <= LONGEST:
        raise RefusedError(
            "It took too long, and nothing was signed",
            hint=f"Begin again, and answer within {LONGEST.seconds // 60} minutes.",
        )
