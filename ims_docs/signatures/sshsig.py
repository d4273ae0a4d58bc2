"""The signature format of `ssh-keygen -Y` (PROTOCOL.sshsig of OpenSSH)."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass

from ims_docs.signatures.keys import PublicKey, verifier
from ims_docs.signatures.wire import Wire, WireError, string

_MAGIC = b"SSHSIG"
_VERSION = 1
_BEGIN = b"-----BEGIN SSH SIGNATURE-----\n"
_END = b"\n-----END SSH SIGNATURE-----"
_HASHES = ("sha256", "sha512")
MAX_BYTES = 16_384
"""No signature of a key that counts is longer."""


class SignatureFormError(ValueError):
    """A signature that does not fit the bytes, or that cannot be read."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature as it was read; nothing is verified yet."""

    key: PublicKey
    namespace: str
    reserved: bytes
    hash_name: str
    raw: bytes

    @classmethod
    def parse(cls, armoured: bytes) -> Signature:
        """Read the text that `ssh-keygen -Y sign` writes. Raises SignatureFormError."""
        wire = Wire(_without_armour(armoured))
        try:
            if wire.take(len(_MAGIC)) != _MAGIC or wire.number() != _VERSION:
                raise SignatureFormError("It is not an SSH signature of version 1")
            blob = wire.string()
            found = cls(
                key=PublicKey(Wire(blob).name(), blob),
                namespace=wire.string().decode("utf-8"),
                reserved=wire.string(),
                hash_name=wire.name(),
                raw=wire.string(),
            )
            wire.end()
        except (WireError, UnicodeDecodeError) as error:
            raise SignatureFormError(f"The signature is damaged: {error}") from error
        if found.hash_name not in _HASHES:
            raise SignatureFormError(f"Signatures over {found.hash_name} are not accepted")
        return found

    def verify(self, message: bytes) -> None:
        """Raise SignatureFormError or KeyFormError unless this key signed exactly these bytes."""
        from cryptography.exceptions import InvalidSignature

        signed = b"".join(
            (
                _MAGIC,
                string(self.namespace.encode()),
                string(self.reserved),
                string(self.hash_name.encode()),
                string(hashlib.new(self.hash_name, message).digest()),
            )
        )
        check = verifier(self.key)
        raw = Wire(self.raw)
        try:
            check(raw.name(), raw, signed)
        except WireError as error:
            raise SignatureFormError(f"The signature is damaged: {error}") from error
        except InvalidSignature:
            raise SignatureFormError("The signature belongs to other bytes") from None


def _without_armour(armoured: bytes) -> bytes:
    if len(armoured) > MAX_BYTES:
        raise SignatureFormError(f"It has {len(armoured)} bytes; a signature has fewer")
    if b"\r" in armoured:
        raise SignatureFormError("Its line ends were changed; they have to be LF")
    start, found, body = armoured.partition(_BEGIN)
    encoded, ended, rest = body.partition(_END)
    if start or not found or not ended or rest.strip(b"\n"):
        raise SignatureFormError("It is not what `ssh-keygen -Y sign` writes")
    try:
        return base64.b64decode(encoded.replace(b"\n", b""), validate=True)
    except binascii.Error as error:
        raise SignatureFormError("Its text is damaged") from error
