"""Whatever the list of signers looks like: what our reader accepts, ssh-keygen accepts too.

Some hundred generated lists here. IMS_SIGNER_LISTS=10000 asks about as many as it says, with the
same seed: the first ones are the same.
"""

from __future__ import annotations

import base64
import os
import random
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from signers import HardwareKey, make_key, public, signed

from ims_docs.formats.signatures import STATEMENTS, judge, read_list
from ims_docs.model.trust import Trust

LISTS = int(os.environ.get("IMS_SIGNER_LISTS", "300"))
SEED = 56001
MESSAGE = b"ims statement\n"
PEOPLE = ("PER-0001", "PER-0002")
MOMENTS = tuple(
    datetime(year, 6, 15, 12, tzinfo=UTC) for year in (1971, 2025, 2026, 2027, 2040, 2105, 9998)
)
FINE = f'namespaces="{STATEMENTS}"'


class Signer(NamedTuple):
    """A key and what it signed."""

    line: str
    signature: bytes


@pytest.fixture(scope="module")
def signers(tmp_path_factory) -> tuple[Signer, ...]:
    """Keys of every kind that ssh-keygen reads, weak ones too."""
    folder = tmp_path_factory.mktemp("keys")
    kinds = [("ed25519", 0), ("ed25519", 0), ("ecdsa", 256), ("rsa", 3072), ("rsa", 1024)]
    made = []
    for number, (kind, bits) in enumerate(kinds):
        key = make_key(folder / f"key{number}", kind, bits)
        made.append(Signer(public(key), signed(MESSAGE, key)))
    return tuple(made)


class Lists:
    """Lists that are nearly right, in every way that came to mind."""

    def __init__(self, chance: random.Random, keys: tuple[str, ...]) -> None:
        self.chance = chance
        self.keys = keys

    def text(self) -> bytes:
        lines = [self.line() for _ in range(self.chance.randint(1, 4))]
        end = self.rarely("\n", ["\r\n", "\r", "\n\n", "\n \n", "\x00\n", ""])
        return "".join(f"{line}{end}" for line in lines).encode("latin-1", "replace")

    def rarely(self, usual: str, others: list[str], share: float = 0.12) -> str:
        return self.chance.choice(others) if self.chance.random() < share else usual

    def line(self) -> str:
        person = self.chance.choice(PEOPLE)
        start = self.rarely("", [" ", "\t", "\x0b", "\x0c", "\r", "\xa0", "#", "\ufeff"], 0.06)
        named = self.rarely(
            person,
            ["*", "PER-000?", f"!{person}", f"{person},PER-0009", f'"{person}"', person.lower(),
             f"{person}x", "", "PER-0003", f"{person}\x0b", "@cert-authority"],
        )  # fmt: skip
        gap, second = (self.rarely(" ", ["\t", "  ", "\x0b", "\r", "", "\xa0"], 0.05) for _ in "ab")
        end = self.rarely("", [" a remark", "\tx", " \x00", "\r", " # no", '"', " \\", "\x0b"])
        whole = f"{start}{named}{gap}{self.options()}{second}{self.key()}{end}"
        return self.rarely(
            whole, [person, f"{person} ", f"{person} garbage", "# note", "", '"'], 0.1
        )

    def options(self) -> str:
        some = [self.rarely(FINE, self.odd_namespaces(), 0.2)]
        names = [one for one in ("valid-after", "valid-before") if self.chance.random() < 0.4]
        some += [f"{name}={self.moment(name)}" for name in names]
        if self.chance.random() < 0.1:
            some.append(self.chance.choice(
                ["cert-authority", FINE, "verify-required", "no-touch-required", "x", "",
                 'valid-after="20240101Z"', f"{FINE},{FINE}", 'namespaces="git"', "NAMESPACES"],
            ))  # fmt: skip
        self.chance.shuffle(some)
        return self.rarely(",", [", ", ",,", " ,", ";"], 0.04).join(some)

    def odd_namespaces(self) -> list[str]:
        return [
            f'namespaces="{STATEMENTS},git"', 'namespaces="git"', 'namespaces="*"', "namespaces=",
            'namespaces=""', f"namespaces={STATEMENTS}", f'namespaces="{STATEMENTS}\\""',
            f'namespaces="!{STATEMENTS},*"', f'NAMESPACES="{STATEMENTS}"', "namespaces",
            f'namespaces="{"x" * 1100},{STATEMENTS}"', f'namespaces=" {STATEMENTS}"',
            f'namespaces="{STATEMENTS} "', f'namespaces="git, {STATEMENTS}"', f'namespaces="{STATEMENTS}',
            f'namespaces="{"x," * 300}{STATEMENTS}"', f'namespaces="{STATEMENTS.upper()}"', "",
        ]  # fmt: skip

    def moment(self, name: str) -> str:
        usual = "20240101Z" if name == "valid-after" else "20300101Z"
        return '"' + self.rarely(
            usual,
            ["20240101", "202401011200Z", "20240101120000Z", "20240230Z", "00000101Z", "19691231Z",
             "19700101Z", "00010101Z", "99991231Z", "20240101120060Z", "20240101120061Z", "2024Z",
             "20241301Z", " 20240101Z", "20240101z", "+2024101Z", "2024-01-01", "always:forever",
             "20991231Z", "20380119031408Z", "99999999Z", "", "20240101ZZ", "202401010Z"],
            0.5,
        ) + '"'  # fmt: skip

    def key(self) -> str:
        kind, encoded = self.chance.choice(self.keys).split(" ", 1)
        blob = base64.b64decode(encoded)
        spoiled = [
            f"{kind} {encoded.rstrip('=')}", f"{kind} {encoded}=", f"{kind} {encoded[:-2]}",
            f"{kind} {_slop(encoded)}", f"{kind.upper()} {encoded}", f"ssh-ed25519 {encoded}",
            f"{kind} {base64.b64encode(blob + b'x').decode()}", f"{kind}  {encoded}",
            f"{kind} {base64.b64encode(blob[:-1]).decode()}", f"{kind}\t{encoded}",
            f"{kind} {encoded[:20]} {encoded[20:]}", f"{kind}-cert-v01@openssh.com {encoded}",
            f"ssh-dss {encoded}", encoded, kind, f"{kind} {encoded[:30]}\x0b{encoded[30:]}",
            f"{kind} {base64.b64encode(bytes(b ^ 1 for b in blob)).decode()}",
        ]  # fmt: skip
        return self.rarely(f"{kind} {encoded}", spoiled, 0.15)


def _slop(encoded: str) -> str:
    """The same bytes with bits set that the last letter has too many."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    body = encoded.rstrip("=")
    if len(body) == len(encoded):
        return encoded
    return body[:-1] + letters[letters.index(body[-1]) | 1] + encoded[len(body) :]


def generated(keys: tuple[str, ...]) -> Iterator[bytes]:
    lists = Lists(random.Random(SEED), keys)  # noqa: S311
    for _ in range(LISTS):
        yield lists.text()


def ours(text: bytes, person: str, signer: Signer, when: datetime) -> bool:
    trust = Trust(keys=read_list(text)[0])
    verdict = judge(MESSAGE, signer.signature, person=person, when=when, trust=trust)
    return not verdict.refused


def theirs(folder: Path, text: bytes, person: str, signer: Signer, when: datetime) -> bool:
    (folder / "signers").write_bytes(text)
    (folder / "signature").write_bytes(signer.signature)
    asked = ["-f", folder / "signers", "-I", person, "-n", STATEMENTS, "-s", folder / "signature"]
    command = ["ssh-keygen", "-Y", "verify", *map(str, asked)]
    command += ["-O", f"verify-time={when:%Y%m%d%H%M%SZ}"]
    return not subprocess.run(command, input=MESSAGE, check=False, capture_output=True).returncode


def test_nothing_is_trusted_that_ssh_keygen_refuses(signers, tmp_path):
    chance = random.Random(SEED + 1)  # noqa: S311
    hardware = tuple(
        HardwareKey(kind).public
        for kind in ("sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com")
    )
    lines = tuple(one.line for one in signers)
    accepted = refused = 0
    for text in generated((*lines, *lines, *hardware)):
        for signer in signers:
            person, when = chance.choice(PEOPLE), chance.choice(MOMENTS)
            if ours(text, person, signer, when):
                accepted += 1
                assert theirs(tmp_path, text, person, signer, when), (
                    text,
                    person,
                    signer.line,
                    when,
                )
            else:
                refused += 1
    assert accepted > LISTS // 20
    assert refused > LISTS // 20


ALIKE = {
    "an option twice": "PER-0001 {fine},{fine} {key}",
    "a moment before 1970": 'PER-0001 {fine},valid-after="19690101Z" {key}',
    "an end before 1970": 'PER-0001 {fine},valid-before="00010101Z" {key}',
    "a name too long": 'PER-0001 namespaces="{long},{use}" {key}',
    "bits too many": "PER-0001 {fine} {slop}",
    "another blank before": "\x0bPER-0001 {fine} {key}",
    "a page feed before": "\x0cPER-0001 {fine} {key}",
    "a certificate": "PER-0001 {fine} ssh-ed25519-cert-v01@openssh.com {blob}",
    "DSA": "PER-0001 {fine} ssh-dss {blob}",
    "an empty end": 'PER-0001 {fine},valid-before="" {key}',
}


@pytest.mark.parametrize("line", ALIKE.values(), ids=ALIKE)
def test_a_line_that_ssh_keygen_refuses_gives_nobody_a_key(line, signers, tmp_path):
    rsa = signers[3]
    kind, blob = rsa.line.split()
    text = line.format(
        fine=FINE, key=rsa.line, long="x" * 1100, use=STATEMENTS, blob=blob,
        slop=f"{kind} {_slop(blob)}",
    )  # fmt: skip
    assert not theirs(tmp_path, f"{text}\n".encode(), "PER-0001", rsa, MOMENTS[2])
    assert not ours(f"{text}\n".encode(), "PER-0001", rsa, MOMENTS[2])


def test_a_security_key_that_nobody_touched_signs_nothing():
    key = HardwareKey("sk-ssh-ed25519@openssh.com")
    touched = key.signed(MESSAGE)
    text = f"PER-0001 {FINE} {key.public}\n".encode()
    assert ours(text, "PER-0001", Signer("", touched), MOMENTS[2])
    untouched = key.signed(MESSAGE, flags=0)
    assert not ours(text, "PER-0001", Signer("", untouched), MOMENTS[2])
