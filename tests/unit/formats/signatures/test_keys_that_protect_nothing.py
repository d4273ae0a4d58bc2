"""Keys that are well written and secure nothing, or that are one key in several forms."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from signers import armoured, listed, second_opinion

from ims_docs.formats.signatures import STATEMENTS, PublicKey, judge, read_list
from ims_docs.formats.signatures.wire import string
from ims_docs.model.trust import Trust

WHEN = datetime(2026, 11, 23, tzinfo=UTC)
MESSAGE = b"ims-approval/v1\n"
HEAD = string(STATEMENTS.encode()) + string(b"") + string(b"sha512")
SIGNED = b"SSHSIG" + HEAD + string(hashlib.sha512(MESSAGE).digest())
ANYBODY = "The key protects nothing: anybody can sign with it"
OTHERWISE = "The key is damaged: its point is not written as it has to be"
PRIME = 2**255 - 19


def number(value: int, zeros: int = 0) -> bytes:
    return string(bytes(zeros) + value.to_bytes(value.bit_length() // 8 + 1, "big"))


@pytest.fixture
def verdicts(tmp_path):
    """What the list of signers says, why we refuse the signature, whether ssh-keygen takes it."""

    def ask(kind: str, numbers: bytes, algorithm: str, raw: bytes) -> tuple[str, str, bool]:
        blob = string(kind.encode()) + numbers
        line = listed("PER-0002", PublicKey(kind, blob).text)
        inner = string(string(algorithm.encode()) + string(raw))
        signature = armoured(b"SSHSIG" + (1).to_bytes(4, "big") + string(blob) + HEAD + inner)
        keys, errors = read_list(line.encode())
        trust = Trust(keys=keys, errors=errors)
        found = judge(MESSAGE, signature, person="PER-0002", when=WHEN, trust=trust)
        says = second_opinion(tmp_path, line, "PER-0002", MESSAGE, signature, WHEN)
        return "".join(one.message for one in errors), found.refused, says

    return ask


# Ed25519


@pytest.mark.parametrize("kind", ["ssh-ed25519", "sk-ssh-ed25519@openssh.com"])
@pytest.mark.parametrize("sign", [0, 1])
@pytest.mark.parametrize(
    ("place", "message"),
    [
        (0, ANYBODY),
        (1, ANYBODY),
        (PRIME - 1, ANYBODY),
        # Of order eight, as in the list of libsodium.
        (int.from_bytes(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little"), ANYBODY),
        (int.from_bytes(bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"), "little"), ANYBODY),
        (PRIME, OTHERWISE),
        (PRIME + 1, OTHERWISE),
        (2**255 - 1, OTHERWISE),
    ],
)  # fmt: skip
def test_a_point_that_is_no_secret_is_no_key(kind, sign, place, message, verdicts):
    point = (place | sign << 255).to_bytes(32, "little")
    rest = string(b"ssh:") if kind.startswith("sk-") else b""
    raw = (1).to_bytes(32, "little") + bytes(32)
    error, refused, _ = verdicts(kind, string(point) + rest, kind, raw)
    assert (error, refused) == (message, message)


def test_the_signature_that_anybody_can_write_would_count_without_the_rule(verdicts):
    """It is right by the arithmetic of Ed25519, for every message."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    one = (1).to_bytes(32, "little")
    Ed25519PublicKey.from_public_bytes(one).verify(one + bytes(32), b"any message")
    assert verdicts("ssh-ed25519", string(one), "ssh-ed25519", one + bytes(32))[:2] == (
        ANYBODY,
        ANYBODY,
    )


# RSA


@pytest.fixture(scope="module")
def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 3072)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda e, n: (e, n), ""),
        (lambda _, n: (1, n), ANYBODY),
        (lambda _, n: (0, n), "The key is damaged: "),
        (lambda e, n: (e - 1, n), "The key is damaged: its RSA numbers have to be odd"),
        (lambda e, n: (e, n + 1), "The key is damaged: its RSA numbers have to be odd"),
        (lambda _, n: (2**64 + 13, n), "RSA exponents of more than 64 bits are not accepted"),
        (lambda e, _: (e, 2**3071 - 1), "RSA keys of 3071 bits are too weak; 3072 are needed"),
        (lambda e, _: (e, 2**16384 + 1), "RSA keys of more than 16384 bits are not accepted"),
    ],
)
def test_an_rsa_key_whose_numbers_make_no_sense_is_refused(spoil, message, rsa_key, verdicts):
    numbers = rsa_key.public_key().public_numbers()
    exponent, modulus = spoil(numbers.e, numbers.n)
    raw = rsa_key.sign(SIGNED, padding.PKCS1v15(), hashes.SHA512())
    error, refused, says = verdicts(
        "ssh-rsa", number(exponent) + number(modulus), "rsa-sha2-512", raw
    )
    assert error.startswith(message)
    assert refused == error
    assert says is (not message)


def test_with_the_exponent_1_the_padded_message_would_be_its_signature(rsa_key, verdicts):
    modulus = rsa_key.public_key().public_numbers().n
    kind = bytes.fromhex("3051300d060960864801650304020305000440")
    hashed = kind + hashlib.sha512(SIGNED).digest()
    raw = b"\0\1" + b"\xff" * (384 - len(hashed) - 3) + b"\0" + hashed
    found = verdicts("ssh-rsa", number(1) + number(modulus), "rsa-sha2-512", raw)
    assert found[:2] == (ANYBODY, ANYBODY)


def test_a_number_with_zeros_before_it_would_be_a_second_fingerprint(rsa_key, verdicts):
    numbers = rsa_key.public_key().public_numbers()
    raw = rsa_key.sign(SIGNED, padding.PKCS1v15(), hashes.SHA512())
    written = number(numbers.e, zeros=2) + number(numbers.n)
    message = "The key is damaged: a number is not written as it has to be"
    assert verdicts("ssh-rsa", written, "rsa-sha2-512", raw)[:2] == (message, message)


# ECDSA


def point(key: ec.EllipticCurvePrivateKey, form: PublicFormat) -> bytes:
    return string(key.public_key().public_bytes(Encoding.X962, form))


def ecdsa(key: ec.EllipticCurvePrivateKey, algorithm: hashes.HashAlgorithm) -> bytes:
    pair = utils.decode_dss_signature(key.sign(SIGNED, ec.ECDSA(algorithm)))
    return b"".join(map(number, pair))


@pytest.mark.parametrize(
    ("form", "message"),
    [(PublicFormat.UncompressedPoint, ""), (PublicFormat.CompressedPoint, OTHERWISE)],
)
def test_a_point_has_one_form_so_that_a_key_has_one_fingerprint(form, message, verdicts):
    key = ec.generate_private_key(ec.SECP256R1())
    kind = "ecdsa-sha2-nistp256"
    raw = ecdsa(key, hashes.SHA256())
    found = verdicts(kind, string(b"nistp256") + point(key, form), kind, raw)
    assert found == (message, message, not message)


@pytest.mark.parametrize("algorithm", ["ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384"])
def test_a_key_of_one_curve_holds_no_point_of_another(algorithm, verdicts):
    key = ec.generate_private_key(ec.SECP384R1())
    raw = ecdsa(key, hashes.SHA384())
    written = string(b"nistp384") + point(key, PublicFormat.UncompressedPoint)
    message = "The key says it is on the curve nistp256 and holds one on nistp384"
    assert verdicts("ecdsa-sha2-nistp256", written, algorithm, raw) == (message, message, False)
