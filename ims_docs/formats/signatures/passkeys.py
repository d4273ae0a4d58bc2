"""Passkeys on the list of signers: a key of SSH with the address at which it was set up.

A line has, in the place of the remark,

    origin=http://localhost:8765 credential=… synced Ben Boss

so that the signature of the root key covers it, and ssh-keygen reads the line as ever.
"""

from __future__ import annotations

import re

from ims_docs.formats.signatures.keys import PublicKey
from ims_docs.formats.signatures.kinds import KeyFormError
from ims_docs.formats.signatures.webauthn import host_of
from ims_docs.model.trust import Passkey

_SYNCED, _BOUND = "synced", "device-bound"
_REMARK = re.compile(
    rf"origin=(?P<origin>\S+) credential=(?P<credential>[A-Za-z0-9_-]{{22,1364}})"
    rf" (?P<kept>{_SYNCED}|{_BOUND})(?: +(?P<name>.*))?"
)
_ORIGIN = re.compile(
    r"(?:https://(?:[a-z0-9-]{1,63}\.)*[a-z0-9-]{1,63}|http://(?:[a-z0-9-]{1,63}\.)*localhost)"
    r"(?::(?P<port>[1-9][0-9]{0,4}))?"
)
_USUAL = {"https": "443", "http": "80"}
_LARGEST_PORT = 65_535


def is_origin(text: str) -> bool:
    """Whether a browser would let a page of this origin ask for a passkey, and writes it like this."""
    match = _ORIGIN.fullmatch(text)
    if match is None:
        return False
    port = match["port"]
    scheme = text.partition(":")[0]
    return port is None or (port != _USUAL[scheme] and int(port) <= _LARGEST_PORT)


def with_passkey(passkey: Passkey | None, name: str) -> str:
    """The remark of a line: where a passkey was set up, and the name."""
    if passkey is None:
        return name
    kept = _SYNCED if passkey.is_synced else _BOUND
    return f"origin={passkey.origin} credential={passkey.credential} {kept} {name}".rstrip()


def listed_passkey(key: PublicKey, remark: str) -> tuple[Passkey | None, str]:
    """The passkey that a key is, and the name behind it. Raises KeyFormError.

    A key of a site without its address would count wherever and however it signed.
    """
    application = key.application
    if application is None or application.startswith("ssh:"):
        return None, remark
    match = _REMARK.fullmatch(remark)
    if match is None:
        raise _refused("The key is a passkey, and the line does not say of which address")
    origin = match["origin"]
    if not key.kind.startswith("sk-ecdsa-"):
        raise _refused("Passkeys of this kind cannot sign here; theirs has to be ES256")
    if not is_origin(origin):
        raise _refused("The address of the passkey is not one such as http://localhost:8765")
    if not f".{host_of(origin)}".endswith(f".{application}"):
        raise _refused(f"The passkey is of {application}, and the line says {origin}")
    passkey = Passkey(origin, match["credential"], match["kept"] == _SYNCED)
    return passkey, (match["name"] or "").strip()


def _refused(message: str) -> KeyFormError:
    error = KeyFormError(message)
    error.hint = "Bring the line back as it was, or set the passkey up again and add it anew."
    return error
