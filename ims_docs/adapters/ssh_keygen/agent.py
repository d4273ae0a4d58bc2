"""A key that is opened once for several signatures: by an agent of our own, which ends with them."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ims_docs.adapters.ssh_keygen.keys import program, text_of
from ims_docs.errors import ConfigurationError
from ims_docs.formats.signatures.kinds import KeyFormError

_BLINK = 0.01
"""Seconds between two looks whether the agent is there."""
_LONGEST_PASSPHRASE = 1_000
"""Bytes; ssh takes no more, and so many fit into a pipe at once."""
_SECONDS_TO_OPEN = 30


class LockedError(Exception):
    """A passphrase does not open its key."""


@contextmanager
def unlocked(key: Path | None, passphrase: str | None = None) -> Iterator[None]:
    """Ask for the passphrase of a key once, however often it signs meanwhile.

    An agent of our own holds it, and ends with this. Where there is none to be had, or the key
    has no passphrase, nothing is different. With a passphrase nobody is asked: it goes to the
    agent through a pipe, and stands in no file, argument or variable. Raises LockedError when
    it is the wrong one.
    """
    agent, add = shutil.which("ssh-agent"), shutil.which("ssh-add")
    if key is None or agent is None or add is None or os.name != "posix" or not _is_locked(key):
        yield
        return
    with tempfile.TemporaryDirectory(prefix="ims-") as folder:
        place = f"{folder}/agent"
        running = subprocess.Popen(
            [agent, "-D", "-a", place], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        before = os.environ.get("SSH_AUTH_SOCK")
        try:
            while running.poll() is None and not os.path.exists(place):  # noqa: PTH110 - a socket
                time.sleep(_BLINK)
            os.environ["SSH_AUTH_SOCK"] = place
            if passphrase is not None:
                _add_silently(add, key, passphrase)
            elif subprocess.run([add, "-q", str(key.absolute())], check=False).returncode:
                raise ConfigurationError(
                    f"The key {key} could not be opened", hint="Type its passphrase again."
                )
            yield
        finally:
            os.environ.pop("SSH_AUTH_SOCK", None)
            if before is not None:
                os.environ["SSH_AUTH_SOCK"] = before
            running.terminate()
            running.wait()


_ASKED = """#!/bin/sh
IFS= read -r line < "$IMS_PIPE" && rm -f "$IMS_PIPE" && printf '%s\\n' "$line"
"""
"""What ssh-add asks: it reads the pipe once. Asked again, after a wrong passphrase, it says nothing."""


def _add_silently(add: str, key: Path, passphrase: str) -> None:
    """Hand a key to the agent. Raises LockedError."""
    said = passphrase.encode()
    if not said or b"\n" in said or b"\0" in said or len(said) > _LONGEST_PASSPHRASE:
        raise LockedError
    with tempfile.TemporaryDirectory(prefix="ims-") as folder:
        pipe, script = Path(folder, "pipe"), Path(folder, "ask")
        script.write_text(_ASKED, encoding="ascii")
        script.chmod(0o700)
        os.mkfifo(pipe, 0o600)
        both_ends = os.open(pipe, os.O_RDWR)  # so that nobody waits for anybody
        try:
            os.write(both_ends, said + b"\n")
            told = {
                "DISPLAY": ":0",
                **os.environ,
                "SSH_ASKPASS": str(script),
                "SSH_ASKPASS_REQUIRE": "force",
                "IMS_PIPE": str(pipe),
            }
            done = subprocess.run(
                [add, "-q", str(key.absolute())],
                check=False,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=told,
                start_new_session=True,  # no terminal, so that it asks us also where it is old
                timeout=_SECONDS_TO_OPEN,
            )
        except subprocess.TimeoutExpired as error:
            raise LockedError from error
        finally:
            os.close(both_ends)
    if done.returncode:
        raise LockedError


def needs_passphrase(key: Path) -> bool:
    """Whether somebody has to be asked before a key signs: no agent of theirs holds it open."""
    return os.name == "posix" and _is_locked(key) and not _is_held(key)


def _is_held(key: Path) -> bool:
    add = shutil.which("ssh-add")
    if add is None or not os.environ.get("SSH_AUTH_SOCK"):
        return False
    try:
        done = subprocess.run(
            [add, "-L"],
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=_SECONDS_TO_OPEN,
        )
        wanted = text_of(key.with_name(f"{key.name}.pub")).split()[1]
    except (OSError, ValueError, IndexError, KeyFormError, subprocess.TimeoutExpired):
        return False
    return wanted.encode() in done.stdout.split()


def _is_locked(key: Path) -> bool:
    """Whether a key needs a passphrase, as far as one can see without asking for it."""
    command = [program(), "-y", "-P", "", "-f", str(key.absolute())]
    done = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    return key.is_file() and done.returncode != 0
