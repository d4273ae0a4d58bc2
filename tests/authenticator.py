"""A passkey in software, and the browser around it: right answers, and such as no browser gives."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ims_docs.formats.signatures import (
    STATEMENTS,
    EnrolledKey,
    PublicKey,
    Registration,
    enrolled,
)
from ims_docs.formats.signatures.sshsig import Signature
from ims_docs.formats.signatures.webauthn import url_text
from ims_docs.formats.signatures.wire import string

ORIGIN = "http://localhost:8765"
PRESENT, VERIFIED, SYNCABLE, SYNCED, ATTESTED = 0x01, 0x04, 0x08, 0x10, 0x40
RIGHT = PRESENT | VERIFIED


@dataclass
class Authenticator:
    """One passkey of one site."""

    site: str = "localhost"
    credential: bytes = b"a passkey in software, 32 bytes."
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    counter: int = 0

    @property
    def name(self) -> str:
        return url_text(self.credential)

    def registers(
        self, challenge: bytes, origin: str = ORIGIN, *, flags: int = RIGHT | ATTESTED, **more: Any
    ) -> dict[str, Any]:
        """RegistrationResponseJSON, as `credential.toJSON()` gives it."""
        public = self.key.public_key()
        point = public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        cose = (
            b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20" + point[1:33] + b"\x22\x58\x20" + point[33:]
        )
        size = len(self.credential).to_bytes(2, "big")
        data = self._head(flags, more.pop("site", self.site)) + bytes(16) + size
        client = client_data("webauthn.create", challenge, origin, **more)
        return {
            "id": self.name,
            "rawId": self.name,
            "type": "public-key",
            "response": {
                "authenticatorData": url_text(data + self.credential + cose),
                "clientDataJSON": url_text(client),
                "publicKey": url_text(
                    public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
                ),
                "publicKeyAlgorithm": -7,
            },
        }

    def enrolled(self, origin: str = ORIGIN, **how: Any) -> EnrolledKey:
        """The key that comes of setting it up."""
        answer = Registration.parse(self.registers(b"asked", origin, **how))
        return enrolled(answer, challenge=b"asked", origin=origin, site=self.site)

    def signs(
        self, challenge: bytes, origin: str = ORIGIN, *, flags: int = RIGHT, **more: Any
    ) -> dict[str, Any]:
        """AuthenticationResponseJSON: what comes back when somebody touched it."""
        kind = more.pop("kind", "webauthn.get")
        data = self._head(flags, more.pop("site", self.site)) + more.pop("extensions", b"")
        client = more.pop("client", b"") or client_data(kind, challenge, origin, **more)
        signed = data + hashlib.sha256(client).digest()
        return {
            "id": self.name,
            "rawId": self.name,
            "type": "public-key",
            "response": {
                "authenticatorData": url_text(data),
                "clientDataJSON": url_text(client),
                "signature": url_text(self.key.sign(signed, ec.ECDSA(hashes.SHA256()))),
                "userHandle": None,
            },
        }

    def signs_for_ssh(self, data: bytes, public: PublicKey) -> str:
        """The signature file that ssh-keygen would write: nobody is asked who they are."""
        after = bytes([PRESENT]) + (7).to_bytes(4, "big")
        digests = (hashlib.sha256(one).digest() for one in (self.site.encode(), data))
        made = self.key.sign(after.join(digests), ec.ECDSA(hashes.SHA256()))
        numbers = utils.decode_dss_signature(made)
        body = b"".join(string(one.to_bytes(one.bit_length() // 8 + 1, "big")) for one in numbers)
        raw = string(public.kind.encode()) + string(body) + after
        return Signature(public, STATEMENTS, b"", "sha512", raw).armoured

    def _head(self, flags: int, site: str) -> bytes:
        self.counter += 1
        return hashlib.sha256(site.encode()).digest() + bytes([flags]) + self.counter.to_bytes(4)


def client_data(kind: str, challenge: bytes, origin: str, **more: Any) -> bytes:
    """What a browser writes, in its order."""
    said = {"type": kind, "challenge": url_text(challenge), "origin": origin, "crossOrigin": False}
    return json.dumps(said | more, separators=(",", ":")).encode()
