"""The same incomplete record at every gate: blocked by each, and the corrected one passes each.

A nonconformity says that it is effective, and names no root cause. Noise that is not staged
lies on disk all the while, and changes neither verdict.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from complete_records import NONCONFORMITY, without_root_cause

REPOSITORY_HOOKS = ".git/hooks"
RECORD = "docs/records/nonconformity/NCR-0001.md"
SAID = (
    f'{RECORD}:29:1 REC004 error: The state `effective` asks for the section "Cause"',
    "→ Complete it, or set `status: action done` until it is complete.",
)
"""File, line, reason, fix."""


@pytest.fixture
def machine(tmp_path: Path) -> dict[str, str]:
    """A person's computer on which ims, pre-commit and prek are installed, without network."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_CONF")}
    return kept | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(tmp_path / "pre-commit"),
        "PREK_HOME": str(tmp_path / "prek"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
    }


@pytest.fixture
def call(acme: Path, machine: dict[str, str]):
    """A command in the organisation's repository; returns the exit code and what it said."""

    def run(*command: str) -> tuple[int, str]:
        done = subprocess.run(
            command, cwd=acme, env=machine, capture_output=True, text=True, check=False
        )
        said = (done.stdout + done.stderr).replace("remote: ", "")
        return done.returncode, " ".join(said.split())

    return run


def stage(acme: Path, call, text: str) -> None:
    """Stage a record, then leave other text of it, and a broken file, on disk alone."""
    record = acme / RECORD
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text(text, "utf-8")
    assert call("git", "add", RECORD)[0] == 0
    other = NONCONFORMITY if text != NONCONFORMITY else without_root_cause()
    record.write_text(other, "utf-8")
    (acme / "docs/records/idea").mkdir(parents=True, exist_ok=True)
    (acme / "docs/records/idea/IDE-0009.md").write_text("not a record\n", "utf-8")


def commit(call, *options: str) -> tuple[int, str]:
    return call("git", "commit", *options, "-m", "Close the nonconformity about the seal")


def mending(said: str) -> list[str]:
    """The command that the gate names to take the commit back."""
    found = re.search(r"1\. (git reset --soft [0-9a-f]+)", said)
    assert found, said
    return found[1].split()


MANAGERS = {"pre-commit": ("pre-commit", "install"), "prek": ("prek", "install")}


@pytest.mark.parametrize("gate", ["plain hook", "pre-commit", "prek"])
def test_a_commit(gate, acme, call):
    if gate != "plain hook":
        shutil.rmtree(acme / REPOSITORY_HOOKS)
        assert call(*MANAGERS[gate])[0] == 0

    stage(acme, call, without_root_cause())
    code, said = commit(call)
    assert code == 1, said
    assert all(words in said for words in SAID), said

    stage(acme, call, NONCONFORMITY)
    code, said = commit(call)
    assert code == 0, said


@pytest.mark.parametrize("gate", ["plain hook", "pre-commit", "prek"])
def test_a_push(gate, acme, call, tmp_path):
    """Whoever went around the gate of the commit meets the gate of the push."""
    assert call("git", "clone", "--quiet", "--bare", ".", str(tmp_path / "server.git"))[0] == 0
    assert call("git", "remote", "add", "origin", str(tmp_path / "server.git"))[0] == 0
    assert call("git", "fetch", "--quiet", "origin")[0] == 0
    if gate != "plain hook":
        shutil.rmtree(acme / REPOSITORY_HOOKS)
        assert call(*MANAGERS[gate])[0] == 0

    stage(acme, call, without_root_cause())
    assert commit(call, "--no-verify")[0] == 0
    code, said = call("git", "push", "origin", "main")
    assert code == 1, said
    assert "Close the nonconformity about the seal" in said
    assert all(words in said for words in SAID), said

    assert call(*mending(said))[0] == 0
    stage(acme, call, NONCONFORMITY)
    assert commit(call)[0] == 0
    code, said = call("git", "push", "origin", "main")
    assert code == 0, said


def test_a_server(acme, call, tmp_path):
    """Whoever went around every gate of the own computer meets the gate of the server."""
    server = tmp_path / "server.git"
    assert call("git", "clone", "--quiet", "--bare", ".", str(server))[0] == 0
    code, said = call("ims", "hooks", "install", "--server", str(server))
    assert code == 0, said

    stage(acme, call, without_root_cause())
    assert commit(call, "--no-verify")[0] == 0
    code, said = call("git", "push", "--no-verify", str(server), "main")
    assert code == 1, said
    assert "Close the nonconformity about the seal" in said
    assert all(words in said for words in SAID), said

    assert call(*mending(said))[0] == 0
    stage(acme, call, NONCONFORMITY)
    assert commit(call)[0] == 0
    code, said = call("git", "push", "--no-verify", str(server), "main")
    assert code == 0, said
