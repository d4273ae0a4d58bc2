"""Signatures that a passkey makes in a browser, as OpenSSH keeps them (PROTOCOL.u2f).

The kind is `webauthn-sk-ecdsa-sha2-nistp256@openssh.com`. After its name stand the two
numbers of the ECDSA signature, the flags and the counter of the authenticator, the origin,
the client data that the browser wrote, and extensions.

What a browser hands to the passkey as challenge is not a digest: it is everything that
`ssh-keygen -Y sign` would sign, `SSHSIG` and what follows. OpenSSH does not parse the client
data. It asks that they begin, byte for byte, with

    {"type":"webauthn.get","challenge":"…","origin":"…"

where the challenge is the signed bytes in base64url without padding (`webauthn_check_prepare_hash`
in ssh-ecdsa-sk.c). Then the passkey has signed the digest of the application, the flags, the
counter, the extensions and the digest of the client data. OpenSSH asks neither whether anybody was
there, nor who, nor at which address: that is asked here and in `judge`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass

from ims_docs.formats.signatures.wire import Wire, WireError, string

KIND = "webauthn-sk-ecdsa-sha2-nistp256@openssh.com"
"""What OpenSSH calls such a signature."""

PRESENT, VERIFIED, SYNCABLE, SYNCED, ATTESTED, EXTENDED = 0x01, 0x04, 0x08, 0x10, 0x40, 0x80
"""The flags of an authenticator (Web Authentication, section 6.1)."""

GET, CREATE = "webauthn.get", "webauthn.create"
_MAGIC = b"SSHSIG"
_ANEW = "Let the person sign anew."
_WHO_ASKED = "Find out which page asked for it before you let anybody sign anew."


class MisuseError(ValueError):
    """A passkey signed, and not what or not how it had to; with what to do about it."""

    def __init__(self, message: str, hint: str = _ANEW) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class ClientData:
    """What a browser says it asked of a passkey."""

    kind: str
    challenge: str
    origin: str
    is_framed: bool
    """Whether it was asked inside a page of another site."""

    @classmethod
    def parse(cls, data: bytes) -> ClientData:
        """Read it. Raises MisuseError where it can be read in no way, or in two."""
        try:
            values = json.loads(data.decode("utf-8"), object_pairs_hook=_each_once)
        except (ValueError, RecursionError) as error:
            raise MisuseError("What the browser says about it cannot be read") from error
        if not isinstance(values, dict):
            raise MisuseError("What the browser says about it cannot be read")
        kind, challenge, origin = (values.get(one) for one in ("type", "challenge", "origin"))
        if not (isinstance(kind, str) and isinstance(challenge, str) and isinstance(origin, str)):
            raise MisuseError("What the browser says about it leaves out what was asked")
        is_framed = values.get("crossOrigin", False) is not False or "topOrigin" in values
        return cls(kind, challenge, origin, is_framed)


@dataclass(frozen=True, slots=True)
class PasskeySignature:
    """A signature of a passkey as it was read; nothing is verified yet."""

    numbers: bytes
    """The two numbers of the ECDSA signature, each an mpint."""
    flags: int
    counter: int
    """Passkeys that are copied between devices count nothing, so nothing is concluded from it."""
    origin: str
    client_data: bytes
    extensions: bytes

    @classmethod
    def read(cls, wire: Wire) -> PasskeySignature:
        """Read what stands after the name of the kind. Raises WireError."""
        found = cls(
            numbers=wire.string(),
            flags=wire.take(1)[0],
            counter=wire.number(),
            origin=wire.name(),
            client_data=wire.string(),
            extensions=wire.string(),
        )
        wire.end()
        return found

    @property
    def raw(self) -> bytes:
        """As it stands in a signature file."""
        return b"".join(
            (
                string(KIND.encode()),
                string(self.numbers),
                bytes([self.flags]),
                self.counter.to_bytes(4, "big"),
                string(self.origin.encode("ascii")),
                string(self.client_data),
                string(self.extensions),
            )
        )

    @property
    def is_synced(self) -> bool:
        """Whether the passkey says that it may be copied to other devices; it never changes that."""
        return bool(self.flags & SYNCABLE)

    def require_asked(self, data: bytes) -> None:
        """Raise MisuseError, WireError unless it answers these bytes, and somebody known was there."""
        said = ClientData.parse(self.client_data)
        if said.kind == CREATE:
            raise MisuseError("It was made when a passkey was set up, not when somebody signed")
        if said.kind != GET:
            raise MisuseError(f"The passkey was asked for something else ({shown(said.kind)})")
        if said.challenge != url_text(data):
            raise _other_question(said.challenge, data)
        if said.origin != self.origin:
            raise MisuseError(
                f"It names two addresses at once, and was made at {shown(said.origin)}"
            )
        if said.is_framed:
            raise MisuseError("It was made inside a page of another site", _WHO_ASKED)
        if not self.client_data.startswith(_beginning(data, self.origin)):
            raise MisuseError("What the browser says about it is not in the form of a browser")
        self._require_flags()

    def _require_flags(self) -> None:
        if self.flags & ATTESTED or bool(self.flags & EXTENDED) != bool(self.extensions):
            raise WireError("its flags do not fit what follows")
        if self.flags & SYNCED and not self.flags & SYNCABLE:
            raise WireError("its flags do not fit each other")
        if not self.flags & PRESENT:
            raise MisuseError("Nobody touched the passkey for it")
        if not self.flags & VERIFIED:
            raise MisuseError(
                "The passkey did not ask who touched it",
                "Let the person sign anew with a fingerprint, face or PIN.",
            )

    def signed_for(self, application: bytes) -> bytes:
        """What the passkey of this application has signed."""
        return b"".join(
            (
                hashlib.sha256(application).digest(),
                bytes([self.flags]),
                self.counter.to_bytes(4, "big"),
                self.extensions,
                hashlib.sha256(self.client_data).digest(),
            )
        )


def host_of(origin: str) -> str:
    """The host of an origin, without scheme and port."""
    return origin.partition("://")[2].partition(":")[0]


def origin_problem(made_at: str, enrolled: str, person: str) -> tuple[str, str] | None:
    """What is wrong with the address at which a passkey signed, and what to do."""
    if made_at == enrolled:
        return None
    if not made_at:
        return (
            f"The passkey of {person} signed it outside a browser, where nobody was asked who they are",
            _WHO_ASKED,
        )
    if not enrolled:
        return (f"The key of {person} is no passkey, and a page used it as one", _WHO_ASKED)
    only = f"{shown(made_at)}; the passkey of {person} signs at {enrolled} only"
    if host_of(made_at) == host_of(enrolled):
        return (f"Another program of that computer asked for it, at {only}", _WHO_ASKED)
    return (f"It was made at {only}", _WHO_ASKED)


def other_site(origin: str) -> MisuseError:
    """A signature that fits the address at which it was made, and not the key of the list."""
    return MisuseError(
        f"The passkey signed it for another site, {shown(host_of(origin))}", _WHO_ASKED
    )


def shown(text: str) -> str:
    """A text of a stranger, short and printable."""
    return "".join(one if one.isascii() and one.isprintable() else "?" for one in text)[:80]


def url_text(data: bytes) -> str:
    """Bytes as browsers write them: base64url without padding."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def url_bytes(text: str) -> bytes:
    """The bytes of base64url without padding. Raises ValueError for any other form of them."""
    try:
        found = base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("This is not base64url") from error
    if url_text(found) != text:
        raise ValueError("This is not base64url without padding")
    return found


def _beginning(data: bytes, origin: str) -> bytes:
    return f'{{"type":"{GET}","challenge":"{url_text(data)}","origin":"{origin}"'.encode()


def _other_question(challenge: str, data: bytes) -> MisuseError:
    """What a passkey was asked instead: other bytes, another use, or nothing of ours."""
    try:
        asked, wanted = Wire(url_bytes(challenge)), Wire(data)
        is_ours = asked.take(len(_MAGIC)) == wanted.take(len(_MAGIC))
        use, wanted_use = asked.string(), wanted.string()
    except (ValueError, WireError):
        is_ours, use, wanted_use = False, b"", b""
    if not is_ours:
        return MisuseError(
            "The passkey answered another question than one for this signature", _WHO_ASKED
        )
    if use != wanted_use:
        return MisuseError(
            f"It was signed for another use ({shown(use.decode('ascii', 'replace'))})"
        )
    return MisuseError("The signature belongs to other bytes")


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name is there twice")
    return found
