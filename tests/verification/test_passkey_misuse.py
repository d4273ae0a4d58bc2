"""The misuse table of passkeys: each row a signature file in one history, its finding, and what ssh-keygen says.

Every statement below is about a text of its own, and Ada prepared each as she should. What
differs is the signature file beside Ben's approval.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from authenticator import (
    ATTESTED,
    ORIGIN,
    PRESENT,
    RIGHT,
    SYNCABLE,
    SYNCED,
    VERIFIED,
    Authenticator,
    client_data,
)
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from signers import make_key, public, second_opinion, signed
from support import DEFAULTS, POLICY, POLICY_KEYS, policy
from verification_samples import Clone

from ims_docs.cli import run
from ims_docs.formats.signatures import (
    STATEMENTS,
    TRUST_LIST,
    PublicKey,
    challenge_of,
    closed,
    line_for,
)
from ims_docs.formats.signatures.sshsig import Signature
from ims_docs.formats.signatures.webauthn import KIND, url_bytes, url_text
from ims_docs.formats.signatures.wire import Wire, string
from ims_docs.model.approval import Meaning, Statement, digest
from ims_docs.model.trust import LIST

ADA, BEN = "PER-0001", "PER-0002"
SINCE, LATER = datetime(2026, 9, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
PREPARED = datetime(2026, 11, 2, 9, tzinfo=UTC)
APPROVED = datetime(2026, 11, 3, 9, tzinfo=UTC)
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""So many points has the curve P-256."""
EVIL = "https://evil.example"
RESERVED, EXTENDED = 0x02, 0x80
_SK = "sk-ecdsa-sha2-nistp256@openssh.com"

DEVICES = {
    name: Authenticator(credential=name.encode().ljust(32, b"."))
    for name in ("ada", "ben", "former", "future", "stranger", "bare", "lost", "synced")
}
RSA = rsa.generate_private_key(65537, 3072)


@dataclass(frozen=True)
class Made:
    """A signature file in its parts, to be written in any way."""

    message: bytes
    device: Authenticator = field(default_factory=lambda: DEVICES["ben"])
    site: str = ""
    flags: int = RIGHT
    origin: str = ORIGIN
    client: bytes = b""
    extensions: bytes = b""
    written: dict[str, object] = field(default_factory=dict)
    """What stands in the file, where it is another thing than what was signed."""
    numbers: Callable[[int, int], tuple[bytes, ...]] = lambda r, s: (mpint(r), mpint(s))
    blob: bytes = b""
    namespace: str = STATEMENTS

    @property
    def file(self) -> bytes:
        challenge = challenge_of(self.message, STATEMENTS)
        client = self.client or client_data("webauthn.get", challenge, self.origin)
        site = self.site or self.device.site
        after = bytes([self.flags]) + (7).to_bytes(4, "big")
        head = hashlib.sha256(site.encode()).digest() + after + self.extensions
        der = self.device.key.sign(head + hashlib.sha256(client).digest(), _hashed())
        parts = {
            "numbers": b"".join(map(string, self.numbers(*utils.decode_dss_signature(der)))),
            "flags": self.flags, "counter": 7, "origin": self.origin, "client": client,
            "extensions": self.extensions, "behind": b"", **self.written,
        }  # fmt: skip
        raw = (
            string(KIND.encode()) + string(parts["numbers"]) + bytes([parts["flags"]])
            + parts["counter"].to_bytes(4, "big") + string(parts["origin"].encode())
            + string(parts["client"]) + string(parts["extensions"]) + parts["behind"]
        )  # fmt: skip
        return self.around(raw)

    def around(self, raw: bytes) -> bytes:
        blob = self.blob or self.device.enrolled().key.blob
        return Signature(PublicKey(_SK, blob), self.namespace, b"", "sha512", raw).armoured.encode()

    def but(self, **changed: object) -> bytes:
        return replace(self, **changed).file

    def asked(self, kind: str = "webauthn.get", message: bytes = b"", **more: object) -> bytes:
        """The client data of another question."""
        return client_data(kind, challenge_of(message or self.message, STATEMENTS), ORIGIN, **more)


def _hashed() -> ec.ECDSA:
    return ec.ECDSA(hashes.SHA256())


def mpint(number: int) -> bytes:
    return number.to_bytes(number.bit_length() // 8 + 1, "big")


def sk_blob(key: ec.EllipticCurvePrivateKey, curve: bytes) -> bytes:
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return b"".join(map(string, (_SK.encode(), curve, point, b"localhost")))


def rsa_blob() -> bytes:
    numbers = RSA.public_key().public_numbers()
    return b"".join(map(string, (b"ssh-rsa", mpint(numbers.e), mpint(numbers.n))))


def by_rsa(made: Made) -> bytes:
    """What an RSA passkey would hand over, in the form of ours."""
    client = made.asked()
    after = bytes([RIGHT]) + (7).to_bytes(4, "big")
    data = hashlib.sha256(b"localhost").digest() + after + hashlib.sha256(client).digest()
    numbers = RSA.sign(data, padding.PKCS1v15(), hashes.SHA256())
    rest = string(numbers) + after + string(ORIGIN.encode()) + string(client) + string(b"")
    raw = string(KIND.encode()) + rest
    return Signature(PublicKey("ssh-rsa", rsa_blob()), STATEMENTS, b"", "sha512", raw).armoured.encode()  # fmt: skip


def twice(made: Made, name: str, value: str) -> bytes:
    return made.but(client=made.asked()[:-1] + f',"{name}":"{value}"}}'.encode())


def challenged(made: Made, change: Callable[[str], str]) -> bytes:
    said = json.loads(made.asked())
    said["challenge"] = change(said["challenge"])
    return made.but(client=json.dumps(said, separators=(",", ":")).encode())


class Row(NamedTuple):
    """A misuse: the file, what the finding says, and whether ssh-keygen says Good."""

    file: Callable[[Made], bytes]
    finding: str
    good: bool = False
    place: str = ""
    """Where the finding stands, if not at the statement: there it is an effect."""


GOOD = True
"""What ssh-keygen says, where it asks for less than we do."""
BYTES = "The signature belongs to other bytes"
UNREADABLE = "What the browser says about it cannot be read"
NUMBER = "The signature is damaged: a number is not written as it has to be"
FLAGS = "The signature is damaged: its flags do not fit what follows"
ONLY = f"the passkey of {BEN} signs at {ORIGIN} only"
OTHER_PROGRAM = "Another program of that computer asked for it, at"
QUESTION = "The passkey answered another question than one for this signature"

ROWS: dict[str, Row] = {
    "as it should be": Row(lambda one: one.file, "", GOOD),
    "create instead of get": Row(
        lambda one: one.but(client=one.asked("webauthn.create")),
        "It was made when a passkey was set up, not when somebody signed",
    ),
    "a payment": Row(
        lambda one: one.but(client=one.asked("payment.get")),
        "The passkey was asked for something else (payment.get)",
    ),
    "nobody verified": Row(
        lambda one: one.but(flags=PRESENT), "The passkey did not ask who touched it", GOOD
    ),
    "nobody present": Row(
        lambda one: one.but(flags=VERIFIED), "Nobody touched the passkey for it", GOOD
    ),
    "another origin": Row(
        lambda one: one.but(origin=EVIL), f"It was made at {EVIL}; {ONLY}", GOOD
    ),
    "another port": Row(
        lambda one: one.but(origin="http://localhost:8766"),
        f"{OTHER_PROGRAM} http://localhost:8766; {ONLY}", GOOD,
    ),
    "no port": Row(
        lambda one: one.but(origin="http://localhost"),
        f"{OTHER_PROGRAM} http://localhost; {ONLY}", GOOD,
    ),
    "an origin that is written beside the one that was signed": Row(
        lambda one: one.but(origin=EVIL, written={"origin": ORIGIN}),
        f"It names two addresses at once, and was made at {EVIL}",
    ),
    "an origin that closes its own text": Row(
        lambda one: one.but(
            origin=f'{ORIGIN}","more":"x', client=one.asked(more="x").replace(b',"crossOrigin":false', b"")
        ),
        f"It names two addresses at once, and was made at {ORIGIN}",
    ),
    "another RP id": Row(
        lambda one: one.but(site="evil.example", origin=EVIL),
        "The passkey signed it for another site, evil.example",
    ),
    "another RP id at the right address": Row(lambda one: one.but(site="evil.example"), BYTES),
    "inside a page of another site": Row(
        lambda one: one.but(client=one.asked(crossOrigin=True)),
        "It was made inside a page of another site", GOOD,
    ),
    "another person's key": Row(
        lambda one: one.but(device=DEVICES["ada"]),
        f"It says {BEN}, and the key that signed is that of {ADA}",
    ),
    "a key of nobody": Row(
        lambda one: one.but(device=DEVICES["stranger"]),
        f"It says {BEN}, and the key that signed is in nobody's name",
    ),
    "the name of a listed key over the signature of another": Row(
        lambda one: one.but(device=DEVICES["stranger"], blob=DEVICES["ben"].enrolled().key.blob),
        BYTES,
    ),
    "a key closed before the day": Row(
        lambda one: one.but(device=DEVICES["former"]), f"The key of {BEN} was closed on 2026-10-01"
    ),
    "a key that is not valid yet": Row(
        lambda one: one.but(device=DEVICES["future"]),
        f"The key of {BEN} was not valid yet on 2026-11-03",
    ),
    "a key whose line names no origin": Row(
        lambda one: one.but(device=DEVICES["bare"]),
        f"It says {BEN}, and the key that signed is in nobody's name", GOOD,
    ),
    "a key whose origin was taken away later": Row(
        lambda one: one.but(device=DEVICES["lost"]),
        "The key is a passkey, and the line does not say of which address", GOOD, LIST,
    ),
    "another version": Row(
        lambda one: one.but(message=one.message.replace(b"version: 1.0", b"version: 2.0")), BYTES
    ),
    "another text": Row(
        lambda one: one.but(message=one.message.replace(b"sha256:", b"sha256:0", 1)), BYTES
    ),
    "another use": Row(
        lambda one: one.but(namespace="git"), "It was signed for another use (git)"
    ),
    "another use inside": Row(
        lambda one: one.but(client=client_data("webauthn.get", challenge_of(one.message, "git"), ORIGIN)),
        "It was signed for another use (git)",
    ),
    "a login": Row(
        lambda one: one.but(client=client_data("webauthn.get", b"log me in", ORIGIN)), QUESTION
    ),
    "a challenge cut short": Row(
        lambda one: challenged(one, lambda text: url_text(url_bytes(text)[:-3])), BYTES
    ),
    "a challenge cut within a byte": Row(
        lambda one: challenged(one, lambda text: text[:-1]), QUESTION
    ),
    "a challenge cut to nothing": Row(lambda one: challenged(one, lambda _: ""), QUESTION),
    "a challenge with more": Row(lambda one: challenged(one, lambda text: text + "AAAA"), BYTES),
    "a padded challenge": Row(lambda one: challenged(one, lambda text: text + "=="), QUESTION),
    "a high S": Row(  # devices make both, and the list of what is signed holds neither
        lambda one: one.but(numbers=lambda r, s: (mpint(r), mpint(max(s, ORDER - s)))), "", GOOD
    ),
    "a number with zeros before it": Row(
        lambda one: one.but(numbers=lambda r, s: (b"\0\0\0" + mpint(r), mpint(s))), NUMBER, GOOD
    ),
    "a number without its sign": Row(
        lambda one: one.but(numbers=lambda *_: (b"\xff" * 32, b"\xff" * 32)), NUMBER
    ),
    "a number of nothing": Row(
        lambda one: one.but(numbers=lambda *_: (b"", b"")), BYTES
    ),
    "a number beyond the curve": Row(
        lambda one: one.but(numbers=lambda r, s: (mpint(r + ORDER), mpint(s))), BYTES
    ),
    "a number that is far too long": Row(
        lambda one: one.but(numbers=lambda _, s: (b"\1" * 3_000, mpint(s))), BYTES
    ),
    "three numbers": Row(
        lambda one: one.but(numbers=lambda r, s: (mpint(r), mpint(s), b"\1")),
        "The signature is damaged: there are bytes too many",
    ),
    "a counter written anew": Row(lambda one: one.but(written={"counter": 8}), BYTES),
    "verified, as written later": Row(
        lambda one: one.but(flags=PRESENT, written={"flags": RIGHT}), BYTES
    ),
    "a flag without meaning": Row(lambda one: one.but(flags=RIGHT | RESERVED), "", GOOD),
    "what is set up, among what is signed": Row(
        lambda one: one.but(flags=RIGHT | ATTESTED), FLAGS
    ),
    "extra bytes behind the device's data": Row(lambda one: one.but(extensions=b"more"), FLAGS),
    "no bytes where the device says some": Row(lambda one: one.but(flags=RIGHT | EXTENDED), FLAGS),
    "bytes behind the file": Row(
        lambda one: one.but(written={"behind": b"more"}),
        "The signature is damaged: there are bytes too many",
    ),
    "bytes behind the client data": Row(
        lambda one: one.but(client=one.asked() + b"}"), UNREADABLE, GOOD
    ),
    "a kind twice": Row(lambda one: twice(one, "type", "webauthn.create"), UNREADABLE, GOOD),
    "a challenge twice": Row(lambda one: twice(one, "challenge", "AAAA"), UNREADABLE, GOOD),
    "an origin twice": Row(lambda one: twice(one, "origin", EVIL), UNREADABLE, GOOD),
    "an origin twice, spelled out": Row(
        lambda one: twice(one, "\\u006frigin", EVIL), UNREADABLE, GOOD
    ),
    "names in another order": Row(
        lambda one: one.but(client=json.dumps(dict(reversed(json.loads(one.asked()).items()))).encode()),
        "What the browser says about it is not in the form of a browser",
    ),
    "another curve": Row(
        lambda one: one.but(blob=sk_blob(ec.generate_private_key(ec.SECP384R1()), b"nistp384")),
        "The key says it is on the curve nistp256 and holds one on nistp384",
    ),
    "another curve under the name of ours": Row(
        lambda one: one.but(blob=sk_blob(ec.generate_private_key(ec.SECP384R1()), b"nistp256")),
        "The key is damaged: it is no point of its curve",
    ),
    "an RSA passkey": Row(
        by_rsa, f"The signature is damaged: signatures of the kind {KIND} are not accepted"
    ),
    "outside a browser": Row(
        lambda one: one.device.signs_for_ssh(
            challenge_of(one.message, STATEMENTS), one.device.enrolled().key
        ).encode(),
        f"The passkey of {BEN} signed it outside a browser, where nobody was asked who they are", GOOD,
    ),
    "synced, by a passkey that is said to stay on one device": Row(
        lambda one: one.but(flags=RIGHT | SYNCABLE | SYNCED),
        f"The passkey of {BEN} is listed as one of one device, and signed as one that can be copied", GOOD,
    ),
    "on one device, by a passkey that may be copied": Row(
        lambda one: one.but(device=DEVICES["synced"]), "", GOOD
    ),
    "synced, by one that is": Row(
        lambda one: one.but(device=DEVICES["synced"], flags=RIGHT | SYNCABLE | SYNCED), "", GOOD
    ),
    "copied, and never to be copied": Row(
        lambda one: one.but(flags=RIGHT | SYNCED),
        "The signature is damaged: its flags do not fit each other", GOOD,
    ),
}  # fmt: skip


def lines() -> dict[str, str]:
    """The list of signers, a line for each key."""
    found = {}
    for name, device in DEVICES.items():
        how = {"flags": RIGHT | ATTESTED | SYNCABLE | SYNCED} if name == "synced" else {}
        key = device.enrolled(**how)
        since = LATER if name == "future" else SINCE
        found[name] = line_for(ADA if name == "ada" else BEN, key.key, since, name, key.passkey)
    del found["stranger"]
    found["bare"] = without_origin(found["bare"])
    found["former"] = f"{closed(found['former'].strip(), datetime(2026, 10, 1, tzinfo=UTC))}\n"
    found["rsa"] = line_for(BEN, PublicKey("ssh-rsa", rsa_blob()), SINCE, "rsa")
    return found


def without_origin(line: str) -> str:
    return f"{line.partition(' origin=')[0]}\n"


def statement(number: int, text: bytes, meaning: Meaning, previous: str = "none") -> Statement:
    bound = {"document": f"POL-{number:04}", "version": "1.0"}
    return Statement(
        **bound,
        digest=digest(**bound, data=text),
        meaning=meaning,
        signer=ADA if meaning is Meaning.PREPARED else BEN,
        signed_at=PREPARED if meaning is Meaning.PREPARED else APPROVED,
        previous=previous,
    )


class World(NamedTuple):
    """The verdict, and what was judged."""

    code: int
    verdict: str
    findings: dict[str, list[str]]
    """By path: the messages."""
    signers: str
    kept: dict[str, tuple[str, bytes, bytes]]
    """By row: the path of the approval, its text and its signature."""


@pytest.fixture(scope="module")
def once() -> list[World]:
    """The one history of all tests, when it is made; each test is isolated before that."""
    return []


@pytest.fixture
def world(once: list[World], tmp_path_factory: pytest.TempPathFactory) -> World:
    """One history that holds every row, verified once by the command."""
    if not once:
        once.append(made_world(tmp_path_factory.mktemp("misuse")))
    return once[0]


def made_world(root: Path) -> World:
    clone = Clone(root)
    clone.git("init", "-q", "-b", "main")
    listed, files, kept = lines(), {}, {}
    for number, (name, row) in enumerate(ROWS.items(), 1):
        keys = POLICY_KEYS.replace('"0.1"', '"1.0"').replace("POL-0001", f"POL-{number:04}")
        text = policy(keys=keys).encode()
        files[f"docs/leadership/policy-{number}.md"] = text
        prepared = statement(number, text, Meaning.PREPARED)
        approved = statement(number, text, Meaning.APPROVED, prepared.sha256)
        begun = Made(prepared.text.encode(), DEVICES["ada"])
        message = approved.text.encode()
        signature = row.file(Made(message))
        path = f"{approved.folder}/{approved.stem}.txt"
        files[f"{prepared.folder}/{prepared.stem}.txt"] = prepared.text
        files[f"{prepared.folder}/{prepared.stem}.txt.sig"] = begun.file
        files |= {path: message, f"{path}.sig": signature}
        kept[name] = (path, message, signature)
    attributes = "* text=auto eol=lf\napprovals/** -text\n*.sig -text\ntrust/** -text\n"
    begun_with = {**DEFAULTS, ".gitattributes": attributes, LIST: "".join(listed.values())}
    clone.commit(begun_with, "Begin the management system of Acme")
    clone.commit(files, "Approve the policies")
    listed["lost"] = without_origin(listed["lost"])
    signers = "".join(listed.values())
    clone.commit({LIST: signers}, "Take an address out of the list")
    return World(*verified(root), signers, kept)


def verified(root: Path, *how: str) -> tuple[int, str, dict[str, list[str]]]:
    """Exit code, verdict and the messages by path, as `ims verify` says them."""
    said = io.StringIO()
    asked = ["--as-of", "2026-11-30", "--late-after", "365", "--format", "json", "--all", *how]
    with contextlib.redirect_stdout(said):
        code = run(["-C", str(root), "verify", *asked])
    found = json.loads(said.getvalue())
    findings: dict[str, list[str]] = {}
    for one in found["findings"]:
        findings.setdefault(one["path"], []).append(one["message"])
    return code, found["verdict"], findings


@pytest.mark.parametrize("name", ROWS)
def test_each_misuse_is_a_finding(name: str, world: World, tmp_path: Path):
    row = ROWS[name]
    path, message, signature = world.kept[name]
    good = second_opinion(tmp_path, world.signers, BEN, message, signature, APPROVED)
    said = world.findings.get(path, [])
    assert good or said
    if row.place:
        assert (said, good) == ([], row.good)
        assert row.finding in world.findings[row.place]
        return
    told = [one.partition(" (SHA256:")[0] for one in said]
    assert (told, good) == ([row.finding] if row.finding else [], row.good)


def test_the_history_with_misuses_is_not_intact(world: World):
    assert (world.code, world.verdict) == (1, "not intact")


def test_a_passkey_that_nobody_trusted_let_in_is_told(tmp_path: Path):
    """Stock ssh-keygen believes whatever list it is given; the signature of the root key is asked for here."""
    root_key, root = make_key(tmp_path / "root"), tmp_path / "repository"
    root.mkdir()
    clone = Clone(root)
    clone.git("init", "-q", "-b", "main")
    listed = lines()
    signers = listed["ada"] + listed["ben"]
    clone.commit(
        {
            **DEFAULTS,
            LIST: signers,
            "trust/root.pub": f"{public(root_key)}\n",
            f"{LIST}.sig": signed(signers.encode(), root_key, TRUST_LIST),
        },
        "Begin the management system of Acme",
    )
    fingerprint, _ = PublicKey.parse(public(root_key))
    asked = ("--root", fingerprint.fingerprint)
    assert verified(root, *asked)[:2] == (0, "intact")
    more = listed["ben"].replace(
        DEVICES["ben"].enrolled().key.text, DEVICES["stranger"].enrolled().key.text
    )
    text = policy(keys=POLICY_KEYS.replace('"0.1"', '"1.0"')).encode()
    prepared = statement(1, text, Meaning.PREPARED)
    approved = statement(1, text, Meaning.APPROVED, prepared.sha256)
    files: dict[str, str | bytes] = {LIST: signers + more, POLICY: text}
    for one, device in ((prepared, "ada"), (approved, "stranger")):
        path = f"{one.folder}/{one.stem}.txt"
        made = Made(one.text.encode(), DEVICES[device])
        files |= {path: one.text, f"{path}.sig": made.file}
    clone.commit(files, "Let somebody in")
    path, message = f"{approved.folder}/{approved.stem}.txt", approved.text.encode()
    assert second_opinion(tmp_path, signers + more, BEN, message, files[f"{path}.sig"], APPROVED)
    code, verdict, findings = verified(root, *asked)
    assert (code, verdict) == (1, "not intact")
    assert "The list is not the one that the root key signed" in findings[LIST]


def test_a_signature_that_is_swapped_for_its_twin_later_is_told(tmp_path: Path):
    """From each signature of a curve anybody makes a second one that is as good; it is not the one given."""
    clone = Clone(tmp_path)
    clone.git("init", "-q", "-b", "main")
    text = policy(keys=POLICY_KEYS.replace('"0.1"', '"1.0"')).encode()
    one = statement(1, text, Meaning.PREPARED)
    path = f"{one.folder}/{one.stem}.txt.sig"
    first = Signature.parse(Made(one.text.encode(), DEVICES["ada"]).file)
    numbers = Wire(first.by_passkey.numbers)
    r, s = numbers.positive(), numbers.positive()
    other = replace(first.by_passkey, numbers=string(mpint(r)) + string(mpint(ORDER - s)))
    begun = {**DEFAULTS, LIST: lines()["ada"], POLICY: text, path[:-4]: one.text}
    clone.commit({**begun, path: first.armoured}, "Submit the policy")
    assert verified(tmp_path)[:2] == (0, "intact")
    twin = replace(first, raw=other.raw).armoured
    assert second_opinion(
        clone.root / ".git", lines()["ada"], ADA, one.text.encode(), twin.encode(), PREPARED
    )
    clone.commit({path: twin}, "Tidy up")
    code, verdict, findings = verified(tmp_path)
    assert (code, verdict) == (1, "not intact"), findings
