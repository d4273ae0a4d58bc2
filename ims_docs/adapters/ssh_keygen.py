"""Making keys and signatures with ssh-keygen, so that agents and hardware keys work too."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from ims_docs.errors import ConfigurationError, UnreadableError
from ims_docs.formats.signatures.keys import KeyFormError, PublicKey
from ims_docs.formats.signatures.sshsig import Signature, SignatureFormError

_FULL_PASSPHRASE_WAIT = 600
"""Seconds that a person may take to type a passphrase or touch a key."""


def sign(message: bytes, key: Path, namespace: str) -> str:
    """The signature of these bytes. Raises ConfigurationError when the key cannot be used."""
    command = [_program(), "-q", "-Y", "sign", "-n", namespace, "-f", str(key.absolute())]
    done = _run(command, message)
    signature = done.stdout
    try:
        Signature.parse(signature).verify(message)
    except (SignatureFormError, KeyFormError) as error:
        raise ConfigurationError(
            f"The key {key} made no signature",
            hint="Type its passphrase again, or plug your security key in and touch it.",
        ) from error
    return signature.decode("ascii")


def new_key(key: Path, remark: str, *, passphrase: bool) -> PublicKey:
    """Make an ed25519 key; ssh-keygen asks for the passphrase. Raises ConfigurationError."""
    for path in (key, key.with_name(f"{key.name}.pub")):
        if path.exists():
            raise ConfigurationError(
                f"There is a key already: {path}",
                hint="Use it, or name another file with --key.",
            )
    program = _program()
    try:
        key.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UnreadableError(
            f"{key.parent} cannot be written: {error.strerror}",
            hint="Name another place with --key.",
        ) from error
    command = [program, "-q", "-t", "ed25519", "-C", remark, "-f", str(key.absolute())]
    if not passphrase:
        command += ["-N", ""]
    done = subprocess.run(command, check=False, stderr=subprocess.PIPE)
    if done.returncode:
        raise ConfigurationError(
            "No key was made",
            hint="Type the same passphrase twice, at least five characters long.",
        )
    return read_public(key)


def read_public(key: Path) -> PublicKey:
    """The public half of a key, given either half. Raises ConfigurationError."""
    path = key if key.suffix == ".pub" else key.with_name(f"{key.name}.pub")
    try:
        found, _ = PublicKey.parse(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(
            f"There is no key at {path}",
            hint="Make one with `ims key new`, or name yours with --key FILE.",
        ) from error
    except (KeyFormError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"{path}: {error}", hint="Name the file whose name ends with .pub."
        ) from error
    return found


def _program() -> str:
    found = shutil.which("ssh-keygen")
    if found is None:
        raise UnreadableError(
            "The program ssh-keygen is not installed, so nothing can be signed",
            hint="Install OpenSSH (on Windows: Settings, Optional features, OpenSSH Client).",
        )
    return found


def _run(command: list[str], message: bytes) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            command,
            input=message,
            stdout=subprocess.PIPE,  # stderr stays the person's: "touch your key", "bad passphrase"
            check=False,
            timeout=_FULL_PASSPHRASE_WAIT,
        )
    except subprocess.TimeoutExpired as error:
        raise ConfigurationError(
            "Nobody answered the question for the passphrase", hint="Run the command again."
        ) from error
