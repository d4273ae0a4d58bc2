"""Making keys and signatures with ssh-keygen, so that agents and hardware keys work too."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path

from ims_docs.errors import ConfigurationError, UnreadableError
from ims_docs.formats.signatures.keys import PublicKey
from ims_docs.formats.signatures.kinds import KeyFormError
from ims_docs.formats.signatures.passkeys import listed_passkey
from ims_docs.formats.signatures.sshsig import Signature, SignatureFormError
from ims_docs.model.trust import Passkey

_FULL_PASSPHRASE_WAIT = 600
"""Seconds that a person may take to type a passphrase or touch a key."""
_LARGEST = 65_536
"""Bytes of a public key, with all that people write beside it."""
_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_FOR_OTHERS = 0o077


def sign(message: bytes, key: Path, namespace: str) -> str:
    """The signature of these bytes. Raises ConfigurationError when the key cannot be used."""
    command = [program(), "-q", "-Y", "sign", "-n", namespace, "-f", str(key.absolute())]
    done = _run(command, message)
    signature = done.stdout
    try:
        Signature.parse(signature).verify(message)
    except (SignatureFormError, KeyFormError) as error:
        raise ConfigurationError(f"The key {key} made no signature", hint=_remedy(key)) from error
    return signature.decode("ascii")


def new_key(key: Path, remark: str, *, passphrase: bool) -> PublicKey:
    """Make an ed25519 key; ssh-keygen asks for the passphrase. Raises ConfigurationError."""
    for path in (key, key.with_name(f"{key.name}.pub")):
        if path.exists():
            raise ConfigurationError(
                f"There is a key already: {path}",
                hint="Use it, or name another file with --key.",
            )
    keygen = program()
    try:
        key.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UnreadableError(
            f"{key.parent} cannot be written: {error.strerror}",
            hint="Name another place with --key.",
        ) from error
    command = [keygen, "-q", "-t", "ed25519", "-C", remark, "-f", str(key.absolute())]
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
    return read_listed(key)[0]


def read_listed(key: Path) -> tuple[PublicKey, Passkey | None]:
    """The same, and of a passkey what the list of signers has to know. Raises ConfigurationError."""
    path = key if key.suffix == ".pub" else key.with_name(f"{key.name}.pub")
    try:
        found, remark = PublicKey.parse(text_of(path))
        passkey, _ = listed_passkey(found, remark)
    except OSError as error:
        raise ConfigurationError(
            f"There is no key at {path}",
            hint="Make one with `ims key new`, or name yours with --key FILE.",
        ) from error
    except (KeyFormError, UnicodeDecodeError) as error:
        hint = error.hint if isinstance(error, KeyFormError) else ""
        raise ConfigurationError(
            f"{path}: {error}", hint=hint or "Name the file whose name ends with .pub."
        ) from error
    return found, passkey


def text_of(path: Path) -> str:
    """The text of a small file, also as a redirection of PowerShell writes it."""
    if not path.is_file():  # a pipe would keep us waiting
        raise FileNotFoundError(path)
    with path.open("rb") as opened:
        data = opened.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise KeyFormError("This is not a public SSH key")
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding)
    return data.decode("utf-8")


def _remedy(key: Path) -> str:
    """What to do when a key makes no signature. Others must not be able to read it, or ssh refuses."""
    for file in (key, key.with_suffix("")):
        try:
            facts = file.stat()
        except OSError:
            continue
        is_private = file.suffix != ".pub" and os.name == "posix"
        if is_private and facts.st_mode & _FOR_OTHERS:
            return f"Others may read this key, so ssh does not use it: chmod 600 {shlex.quote(str(file))}"
    return "Type its passphrase again, or plug your security key in and touch it."


def program() -> str:
    """Where ssh-keygen is. Raises UnreadableError."""
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
