"""Passkeys: what a browser hands over becomes what ssh-keygen reads, and each misuse is told apart."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime

import pytest
from authenticator import ATTESTED, ORIGIN, PRESENT, SYNCABLE, SYNCED, VERIFIED, Authenticator
from authenticator import client_data as client
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st
from signers import armoured, second_opinion

from ims_docs.formats.signatures import (
    STATEMENTS,
    TRUST_LIST,
    Assertion,
    MisuseError,
    Registration,
    challenge_of,
    enrolled,
    judge,
    line_for,
    read_list,
    root_of,
    signature_of,
)
from ims_docs.formats.signatures.sshsig import Signature
from ims_docs.formats.signatures.webauthn import PasskeySignature, url_text
from ims_docs.formats.signatures.wire import string
from ims_docs.model.trust import Trust

SINCE = datetime(2026, 11, 1, tzinfo=UTC)
WHEN = datetime(2026, 11, 23, 8, 16, 49, tzinfo=UTC)
MESSAGE = b"ims-approval/v1\n"
CHALLENGE = challenge_of(MESSAGE, STATEMENTS)
ASKED = b"a challenge of the desk"


def enrol(device, origin=ORIGIN, site="localhost", **more):
    answer = Registration.parse(device.registers(ASKED, origin, **more))
    return enrolled(answer, challenge=ASKED, origin=origin, site=site)


def made(device, key, answer=None, **more):
    """The signature file of an answer."""
    said = Assertion.parse(answer or device.signs(CHALLENGE, **more))
    return signature_of(said, key.key, STATEMENTS).encode()


def forged(key, answer):
    """The signature file of an answer that nobody would write one for."""
    said = Assertion.parse(answer)
    numbers = utils.decode_dss_signature(said.signature)
    body = b"".join(string(one.to_bytes(one.bit_length() // 8 + 1, "big")) for one in numbers)
    counter = int.from_bytes(said.authenticator_data[33:37], "big")
    found = PasskeySignature(
        body, said.authenticator_data[32], counter, ORIGIN, said.client_data, b""
    )
    return Signature(key.key, STATEMENTS, b"", "sha512", found.raw).armoured.encode()


@pytest.fixture(scope="module")
def device():
    return Authenticator()


@pytest.fixture(scope="module")
def key(device):
    return enrol(device)


@pytest.fixture(scope="module")
def signers(key):
    return line_for("PER-0002", key.key, SINCE, "Ben Boss", key.passkey)


@pytest.fixture
def verdicts(signers, tmp_path):
    """What we say, and whether ssh-keygen says Good; we never say yes where it says no."""

    def of(signature, message=MESSAGE, listed=signers, person="PER-0002"):
        known, errors = read_list(listed.encode())
        trust = Trust(keys=known, errors=errors)
        found = judge(message, signature, person=person, when=WHEN, trust=trust)
        good = second_opinion(tmp_path, listed, person, message, signature, WHEN)
        assert good or found.refused
        assert bool(found.hint) is bool(found.refused)
        return found.refused, good

    return of


def test_what_a_passkey_signed_is_good_here_and_for_ssh_keygen(device, key, verdicts):
    assert verdicts(made(device, key)) == ("", True)
    assert verdicts(made(device, key, extensions=b"\xa0", flags=PRESENT | VERIFIED | 0x80)) == (
        "",
        True,
    )
    more = {"other_keys_can_be_added_here": "do not compare clientDataJSON against a template"}
    assert verdicts(made(device, key, **more)) == ("", True)


def test_a_changed_byte_anywhere_in_the_signature_is_refused(device, key, verdicts):
    lines = made(device, key).split(b"\n")
    body = base64.b64decode(b"".join(lines[1:-2]))
    for place in range(0, len(body), 13):
        changed = body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]
        assert verdicts(armoured(changed))[0], place


def test_it_is_read_and_written_without_a_change(device, key):
    signature = made(device, key)
    found = Signature.parse(signature)
    assert found.armoured.encode() == signature
    assert found.made_at == ORIGIN
    assert found.key == key.key


def test_a_line_of_the_list_says_where_a_passkey_was_set_up(device, key, signers):
    (one,), errors = read_list(signers.encode())
    assert errors == ()
    assert (one.person, one.name, one.blob) == ("PER-0002", "Ben Boss", key.key.blob)
    assert one.passkey == key.passkey == (ORIGIN, device.name, False)
    assert one.kind == "sk-ecdsa-sha2-nistp256@openssh.com"
    assert one.passkey.described == f"passkey at {ORIGIN}, on one device"


@pytest.mark.parametrize("flags", [SYNCABLE, SYNCABLE | SYNCED])
def test_a_passkey_that_may_be_copied_is_named_so(flags):
    key = enrol(Authenticator(), flags=PRESENT | VERIFIED | ATTESTED | flags)
    (one,), _ = read_list(line_for("PER-0002", key.key, SINCE, "Ben", key.passkey).encode())
    assert one.passkey.is_synced
    assert one.passkey.described == f"passkey at {ORIGIN}, synced"


OTHER = challenge_of(MESSAGE.replace(b"v1", b"v2"), STATEMENTS)
ONLY = f"the passkey of PER-0002 signs at {ORIGIN} only"
ANOTHER = "Another program of that computer asked for it"
MISUSE = {
    "set up instead of signed": (
        {"kind": "webauthn.create"},
        "It was made when a passkey was set up, not when somebody signed",
        False,
    ),
    "a payment": (
        {"kind": "payment.get"},
        "The passkey was asked for something else (payment.get)",
        False,
    ),
    "nobody there": ({"flags": VERIFIED}, "Nobody touched the passkey for it", True),
    "anybody there": ({"flags": PRESENT}, "The passkey did not ask who touched it", True),
    "another page": (
        {"origin": "https://evil.example"},
        f"It was made at https://evil.example; {ONLY}",
        True,
    ),
    "another port": (
        {"origin": "http://localhost:8766"},
        f"{ANOTHER}, at http://localhost:8766; {ONLY}",
        True,
    ),
    "another scheme": (
        {"origin": "https://localhost:8765"},
        f"{ANOTHER}, at https://localhost:8765; {ONLY}",
        True,
    ),
    "inside another page": (
        {"crossOrigin": True},
        "It was made inside a page of another site",
        True,
    ),
    "inside another page, named": (
        {"topOrigin": "https://evil.example"},
        "It was made inside a page of another site",
        True,
    ),
    "an origin twice": (
        {"client": client("webauthn.get", CHALLENGE, ORIGIN)[:-1] + b',"origin":"http://x"}'},
        "What the browser says about it cannot be read",
        True,
    ),
    "not JSON": (
        {"client": client("webauthn.get", CHALLENGE, ORIGIN)[:-1]},
        "What the browser says about it cannot be read",
        True,
    ),
    "names in another order": (
        {"client": json.dumps({"challenge": url_text(CHALLENGE), "type": "webauthn.get", "origin": ORIGIN}).encode()},
        "What the browser says about it is not in the form of a browser",
        False,
    ),
    "what is set up, among what is signed": (
        {"flags": PRESENT | VERIFIED | ATTESTED},
        "The signature is damaged: its flags do not fit what follows",
        False,
    ),
}  # fmt: skip


NEVER_WRITTEN = ("an origin twice", "not JSON")
"""No signature file is made of what cannot be read."""


@pytest.mark.parametrize("misuse", MISUSE)
def test_each_misuse_is_told_apart(misuse, device, key, verdicts):
    how, refused, good = MISUSE[misuse]
    answer = device.signs(CHALLENGE, **how)
    if misuse in NEVER_WRITTEN:
        with pytest.raises(MisuseError, match=refused):
            made(device, key, answer)
        assert verdicts(forged(key, answer)) == (refused, good)
    else:
        assert verdicts(made(device, key, answer)) == (refused, good)


def test_no_two_misuses_are_told_in_one_sentence():
    told = [refused for _, refused, _ in MISUSE.values()]
    assert len(set(told)) == len(told) - 2  # framed twice, unreadable twice


@pytest.mark.parametrize(
    ("challenge", "refused"),
    [
        (OTHER, "The signature belongs to other bytes"),
        (challenge_of(MESSAGE, "git"), "It was signed for another use (git)"),
        (b"log me in", "The passkey answered another question than one for this signature"),
        (b"SSHSIG", "The passkey answered another question than one for this signature"),
        (CHALLENGE + b"\0", "The signature belongs to other bytes"),
    ],
)
def test_an_answer_to_another_question_is_told(challenge, refused, device, key, verdicts):
    assert verdicts(made(device, key, device.signs(challenge))) == (refused, False)


def test_an_address_that_is_written_beside_another_one_is_told(device, key, verdicts):
    """What the browser said is signed; the address beside it in the file is not."""
    answer = device.signs(CHALLENGE, "https://evil.example")
    refused = "It names two addresses at once, and was made at https://evil.example"
    assert verdicts(forged(key, answer)) == (refused, False)


def test_a_signature_for_another_statement_is_no_signature_of_this_one(device, key, verdicts):
    assert verdicts(made(device, key), MESSAGE + b"x") == (
        "The signature belongs to other bytes",
        False,
    )


def test_the_passkey_of_another_person_and_of_nobody_is_told(device, key, signers, verdicts):
    other = Authenticator(credential=b"the passkey of somebody else, ok")
    theirs = enrol(other)
    both = signers + line_for("PER-0001", theirs.key, SINCE, "Ada", theirs.passkey)
    assert verdicts(made(other, theirs), listed=both)[0] == (
        "It says PER-0002, and the key that signed is that of PER-0001"
    )
    assert "is in nobody's name" in verdicts(made(other, theirs))[0]
    assert verdicts(made(device, theirs))[0] == "The signature belongs to other bytes"


def test_a_passkey_of_another_site_is_told(key, device, verdicts):
    answer = device.signs(CHALLENGE, "https://other.example", site="other.example")
    refused = "The passkey signed it for another site, other.example"
    with pytest.raises(MisuseError, match=refused):
        made(device, key, answer)
    right = Signature.parse(made(device, key))
    elsewhere = Authenticator(key=device.key, site="other.example")
    said = Assertion.parse(elsewhere.signs(CHALLENGE, "https://other.example"))
    as_other = enrol(elsewhere, "https://other.example", "other.example")
    forged = Signature.parse(signature_of(said, as_other.key, STATEMENTS).encode())
    body = Signature(right.key, right.namespace, b"", right.hash_name, forged.raw).armoured
    assert verdicts(body.encode()) == (refused, False)


def test_a_passkey_that_signs_without_a_browser_does_not_count(device, key, verdicts):
    """As `ssh-keygen -Y sign` would have it: nobody is asked who they are, and there is no address."""
    signature = device.signs_for_ssh(CHALLENGE, key.key).encode()
    refused, good = verdicts(signature)
    assert good
    assert refused.startswith("The passkey of PER-0002 signed it outside a browser")


def test_a_passkey_is_no_root_key(device, key):
    signers = b"PER-0001 anything\n"
    answer = Assertion.parse(device.signs(challenge_of(signers, TRUST_LIST)))
    signature = signature_of(answer, key.key, TRUST_LIST).encode()
    Signature.parse(signature).verify(signers)
    assert root_of(signers, signature, f"{key.key.text} root\n".encode()) == ""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (f"origin={ORIGIN} ", "", "and the line does not say of which address"),
        ("device-bound", "somewhere", "and the line does not say of which address"),
        (ORIGIN, "http://127.0.0.1:8765", "not one such as http://localhost:8765"),
        (ORIGIN, "http://localhost:99999", "not one such as http://localhost:8765"),
        (ORIGIN, "http://localhost:80", "not one such as http://localhost:8765"),
        (ORIGIN, "http://localhost:8765/", "not one such as http://localhost:8765"),
        (ORIGIN, "http://example.org", "not one such as http://localhost:8765"),
        (ORIGIN, "https://example.org", "is of localhost, and the line says https://example.org"),
        (ORIGIN, "https://notlocalhost", "is of localhost, and the line says https://notlocalhost"),
    ],
)
def test_a_passkey_without_its_address_gives_nobody_a_key(old, new, message, signers):
    keys, errors = read_list(signers.replace(old, new).encode())
    assert keys == ()
    assert message in errors[0].message
    assert "set the passkey up again" in errors[0].hint


def test_a_hardware_key_of_ssh_is_no_passkey(device, verdicts):
    from ims_docs.formats.signatures import PublicKey

    ssh = enrol(device, flags=PRESENT | VERIFIED | ATTESTED)
    blob = ssh.key.blob.replace(string(b"localhost"), string(b"ssh:"))
    plain = PublicKey(ssh.key.kind, blob)
    device_of_ssh = Authenticator(key=device.key, site="ssh:")
    said = Assertion.parse(device_of_ssh.signs(CHALLENGE))
    signature = signature_of(said, plain, STATEMENTS).encode()
    listed = f'PER-0002 namespaces="{STATEMENTS}" {plain.text} Ben\n'
    assert verdicts(signature, listed=listed) == (
        "The key of PER-0002 is no passkey, and a page used it as one",
        True,
    )


REFUSED = {
    "signed instead of set up": (lambda d: d.signs(ASKED), "answers leaves out|of another kind"),
    "another challenge": (lambda d: d.registers(b"another"), "answers another question"),
    "another page": (lambda d: d.registers(ASKED, "http://localhost:1"), "not at http://localhost:8765"),
    "framed": (lambda d: d.registers(ASKED, crossOrigin=True), "not at http://localhost:8765"),
    "another site": (lambda d: d.registers(ASKED, site="example.org"), "for another site"),
    "nobody verified": (lambda d: d.registers(ASKED, flags=PRESENT | ATTESTED), "did not ask who"),
    "no key in it": (lambda d: d.registers(ASKED, flags=PRESENT | VERIFIED), "cannot be right"),
    "copied, and not to be copied": (
        lambda d: d.registers(ASKED, flags=PRESENT | VERIFIED | ATTESTED | SYNCED),
        "cannot be right",
    ),
    "nothing": (lambda _: None, "not what a browser answers"),
    "no name": (lambda d: {**d.registers(ASKED), "id": "AA"}, "has no name"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_new_passkey_of_this_page_is_refused(case):
    answer, message = REFUSED[case]
    with pytest.raises(MisuseError, match=message) as told:
        enrolled(
            Registration.parse(answer(Authenticator())),
            challenge=ASKED,
            origin=ORIGIN,
            site="localhost",
        )
    assert told.value.hint


def test_a_device_that_makes_other_keys_is_refused():
    answer = Authenticator().registers(ASKED)
    answer["response"]["publicKeyAlgorithm"] = -257
    with pytest.raises(MisuseError, match="of another kind"):
        Registration.parse(answer)


def test_browser_and_device_have_to_name_one_key():
    one, other = Authenticator(), Authenticator()
    answer = one.registers(ASKED)
    answer["response"]["publicKey"] = other.registers(ASKED)["response"]["publicKey"]
    with pytest.raises(MisuseError, match="two different keys"):
        enrolled(Registration.parse(answer), challenge=ASKED, origin=ORIGIN, site="localhost")


@given(data=st.data())
def test_whatever_is_changed_in_an_answer_is_refused_with_a_sentence(data):
    device = Authenticator()
    key = enrol(device)
    (listed,), _ = read_list(line_for("PER-0002", key.key, SINCE, "", key.passkey).encode())
    answer = device.signs(CHALLENGE)
    part = data.draw(st.sampled_from(["authenticatorData", "clientDataJSON", "signature"]))
    text = answer["response"][part]
    place = data.draw(st.integers(0, 9_999)) % len(text)  # a signature is not always as long
    sign = data.draw(st.characters(max_codepoint=0x2FF))
    changed = text[:place] + sign + text[place + 1 :]
    answer["response"][part] = changed
    try:
        signature = made(device, key, answer)
    except MisuseError:
        return
    trust = Trust(keys=(listed,))
    refused = judge(MESSAGE, signature, person="PER-0002", when=WHEN, trust=trust).refused
    assert bool(refused) is (changed != text)


@given(
    values=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=30),
        lambda inner: st.dictionaries(
            st.sampled_from(
                ["id", "response", "clientDataJSON", "signature", "publicKeyAlgorithm"]
            ),
            inner,
        ),
        max_leaves=10,
    )
)
def test_whatever_a_stranger_sends_is_refused_with_a_sentence(values):
    for read in (Assertion.parse, Registration.parse):
        with pytest.raises(MisuseError):
            read(values)


def test_a_device_that_makes_keys_on_another_curve_is_refused():
    answer = Authenticator().registers(ASKED)
    other = ec.generate_private_key(ec.SECP384R1()).public_key()
    answer["response"]["publicKey"] = url_text(
        other.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    )
    with pytest.raises(MisuseError, match="on another curve than P-256"):
        enrolled(Registration.parse(answer), challenge=ASKED, origin=ORIGIN, site="localhost")
