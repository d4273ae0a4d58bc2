"""Public keys as SSH writes them."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass

from ims_docs.formats.signatures.kinds import KeyFormError, verifier
from ims_docs.formats.signatures.wire import Wire


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key."""

    kind: str
    blob: bytes

    @property
    def fingerprint(self) -> str:
        """As `ssh-keygen -l` shows it."""
        digest = base64.b64encode(hashlib.sha256(self.blob).digest()).decode().rstrip("=")
        return f"SHA256:{digest}"

    @property
    def application(self) -> str | None:
        """What a hardware key was made for: `ssh:`, or the site of a passkey. None for other keys."""
        if not self.kind.startswith("sk-"):
            return None
        wire = Wire(self.blob)
        for _ in range(3 if "ecdsa" in self.kind else 2):
            wire.string()
        return wire.string().decode("ascii", "replace")

    @property
    def text(self) -> str:
        """As it stands in a .pub file, without the remark."""
        return f"{self.kind} {base64.b64encode(self.blob).decode()}"

    @classmethod
    def parse(cls, text: str) -> tuple[PublicKey, str]:
        """The key and the remark of a line like that of a .pub file. Raises KeyFormError."""
        kind, _, rest = text.strip().partition(" ")
        encoded, _, remark = rest.strip().partition(" ")
        try:
            blob = base64.b64decode(encoded, validate=True)
            inner = Wire(blob).name()
        except (binascii.Error, ValueError) as error:
            raise KeyFormError("This is not a public SSH key") from error
        if base64.b64encode(blob).decode() != encoded:  # bits that the last letter has too many
            raise KeyFormError("The key is damaged: it is not written as it has to be")
        if inner != kind:
            raise KeyFormError(f"The key says {kind} and holds {inner}")
        key = cls(kind, blob)
        verifier(blob)
        return key, remark.strip()
