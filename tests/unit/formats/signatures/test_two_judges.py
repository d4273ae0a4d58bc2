"""Our reader and ssh-keygen come to the same verdict on every signature."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from pathlib import Path

import pytest
from signers import HardwareKey, armoured, listed, make_key, public, second_opinion, signed

from ims_docs.formats.signatures import STATEMENTS, judge, read_list
from ims_docs.model.trust import Trust

WHEN = datetime(2026, 11, 23, 8, 16, 49, tzinfo=UTC)
MESSAGE = b"ims-approval/v1\n"
KINDS = {
    "ed25519": ("ed25519", 0),
    "rsa-3072": ("rsa", 3072),
    "rsa-4096": ("rsa", 4096),
    "ecdsa-256": ("ecdsa", 256),
    "ecdsa-384": ("ecdsa", 384),
    "ecdsa-521": ("ecdsa", 521),
}
HARDWARE = ("sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com")


@pytest.fixture(scope="module")
def keys(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("keys")
    made = {name: make_key(folder / name, *kind) for name, kind in KINDS.items()}
    return made | {"other": make_key(folder / "other")}


@pytest.fixture
def agreed(tmp_path):
    """Why both judges refuse, empty when both accept; that they agree is asserted."""

    def verdict(signers: str, person: str, message: bytes, signature: bytes, when=WHEN) -> str:
        known, errors = read_list(signers.encode())
        found = judge(
            message, signature, person=person, when=when, trust=Trust(keys=known, errors=errors)
        )
        says = second_opinion(tmp_path, signers, person, message, signature, when)
        assert says is (not found.refused), found
        return found.refused

    return verdict


@pytest.mark.parametrize("kind", KINDS)
def test_a_right_signature_of_every_kind_of_key_counts(kind, keys, agreed):
    signers = listed("PER-0002", public(keys[kind]))
    assert agreed(signers, "PER-0002", MESSAGE, signed(MESSAGE, keys[kind])) == ""


@pytest.mark.parametrize("kind", HARDWARE)
def test_a_right_signature_of_a_hardware_key_counts(kind, agreed):
    key = HardwareKey(kind)
    signers = listed("PER-0002", key.public)
    signature = key.signed(MESSAGE)
    assert agreed(signers, "PER-0002", MESSAGE, signature) == ""
    assert agreed(signers, "PER-0002", MESSAGE + b"x", signature) != ""


@pytest.mark.parametrize("kind", KINDS)
def test_one_changed_byte_of_the_message_is_refused(kind, keys, agreed):
    signers = listed("PER-0002", public(keys[kind]))
    signature = signed(MESSAGE, keys[kind])
    refused = agreed(signers, "PER-0002", MESSAGE.replace(b"v1", b"v2"), signature)
    assert refused == "The signature belongs to other bytes"


@pytest.mark.parametrize("kind", ["ed25519", "rsa-3072", "ecdsa-256"])
def test_a_changed_byte_anywhere_in_the_signature_is_refused(kind, keys, agreed):
    signers = listed("PER-0002", public(keys[kind]))
    lines = signed(MESSAGE, keys[kind]).split(b"\n")
    body = bytearray(base64.b64decode(b"".join(lines[1:-2])))
    for place in range(0, len(body), 7):
        changed = bytes(body[:place]) + bytes([body[place] ^ 1]) + bytes(body[place + 1 :])
        assert agreed(signers, "PER-0002", MESSAGE, armoured(changed)), place


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda text: text.replace(b"\n", b"\r\n"),
        lambda text: text.replace(b"BEGIN SSH", b"BEGIN PGP"),
        lambda text: text.replace(b"-----END SSH SIGNATURE-----", b""),
        lambda text: text[: len(text) // 2],
        lambda text: b"\xff" + text,
        lambda text: text.replace(b"U1NIU0lH", b"!!!!!!!!"),
        lambda _: armoured(b""),
        lambda _: armoured(b"SSHSIG"),
        lambda _: armoured(b"SSHSIG\0\0\0\2"),
        lambda _: armoured(b"SSHSIG\0\0\0\1" + b"\xff" * 40),
    ],
)
def test_a_spoiled_file_is_refused(spoil, keys, agreed):
    signers = listed("PER-0002", public(keys["ed25519"]))
    signature = spoil(signed(MESSAGE, keys["ed25519"]))
    assert agreed(signers, "PER-0002", MESSAGE, signature)


def test_a_signature_with_more_behind_it_is_refused(keys, agreed):
    signers = listed("PER-0002", public(keys["ed25519"]))
    lines = signed(MESSAGE, keys["ed25519"]).split(b"\n")
    body = base64.b64decode(b"".join(lines[1:-2]))
    assert agreed(signers, "PER-0002", MESSAGE, armoured(body + b"\0"))


@pytest.mark.parametrize("namespace", ["git", "file", "trust-root@ims-docs", "doc-approval@ims"])
def test_a_signature_for_another_use_is_refused(namespace, keys, agreed):
    signers = listed("PER-0002", public(keys["ed25519"]))
    refused = agreed(signers, "PER-0002", MESSAGE, signed(MESSAGE, keys["ed25519"], namespace))
    assert refused == f"It was signed for another use ({namespace})"


def test_the_signature_of_another_person_is_refused(keys, agreed):
    signers = listed("PER-0001", public(keys["other"])) + listed(
        "PER-0002", public(keys["ed25519"])
    )
    refused = agreed(signers, "PER-0002", MESSAGE, signed(MESSAGE, keys["other"]))
    assert refused == "It says PER-0002, and the key that signed is that of PER-0001"


def test_the_signature_of_a_stranger_is_refused(keys, agreed):
    signers = listed("PER-0002", public(keys["ed25519"]))
    refused = agreed(signers, "PER-0002", MESSAGE, signed(MESSAGE, keys["other"]))
    assert refused.startswith("It says PER-0002, and the key that signed is in nobody's name (SHA")
    refused = agreed(signers, "PER-0001", MESSAGE, signed(MESSAGE, keys["other"]))
    assert refused == "PER-0001 has no key in the list of signers"


def test_a_second_key_of_the_same_person_counts(keys, agreed):
    signers = listed("PER-0002", public(keys["other"])) + listed(
        "PER-0002", public(keys["ed25519"])
    )
    assert agreed(signers, "PER-0002", MESSAGE, signed(MESSAGE, keys["ed25519"])) == ""


@pytest.mark.parametrize(
    ("options", "refused"),
    [
        ('valid-after="20261123Z"', ""),
        ('valid-after="20261123081649Z"', ""),
        ('valid-before="20261123081649Z"', ""),
        ('valid-before="202611230817Z"', ""),
        ('valid-after="20261123081650Z"', "The key of PER-0002 was not valid yet on 2026-11-23"),
        ('valid-before="20261123081648Z"', "The key of PER-0002 was closed on 2026-11-23"),
        ('valid-before="20240601Z"', "The key of PER-0002 was closed on 2024-06-01"),
    ],
)
def test_a_key_counts_from_its_beginning_to_its_end(options, refused, keys, agreed):
    line = listed("PER-0002", public(keys["ed25519"]), f'namespaces="{STATEMENTS}",{options}')
    assert agreed(line, "PER-0002", MESSAGE, signed(MESSAGE, keys["ed25519"])) == refused


def test_a_signature_over_another_hash_counts_when_it_is_right(keys, tmp_path, agreed):
    import subprocess

    command = ["ssh-keygen", "-q", "-Y", "sign", "-n", STATEMENTS, "-O", "hashalg=sha256"]
    command += ["-f", str(keys["rsa-3072"])]
    made = subprocess.run(command, input=MESSAGE, check=True, capture_output=True).stdout
    signers = listed("PER-0002", public(keys["rsa-3072"]))
    assert agreed(signers, "PER-0002", MESSAGE, made) == ""
