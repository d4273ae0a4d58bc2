"""The generated pre-commit configuration works offline in pre-commit itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def git(gated_git):
    return gated_git


@pytest.fixture
def pre_commit(tmp_path):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment["PRE_COMMIT_HOME"] = str(tmp_path / "pre-commit")
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    environment["GIT_CONFIG_GLOBAL"] = os.devnull

    def call(root: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", "--all-files"],
            cwd=root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return call


def test_a_broken_staged_record_is_blocked_and_a_mended_one_passes(acme, ims, git, pre_commit):
    path = acme / ims("-C", acme, "--quiet", "add", "nonconformity").out.split()[1]
    path.write_text(path.read_text("utf-8").replace("status: open", "status: maybe"), "utf-8")
    git(acme, "add", "-A")
    blocked = pre_commit(acme)
    assert blocked.returncode == 1, blocked.stderr
    assert "REC001" in blocked.stdout
    path.write_text(path.read_text("utf-8").replace("status: maybe", "status: open"), "utf-8")
    git(acme, "add", "-A")
    passed = pre_commit(acme)
    assert passed.returncode == 0, passed.stdout + passed.stderr
