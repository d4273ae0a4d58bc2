"""Keys and signatures for tests: real ones, by ssh-keygen, and such as ssh-keygen cannot make here."""

from __future__ import annotations

import hashlib
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, utils
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from support import POLICY

from ims_docs.formats.signatures import STATEMENTS, PublicKey
from ims_docs.formats.signatures.wire import string
from ims_docs.model.approval import Meaning, Statement, digest


def make_key(path: Path, kind: str = "ed25519", bits: int = 0) -> Path:
    """A key without a passphrase."""
    size = ["-b", str(bits)] if bits else []
    command = ["ssh-keygen", "-q", "-t", kind, *size, "-N", "", "-C", "", "-f", str(path)]
    subprocess.run(command, check=True)
    return path


def public(key: Path) -> str:
    """Kind and key, as they stand in the list of signers."""
    return " ".join(key.with_name(f"{key.name}.pub").read_text().split()[:2])


def signed(message: bytes, key: Path, namespace: str = STATEMENTS) -> bytes:
    """The signature of ssh-keygen."""
    command = ["ssh-keygen", "-q", "-Y", "sign", "-n", namespace, "-f", str(key)]
    return subprocess.run(command, input=message, check=True, capture_output=True).stdout


def listed(person: str, key: str, options: str = f'namespaces="{STATEMENTS}"') -> str:
    """A line of the list of signers."""
    return f"{person} {options} {key}\n" if options else f"{person} {key}\n"


def second_opinion(  # noqa: PLR0917 - what ssh-keygen needs
    folder: Path,
    signers: str,
    person: str,
    message: bytes,
    signature: bytes,
    when: datetime,
    *,
    namespace: str = STATEMENTS,
) -> bool:
    """What ssh-keygen says of the same signature."""
    (folder / "signers").write_text(signers)
    (folder / "signature").write_bytes(signature)
    command = ["ssh-keygen", "-Y", "verify", "-f", str(folder / "signers"), "-I", person]
    command += ["-n", namespace, "-s", str(folder / "signature")]
    command += ["-O", f"verify-time={when:%Y%m%d%H%M%SZ}"]
    return not subprocess.run(command, input=message, check=False, capture_output=True).returncode


class HardwareKey:
    """A key like that of a security key; the private half is here, and nobody touches it."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        if kind.startswith("sk-ssh-ed25519"):
            self._ed = ed25519.Ed25519PrivateKey.generate()
            raw = self._ed.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
            parts = [raw]
        else:
            self._ec = ec.generate_private_key(ec.SECP256R1())
            point = self._ec.public_key().public_bytes(
                Encoding.X962, PublicFormat.UncompressedPoint
            )
            parts = [b"nistp256", point]
        self.blob = b"".join(map(string, (kind.encode(), *parts, b"ssh:")))

    @property
    def public(self) -> str:
        return PublicKey(self.kind, self.blob).text

    def signed(self, message: bytes, flags: int = 1) -> bytes:
        """The signature in the form of PROTOCOL.sshsig and PROTOCOL.u2f."""
        digest = hashlib.sha512(message).digest()
        head = string(STATEMENTS.encode()) + string(b"") + string(b"sha512")
        data = b"SSHSIG" + head + string(digest)
        after = bytes([flags]) + (7).to_bytes(4, "big")
        touched = hashlib.sha256(b"ssh:").digest() + after + hashlib.sha256(data).digest()
        if self.kind.startswith("sk-ssh-ed25519"):
            raw = self._ed.sign(touched)
        else:
            numbers = utils.decode_dss_signature(self._ec.sign(touched, ec.ECDSA(hashes.SHA256())))
            raw = b"".join(string(_mpint(one)) for one in numbers)
        signature = string(self.kind.encode()) + string(raw) + after
        body = b"SSHSIG" + (1).to_bytes(4, "big") + string(self.blob) + head + string(signature)
        return armoured(body)


def armoured(body: bytes) -> bytes:
    """The text form of a signature."""
    import base64

    text = base64.encodebytes(body).replace(b"\n", b"")
    lines = b"\n".join(text[start : start + 70] for start in range(0, len(text), 70))
    return b"-----BEGIN SSH SIGNATURE-----\n" + lines + b"\n-----END SSH SIGNATURE-----\n"


def _mpint(number: int) -> bytes:
    return number.to_bytes(number.bit_length() // 8 + 1, "big")


class Office:
    """The people of `support.DEFAULTS` with their keys, who sign statements in a repository."""

    def __init__(self, root: Path, keys: Path, people: tuple[str, ...]) -> None:
        self.root = root
        if people:
            keys.mkdir(parents=True, exist_ok=True)
        self.keys = {person: make_key(keys / person) for person in people}

    def lists(self, options: str = f'namespaces="{STATEMENTS}"') -> str:
        """The list of signers, written."""
        lines = [listed(person, public(key), options) for person, key in self.keys.items()]
        return self.put("trust/allowed_signers", "".join(lines))

    def put(self, path: str, text: str | bytes) -> str:
        """A file below the root; returns its text."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
        return text if isinstance(text, str) else ""

    def says(
        self,
        meaning: str,
        signer: str,
        when: str,
        *,
        text: str = POLICY,
        key: str = "",
        namespace: str = STATEMENTS,
        at: str = "",
        clauses: tuple[str, ...] = (),
        **other: str,
    ) -> Statement:
        """One person signs one statement about a text; `other` replaces its fields."""
        document = other.pop("document", "POL-0001")
        version = other.pop("version", "1.0")
        bound = {"document": document, "version": version}
        statement = Statement(
            **bound,
            digest=other.pop("digest", "") or digest(**bound, data=(self.root / text).read_bytes()),
            meaning=Meaning(meaning),
            signer=signer,
            signed_at=datetime.fromisoformat(f"{when}T08:16:49+00:00").astimezone(UTC),
            previous=other.pop("previous", "") or self.last(document),
            reason=other.pop("reason", ""),
            clauses=clauses,
        )
        assert not other
        place = at or f"{statement.folder}/{statement.stem}.txt"
        self.put(place, statement.text)
        signature = signed(statement.text.encode(), self.keys[key or signer], namespace)
        self.put(f"{place}.sig", signature)
        return statement

    def approves(self, version: str = "1.0", when: str = "2026-10-01", **more: str) -> None:
        """Ada submits, Ben approves a day later."""
        self.says("prepared", "PER-0001", when, version=version, **more)
        after = (datetime.fromisoformat(when) + timedelta(days=1)).date().isoformat()
        self.says("approved", "PER-0002", after, version=version, **more)

    def last(self, document: str) -> str:
        """The name of the last statement about this document."""
        files = (self.root / "approvals" / document).rglob("*.txt")
        found = sorted(
            (Statement.parse(path.read_bytes()) for path in files), key=lambda one: one.signed_at
        )
        return found[-1].sha256 if found else "none"
