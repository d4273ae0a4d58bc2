"""The signature format of `ssh-keygen -Y` (PROTOCOL.sshsig of OpenSSH)."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass

from ims_docs.formats.signatures.keys import PublicKey
from ims_docs.formats.signatures.kinds import verifier
from ims_docs.formats.signatures.webauthn import KIND, MisuseError, PasskeySignature
from ims_docs.formats.signatures.wire import Wire, WireError, string

_MAGIC = b"SSHSIG"
_VERSION = 1
_BEGIN = b"-----BEGIN SSH SIGNATURE-----\n"
_END = b"\n-----END SSH SIGNATURE-----"
_WIDTH = 70
_HASHES = ("sha256", "sha512")
MAX_BYTES = 16_384
"""No signature of a key that counts is longer."""


class SignatureFormError(ValueError):
    """A signature that does not fit the bytes, or that cannot be read."""

    hint = ""
    """What to do about it, where that is another thing than usual."""


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

    @property
    def armoured(self) -> str:
        """The text form."""
        parts = (self.key.blob, self.namespace.encode(), self.reserved)
        body = b"".join(map(string, (*parts, self.hash_name.encode(), self.raw)))
        whole = _MAGIC + _VERSION.to_bytes(4, "big") + body
        text = base64.b64encode(whole).decode()
        lines = "\n".join(text[start : start + _WIDTH] for start in range(0, len(text), _WIDTH))
        return f"{_BEGIN.decode()}{lines}{_END.decode()}\n"

    @property
    def by_passkey(self) -> PasskeySignature | None:
        """What a passkey said when it made it for a page; None for all other signatures."""
        raw = Wire(self.raw)
        return PasskeySignature.read(raw) if raw.name() == KIND else None

    @property
    def made_at(self) -> str:
        """The address of the page for which a passkey made it; empty for all other signatures."""
        found = self.by_passkey
        return found.origin if found else ""

    def verify(self, message: bytes) -> None:
        """Raise SignatureFormError or KeyFormError unless this key signed exactly these bytes."""
        from cryptography.exceptions import InvalidSignature

        signed = signed_bytes(message, self.namespace, self.reserved, self.hash_name)
        check = verifier(self.key.blob)
        raw = Wire(self.raw)
        try:
            check(raw.name(), raw, signed)
        except WireError as error:
            raise SignatureFormError(f"The signature is damaged: {error}") from error
        except MisuseError as error:
            misused = SignatureFormError(str(error))
            misused.hint = error.hint
            raise misused from error
        except InvalidSignature:
            raise SignatureFormError("The signature belongs to other bytes") from None


def signed_bytes(message: bytes, namespace: str, reserved: bytes, hash_name: str) -> bytes:
    """What is signed instead of the message itself."""
    hashed = hashlib.new(hash_name, message).digest()
    parts = (namespace.encode(), reserved, hash_name.encode(), hashed)
    return _MAGIC + b"".join(map(string, parts))


def _without_armour(armoured: bytes) -> bytes:
    if len(armoured) > MAX_BYTES:
        raise SignatureFormError(f"It has {len(armoured)} bytes; a signature has fewer")
    if b"\r" in armoured:
        raise SignatureFormError("Its line ends were changed; they have to be LF")
    start, found, body = armoured.partition(_BEGIN)
    encoded, ended, rest = body.partition(_END)
    if start or not found or not ended or rest.strip(b"\n"):
        raise SignatureFormError("It is not what `ssh-keygen -Y sign` writes")
    text = encoded.replace(b"\n", b"")
    try:
        found = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise SignatureFormError("Its text is damaged") from error
    if base64.b64encode(found) != text:  # bits that the last letter has too many
        raise SignatureFormError("Its text is damaged")
    return found
