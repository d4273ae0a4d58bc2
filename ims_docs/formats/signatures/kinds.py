"""The kinds of public keys (RFC 4253, 5656, 8709; PROTOCOL.u2f), and what each verifies."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache, partial
from typing import TYPE_CHECKING, TypeAlias

from ims_docs.formats.signatures import webauthn
from ims_docs.formats.signatures.wire import Wire, WireError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.hashes import HashAlgorithm

SMALLEST_RSA = 3072
"""Bits. NIST SP 800-57 gives smaller ones until 2030."""
LARGEST_RSA = 16_384
"""Bits. ssh-keygen reads no larger ones."""
LARGEST_EXPONENT = 64
"""Bits. OpenSSL verifies no signature of a large key with more."""

Verify: TypeAlias = Callable[[str, Wire, bytes], None]
"""Algorithm of the signature, its bytes, what was signed.

Raises InvalidSignature, WireError, MisuseError.
"""

_PRIME = 2**255 - 19
_ORDER_8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
_SMALL_ORDER = (0, 1, _PRIME - 1, _ORDER_8, _PRIME - _ORDER_8)
"""The second coordinates of the eight points of Ed25519 whose signatures anybody can write."""

_FOR_ANYBODY = "The key protects nothing: anybody can sign with it"
_OTHERWISE = "The key is damaged: its point is not written as it has to be"
_CURVES = {"nistp256": "sha256", "nistp384": "sha384", "nistp521": "sha512"}
_UNCOMPRESSED = b"\4"
_PRESENT = 1
"""The flag of a hardware key that somebody was there."""
_RSA_HASHES = {"rsa-sha2-256": "sha256", "rsa-sha2-512": "sha512"}


class KeyFormError(ValueError):
    """A key that cannot be read, or that must not count."""

    hint = ""
    """What to do about it, where that is another thing than usual."""


@lru_cache(maxsize=1024)
def verifier(key: bytes) -> Verify:
    """What checks signatures of the key with these bytes. Raises KeyFormError for a key that must not count."""
    wire = Wire(key)
    try:
        kind = wire.name()
        if kind not in _READERS:
            raise KeyFormError(
                "DSA keys are too weak"
                if kind == "ssh-dss"
                else f"Keys of the kind {kind} are not accepted"
            )
        found = _READERS[kind](wire)
        wire.end()
    except WireError as error:
        raise KeyFormError(f"The key is damaged: {error}") from error
    except ValueError as error:
        if isinstance(error, KeyFormError):
            raise
        raise KeyFormError("The key is damaged: it is no point of its curve") from error
    return found


def _point(wire: Wire) -> Ed25519PublicKey:
    """A point of Ed25519. Raises KeyFormError for one that is no secret, or is written otherwise."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    raw = wire.string()
    key = Ed25519PublicKey.from_public_bytes(raw)
    place = int.from_bytes(raw, "little") % 2**255
    if place >= _PRIME:
        raise KeyFormError(_OTHERWISE)
    if place in _SMALL_ORDER:
        raise KeyFormError(_FOR_ANYBODY)
    return key


def _ed25519(wire: Wire) -> Verify:
    key = _point(wire)

    def verify(algorithm: str, signature: Wire, data: bytes) -> None:
        _require(algorithm, "ssh-ed25519")
        raw = signature.string()
        signature.end()
        key.verify(raw, data)

    return verify


def _sk_ed25519(wire: Wire) -> Verify:
    key = _point(wire)
    application = wire.string()

    def verify(algorithm: str, signature: Wire, data: bytes) -> None:
        _require(algorithm, "sk-ssh-ed25519@openssh.com")
        raw = signature.string()
        key.verify(raw, _touched(application, signature, data))

    return verify


def _rsa_numbers(wire: Wire) -> tuple[int, int]:
    """Exponent and modulus. Raises KeyFormError for such as protect nothing or are no such."""
    exponent, modulus = wire.positive(), wire.positive()
    if modulus.bit_length() < SMALLEST_RSA:
        raise KeyFormError(
            f"RSA keys of {modulus.bit_length()} bits are too weak; {SMALLEST_RSA} are needed"
        )
    if modulus.bit_length() > LARGEST_RSA:
        raise KeyFormError(f"RSA keys of more than {LARGEST_RSA} bits are not accepted")
    if exponent.bit_length() > LARGEST_EXPONENT:
        raise KeyFormError(f"RSA exponents of more than {LARGEST_EXPONENT} bits are not accepted")
    if exponent == 1:
        raise KeyFormError(_FOR_ANYBODY)
    if not exponent % 2 or not modulus % 2:
        raise KeyFormError("The key is damaged: its RSA numbers have to be odd")
    return exponent, modulus


def _rsa(wire: Wire) -> Verify:
    from cryptography.hazmat.primitives.asymmetric import padding
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers

    exponent, modulus = _rsa_numbers(wire)
    key = RSAPublicNumbers(exponent, modulus).public_key()
    size = (modulus.bit_length() + 7) // 8

    def verify(algorithm: str, signature: Wire, data: bytes) -> None:
        if algorithm not in _RSA_HASHES:
            raise WireError(f"signatures of the kind {algorithm} are not accepted")
        raw = signature.string().rjust(size, b"\0")
        signature.end()
        key.verify(raw, data, padding.PKCS1v15(), _hash(_RSA_HASHES[algorithm]))

    return verify


def _ecdsa(wire: Wire, *, curve: str, sk: bool = False) -> Verify:
    from cryptography.hazmat.primitives.asymmetric import ec, utils

    curves: dict[str, ec.EllipticCurve] = {
        "nistp256": ec.SECP256R1(),
        "nistp384": ec.SECP384R1(),
        "nistp521": ec.SECP521R1(),
    }
    if (found := wire.name()) != curve:
        raise KeyFormError(f"The key says it is on the curve {curve} and holds one on {found}")
    point = wire.string()
    if point[:1] != _UNCOMPRESSED:  # one form, so that a key has one fingerprint
        raise KeyFormError(_OTHERWISE)
    key = ec.EllipticCurvePublicKey.from_encoded_point(curves[curve], point)
    application = wire.string() if sk else b""
    wanted = f"sk-ecdsa-sha2-{curve}@openssh.com" if sk else f"ecdsa-sha2-{curve}"

    def fits(numbers: bytes, signed: bytes) -> None:
        wire = Wire(numbers)
        raw = utils.encode_dss_signature(wire.positive(), wire.positive())
        wire.end()
        key.verify(raw, signed, ec.ECDSA(_hash(_CURVES[curve])))

    def verify(algorithm: str, signature: Wire, data: bytes) -> None:
        if sk and algorithm == webauthn.KIND:
            _asserted(application, signature, data, fits)
            return
        _require(algorithm, wanted)
        numbers = signature.string()
        signed = _touched(application, signature, data) if sk else data
        signature.end()
        fits(numbers, signed)

    return verify


def _asserted(
    application: bytes, signature: Wire, data: bytes, fits: Callable[[bytes, bytes], None]
) -> None:
    """What a browser had a passkey sign."""
    from cryptography.exceptions import InvalidSignature

    found = webauthn.PasskeySignature.read(signature)
    found.require_asked(data)
    try:
        fits(found.numbers, found.signed_for(application))
    except InvalidSignature:
        fits(found.numbers, found.signed_for(webauthn.host_of(found.origin).encode()))
        raise webauthn.other_site(found.origin) from None


def _touched(application: bytes, signature: Wire, data: bytes) -> bytes:
    """What a hardware key signs: the digests with its flags and its counter between them."""
    flags_and_counter = signature.take(5)
    signature.end()
    if not flags_and_counter[0] & _PRESENT:
        raise WireError("nobody touched the security key for it")
    return hashlib.sha256(application).digest() + flags_and_counter + hashlib.sha256(data).digest()


def _require(algorithm: str, wanted: str) -> None:
    if algorithm != wanted:
        raise WireError(f"the signature is of the kind {algorithm}, the key of {wanted}")


def _hash(name: str) -> HashAlgorithm:
    from cryptography.hazmat.primitives import hashes

    return {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}[name]


_READERS: dict[str, Callable[[Wire], Verify]] = {
    "ssh-ed25519": _ed25519,
    "sk-ssh-ed25519@openssh.com": _sk_ed25519,
    "ssh-rsa": _rsa,
    **{f"ecdsa-sha2-{curve}": partial(_ecdsa, curve=curve) for curve in _CURVES},
    "sk-ecdsa-sha2-nistp256@openssh.com": partial(_ecdsa, curve="nistp256", sk=True),
}
