"""Keys of the example organisation. Anybody can make them, so they prove nothing.

They let `ims demo` sign without ssh-keygen, and in the same bytes on every run: an
Ed25519 signature has no chance in it (RFC 8032).
"""

from __future__ import annotations

import hashlib

from ims_docs.formats.signatures.keys import PublicKey
from ims_docs.formats.signatures.sshsig import Signature, signed_bytes
from ims_docs.formats.signatures.wire import string

_KIND = "ssh-ed25519"
_HASH = "sha512"


class ExampleKey:
    """The key of one person of the example."""

    def __init__(self, person: str) -> None:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        seed = hashlib.sha256(f"ims-docs example, worth nothing: {person}".encode()).digest()
        self._key = Ed25519PrivateKey.from_private_bytes(seed)

    @property
    def public(self) -> PublicKey:
        """Its public half."""
        raw = self._key.public_key().public_bytes_raw()
        return PublicKey(_KIND, string(_KIND.encode()) + string(raw))

    def sign(self, message: bytes, namespace: str) -> str:
        """The signature that `ssh-keygen -Y sign` would write."""
        raw = self._key.sign(signed_bytes(message, namespace, b"", _HASH))
        return Signature(
            key=self.public,
            namespace=namespace,
            reserved=b"",
            hash_name=_HASH,
            raw=string(_KIND.encode()) + string(raw),
        ).armoured
