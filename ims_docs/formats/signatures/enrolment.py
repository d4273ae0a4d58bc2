"""What a browser hands over, as its `toJSON()` writes it: a new passkey, or a signature of one.

The key of a new passkey comes twice: as the browser took it out (SubjectPublicKeyInfo, which
`cryptography` reads), and inside the data of the authenticator, in the one form that CTAP2 lets
an authenticator write (77 bytes). Both have to be the same key, so nothing has to read CBOR.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ims_docs.formats.signatures.keys import PublicKey
from ims_docs.formats.signatures.passkeys import with_passkey
from ims_docs.formats.signatures.sshsig import Signature, signed_bytes
from ims_docs.formats.signatures.webauthn import (
    ATTESTED,
    CREATE,
    EXTENDED,
    PRESENT,
    SYNCABLE,
    SYNCED,
    VERIFIED,
    ClientData,
    MisuseError,
    PasskeySignature,
    other_site,
    shown,
    url_bytes,
    url_text,
)
from ims_docs.formats.signatures.wire import string
from ims_docs.model.trust import Passkey

ES256 = -7
"""The one kind of passkey that SSH can verify (ECDSA on P-256 with SHA-256)."""
_KIND = "sk-ecdsa-sha2-nistp256@openssh.com"
_CURVE = b"nistp256"
_HASH = "sha512"
"""What `ssh-keygen -Y sign` takes."""
_RP, _HEAD, _MODEL = 32, 37, 16
_COORDINATE = 32
_LONGEST = 16_384
"""Bytes of one value; what browsers send is shorter."""
_LONGEST_CREDENTIAL = 1_023
_AGAIN = "Try again; if it stays like this, use another browser."
_OTHER_DEVICE = "Use another device or a security key, or sign with a key of `ims key new`."


class Assertion(NamedTuple):
    """What came back when somebody touched a passkey to sign."""

    credential: str
    authenticator_data: bytes
    client_data: bytes
    signature: bytes

    @classmethod
    def parse(cls, values: object) -> Assertion:
        """Read an AuthenticationResponseJSON. Raises MisuseError."""
        credential, response = _answer(values)
        return cls(
            credential,
            _bytes(response, "authenticatorData"),
            _bytes(response, "clientDataJSON"),
            _bytes(response, "signature"),
        )


class Registration(NamedTuple):
    """What came back when somebody set a passkey up."""

    credential: str
    authenticator_data: bytes
    client_data: bytes
    public_key: bytes

    @classmethod
    def parse(cls, values: object) -> Registration:
        """Read a RegistrationResponseJSON. Raises MisuseError."""
        credential, response = _answer(values)
        algorithm = response.get("publicKeyAlgorithm")
        if algorithm != ES256 or isinstance(algorithm, bool):
            raise MisuseError(
                f"This device makes keys of another kind ({shown(str(algorithm))}), which SSH cannot verify",
                _OTHER_DEVICE,
            )
        return cls(
            credential,
            _bytes(response, "authenticatorData"),
            _bytes(response, "clientDataJSON"),
            _bytes(response, "publicKey"),
        )


@dataclass(frozen=True, slots=True)
class EnrolledKey:
    """A passkey as a key that the list of signers can take."""

    key: PublicKey
    passkey: Passkey

    def text(self, name: str = "") -> str:
        """As it stands in a .pub file, which `ims trust add --key FILE` takes."""
        return f"{self.key.text} {with_passkey(self.passkey, name)}"


def enrolled(
    registration: Registration, *, challenge: bytes, origin: str, site: str
) -> EnrolledKey:
    """The key of a new passkey. Raises MisuseError unless it was set up here, by a person, now."""
    said = ClientData.parse(registration.client_data)
    if said.kind != CREATE:
        raise MisuseError("No passkey was set up with this", _AGAIN)
    if said.challenge != url_text(challenge):
        raise MisuseError("It answers another question than the one that was asked", _AGAIN)
    if said.origin != origin or said.is_framed:
        raise MisuseError(f"It was set up at {shown(said.origin)}, not at {origin}", _AGAIN)
    data = registration.authenticator_data
    _require_site(data, site)
    flags = data[_RP]
    if not flags & PRESENT or not flags & VERIFIED:
        raise MisuseError(
            "The device did not ask who you are",
            "Set a fingerprint, face or PIN up on the device, then try again.",
        )
    if not flags & ATTESTED or (flags & SYNCED and not flags & SYNCABLE):
        raise MisuseError("What the device says about the passkey cannot be right", _OTHER_DEVICE)
    point = _point(registration.public_key)
    _require_same_key(data, registration.credential, point)
    blob = b"".join(map(string, (_KIND.encode(), _CURVE, point, site.encode("ascii"))))
    passkey = Passkey(origin, registration.credential, bool(flags & SYNCABLE))
    return EnrolledKey(PublicKey(_KIND, blob), passkey)


def challenge_of(message: bytes, namespace: str) -> bytes:
    """What a passkey has to be asked, so that its answer is a signature of this message."""
    return signed_bytes(message, namespace, b"", _HASH)


def signature_of(assertion: Assertion, key: PublicKey, namespace: str) -> str:
    """The answer of a passkey as the text that `ssh-keygen -Y verify` reads. Raises MisuseError.

    Whether it is right, `judge` says. What gets lost in this form is asked here: for which site.
    """
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

    data = assertion.authenticator_data
    said = ClientData.parse(assertion.client_data)
    _require_site(data, key.application or "", said.origin)
    try:
        numbers = decode_dss_signature(assertion.signature)
        made = PasskeySignature(
            numbers=b"".join(string(_mpint(one)) for one in numbers),
            flags=data[_RP],
            counter=int.from_bytes(data[_RP + 1 : _HEAD], "big"),
            origin=said.origin,
            client_data=assertion.client_data,
            extensions=data[_HEAD:] if data[_RP] & EXTENDED else b"",
        )
        raw = made.raw
    except (ValueError, OverflowError) as error:
        raise MisuseError("What the passkey answered is damaged", _AGAIN) from error
    if len(data) > _HEAD and not made.extensions:
        raise MisuseError("What the passkey answered is damaged", _AGAIN)
    return Signature(key, namespace, b"", _HASH, raw).armoured


def _require_site(data: bytes, site: str, origin: str = "") -> None:
    if len(data) < _HEAD:
        raise MisuseError("What the passkey answered is damaged", _AGAIN)
    if data[:_RP] != hashlib.sha256(site.encode()).digest():
        raise other_site(origin or "://unknown")


def _point(public_key: bytes) -> bytes:
    """The point of a key on P-256, in the one form that SSH writes."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        PublicFormat,
        load_der_public_key,
    )

    try:
        key = load_der_public_key(public_key)
    except ValueError as error:
        raise MisuseError("The key of the passkey cannot be read", _OTHER_DEVICE) from error
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise MisuseError("The key of the passkey is on another curve than P-256", _OTHER_DEVICE)
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _require_same_key(data: bytes, credential: str, point: bytes) -> None:
    """What the authenticator wrote of the passkey: its name and its key (COSE, RFC 9053)."""
    name = url_bytes(credential)
    across, up = point[1 : 1 + _COORDINATE], point[1 + _COORDINATE :]
    written = b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20" + across + b"\x22\x58\x20" + up
    expected = len(name).to_bytes(2, "big") + name + written
    if not data[_HEAD + _MODEL :].startswith(expected):
        raise MisuseError("Browser and device name two different keys", _AGAIN)


def _answer(values: object) -> tuple[str, Mapping[str, object]]:
    """The credential, and what it answered."""
    found = values if isinstance(values, Mapping) else {}
    response = found.get("response")
    credential = found.get("id")
    if not isinstance(response, Mapping) or not isinstance(credential, str):
        raise MisuseError("This is not what a browser answers about a passkey", _AGAIN)
    if not 16 <= len(_value(credential)) <= _LONGEST_CREDENTIAL:
        raise MisuseError("The passkey has no name that it can be asked for by", _OTHER_DEVICE)
    return credential, response


def _bytes(values: Mapping[str, object], name: str) -> bytes:
    return _value(values.get(name))


def _value(text: object) -> bytes:
    if not isinstance(text, str) or len(text) > _LONGEST:
        raise MisuseError("What the browser answered leaves out a part", _AGAIN)
    try:
        return url_bytes(text)
    except ValueError as error:
        raise MisuseError("What the browser answered is damaged", _AGAIN) from error


def _mpint(number: int) -> bytes:
    """A positive number as SSH writes it."""
    return number.to_bytes(number.bit_length() // 8 + 1, "big")
