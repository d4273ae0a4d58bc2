"""Threats at the gates: rows B13, C12, E7 to E10, F7, F9 and F11 to F15 of the table of threats."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from complete_records import NONCONFORMITY, NONCONFORMITY_PATH, without_root_cause
from support import DEFAULTS, write

from ims_docs.adapters.git import History
from ims_docs.cli import run
from ims_docs.services.hook_setup.install import install

FINDING = f"{NONCONFORMITY_PATH}:29:1 REC004 error"
REASON = "Close the nonconformity about the seal"
PYTHON = sys.executable


class Gated:
    """A repository with all gates, and git as a person uses it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.environment = dict(os.environ)  # ims takes away what a calling hook has set
        root.mkdir(parents=True)
        self("init", "-q", "-b", "main", "--template=")
        write(root, DEFAULTS)
        self("add", "-A")
        self("commit", "-q", "-m", "Begin the management system of Acme")
        install(History(root), PYTHON)

    def __call__(self, *arguments: str, code: int | None = 0, **variables: str) -> str:
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env=self.environment | {"COLUMNS": "300"} | variables,
            capture_output=True,
            text=True,
            check=False,
        )
        said = done.stdout + done.stderr
        assert code is None or done.returncode == code, said
        return said

    def put(self, text: str) -> None:
        write(self.root, {NONCONFORMITY_PATH: text})

    def stage(self, text: str) -> None:
        self.put(text)
        self("add", "-A")


@pytest.fixture
def acme(tmp_path: Path) -> Gated:
    return Gated(tmp_path / "acme")


@pytest.fixture
def server(acme: Gated, tmp_path: Path) -> Path:
    """The bare repository with its gate."""
    place = tmp_path / "server.git"
    acme("clone", "-q", "--bare", ".", str(place))
    install(History(place), PYTHON, server=True)
    return place


def trap(folder: Path) -> tuple[Path, Path]:
    """A program that must never run, and the file that it would leave."""
    sprung, program = folder / "sprung", folder / "trap"
    program.write_text(f"#!/bin/sh\necho sprung >> {sprung}\n", "utf-8")
    program.chmod(0o755)
    return program, sprung


def test_b13_what_a_calling_hook_has_set_steers_nothing(acme, tmp_path, monkeypatch):
    decoy = Gated(tmp_path / "decoy")
    before = decoy("for-each-ref") + decoy("ls-files", "--stage")
    acme.stage(without_root_cause())
    monkeypatch.setenv("GIT_DIR", str(decoy.root / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(decoy.root))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(decoy.root / ".git/objects"))
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.fsmonitor")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", str(tmp_path / "never"))
    assert run(["-C", str(acme.root), "hooks", "run", "pre-commit"]) == 1
    monkeypatch.setenv("GIT_DIR", str(decoy.root / ".git"))
    assert run(["-C", str(acme.root), "hooks", "install"]) == 0
    for name in [name for name in os.environ if name.startswith("GIT_") and "AUTHOR" not in name]:
        monkeypatch.delenv(name)
    assert decoy("for-each-ref") + decoy("ls-files", "--stage") == before


def test_b13_modules_in_the_repository_are_no_part_of_the_gate(acme, server, tmp_path):
    """Python would take `click.py` of the folder it runs in before the installed one."""
    _, sprung = trap(tmp_path)
    for name in ("click.py", "ims_docs/__init__.py", "yaml.py"):
        write(acme.root, {name: f"open({str(sprung)!r}, 'w').close()\n"})
        write(server, {name: f"open({str(sprung)!r}, 'w').close()\n"})
    acme.stage(NONCONFORMITY)
    acme("commit", "-m", REASON)
    acme("push", str(server), "main")
    assert not sprung.exists()


def test_c12_f7_a_server_runs_nothing_that_its_settings_or_the_push_name(acme, server, tmp_path):
    program, sprung = trap(tmp_path)
    for key in ("core.fsmonitor", "core.sshCommand", "diff.external", "core.pager", "core.editor"):
        acme("--git-dir", str(server), "config", key, str(program))
    acme("--git-dir", str(server), "config", "diff.trap.textconv", str(program))
    acme("--git-dir", str(server), "config", "filter.trap.smudge", str(program))
    write(acme.root, {".gitattributes": "*.md diff=trap filter=trap\n"})
    acme.stage(NONCONFORMITY)
    acme("commit", "--no-verify", "-m", REASON)
    acme("push", "--no-verify", str(server), "main")
    assert not sprung.exists()


def without_right_to_write(folder: Path) -> list[str]:
    """Root may write everything, so that right is taken away first."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            executable = path.is_dir() or os.access(path, os.X_OK)
            path.chmod(0o555 if executable else 0o444)
    if os.geteuid() != 0:
        return []
    if not shutil.which("setpriv"):
        pytest.skip("root, and no setpriv")
    return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]


def test_e7_a_checkout_that_cannot_be_written_is_judged_and_nothing_is_installed(acme):
    acme.stage(without_root_cause())
    (acme.root / ".git/hooks/pre-push").unlink()
    prefix = without_right_to_write(acme.root)

    def ims(*arguments: str) -> tuple[int, str]:
        done = subprocess.run(
            [*prefix, PYTHON, "-P", "-m", "ims_docs", "hooks", *arguments],
            cwd=acme.root, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.returncode, done.stderr

    try:
        assert ims("run", "pre-commit")[0] == 1
        assert ims("status")[0] == 0
        code, said = ims("install")
    finally:
        for path in (acme.root, *acme.root.rglob("*")):
            path.chmod(0o755)
    assert code == 3
    assert "cannot be written: Permission denied" in said


def test_e8_a_lock_of_git_stops_no_gate_and_is_left_there(acme):
    acme.stage(without_root_cause())
    lock = acme.root / ".git/index.lock"
    lock.touch()
    for arguments, code in ((["run", "pre-commit"], 1), (["status"], 0), (["install"], 0)):
        assert run(["-C", str(acme.root), "hooks", *arguments]) == code
    assert lock.exists()


def test_e9_an_unfinished_merge_is_not_judged_and_a_finished_one_is(acme):
    acme("checkout", "-q", "-b", "side")
    acme.stage(NONCONFORMITY)
    acme("commit", "-q", "-m", REASON)
    acme("checkout", "-q", "main")
    acme.stage(NONCONFORMITY.replace("Four of", "Five of"))
    acme("commit", "-q", "-m", REASON)
    acme("merge", "-q", "side", code=1)
    assert run(["-C", str(acme.root), "hooks", "run", "pre-commit"]) == 3
    acme.stage(without_root_cause())
    assert "HIS001 error" in acme("commit", "--no-edit", code=1)
    acme.stage(NONCONFORMITY.replace("Four of", "Five of"))
    acme("commit", "-q", "--no-edit")


def test_e10_what_is_staged_counts_and_not_what_lies_on_disk(acme):
    acme.stage(without_root_cause())
    acme.put(NONCONFORMITY)
    assert FINDING in acme("commit", "-m", REASON, code=1)
    acme.stage(NONCONFORMITY)
    acme.put(without_root_cause())
    acme("commit", "-m", REASON)


def test_e10_a_partial_commit_is_judged_by_its_own_index(acme):
    acme.stage(without_root_cause())
    write(acme.root, {"docs/index.md": "# Start\n"})
    acme("add", "-A")
    acme("commit", "-m", "Say where to start", "docs/index.md")
    assert FINDING in acme("commit", "-m", REASON, "docs/records", code=1)


def test_f9_a_repository_of_somebody_else_is_refused(acme, server, monkeypatch):
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder away")
    for path in (server, *server.rglob("*")):
        os.chown(path, 12345, 12345)
    assert run(["hooks", "install", "--server", str(server)]) == 3


def test_f11_a_detached_head_goes_through_the_gates(acme, server):
    acme("checkout", "-q", "--detach")
    acme.stage(without_root_cause())
    assert FINDING in acme("commit", "-m", REASON, code=1)
    acme("commit", "--no-verify", "-m", REASON)
    assert FINDING in acme("push", str(server), "HEAD:refs/heads/side", code=1)
    assert run(["-C", str(acme.root), "hooks", "status"]) == 0


def test_f12_the_first_commit_goes_through_the_gates(acme, tmp_path):
    shutil.rmtree(acme.root / ".git")
    acme("init", "-q", "-b", "main", "--template=")
    install(History(acme.root), PYTHON)
    acme.stage(without_root_cause())
    assert FINDING in acme("commit", "-m", REASON, code=1)
    acme("init", "-q", "--bare", "-b", "main", str(tmp_path / "empty.git"))
    install(History(tmp_path / "empty.git"), PYTHON, server=True)
    acme("commit", "--no-verify", "-m", REASON)
    said = acme("push", "--no-verify", str(tmp_path / "empty.git"), "main", code=1)
    assert FINDING in said
    assert "git update-ref -d HEAD" in said
    acme("update-ref", "-d", "HEAD")
    acme.stage(NONCONFORMITY)
    acme("commit", "-m", REASON)
    acme("push", str(tmp_path / "empty.git"), "main")


def test_f13_a_bare_repository_has_no_gate_of_a_person(server):
    assert run(["-C", str(server), "hooks", "install"]) == 3
    assert run(["-C", str(server), "hooks", "status"]) == 3


def test_f14_a_worktree_goes_through_the_gates(acme, server, tmp_path):
    acme("worktree", "add", "-q", str(tmp_path / "second"), "-b", "second")
    second = tmp_path / "second"
    write(second, {NONCONFORMITY_PATH: without_root_cause()})
    acme("-C", str(second), "add", "-A")
    assert FINDING in acme("-C", str(second), "commit", "-m", REASON, code=1)
    acme("-C", str(second), "commit", "--no-verify", "-m", REASON)
    assert FINDING in acme("-C", str(second), "push", str(server), "second", code=1)


def test_f15_a_submodule_goes_through_its_own_gates(acme, tmp_path):
    outer = tmp_path / "outer"
    outer.mkdir()
    acme("init", "-q", "--template=", str(outer))
    acme("-C", str(outer), "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(acme.root), "sub")  # fmt: skip
    sub = outer / "sub"
    assert run(["-C", str(sub), "hooks", "install"]) == 0
    assert (outer / ".git/modules/sub/hooks/pre-commit").is_file()
    write(sub, {NONCONFORMITY_PATH: without_root_cause()})
    acme("-C", str(sub), "add", "-A")
    assert FINDING in acme("-C", str(sub), "commit", "-m", REASON, code=1)


def test_the_quarantine_is_read_and_stays_empty_when_refused(acme, server):
    """What was pushed lies in a place of its own until the gate has said yes."""
    acme.stage(without_root_cause())
    acme("commit", "--no-verify", "-m", REASON)
    tip = acme("rev-parse", "HEAD").strip()
    assert FINDING in acme("push", "--no-verify", str(server), "main", code=1)
    acme("--git-dir", str(server), "cat-file", "-e", tip, code=1)


def test_another_object_directory_does_not_reach_a_gate_of_a_person(acme, tmp_path, monkeypatch):
    acme.stage(without_root_cause())
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(tmp_path))
    assert run(["-C", str(acme.root), "hooks", "run", "pre-commit"]) == 1


def test_a_gate_that_cannot_judge_does_not_let_through(acme, server):
    acme.stage(NONCONFORMITY)
    acme("commit", "-m", REASON)
    (server / "hooks/pre-receive").write_text(
        (server / "hooks/pre-receive").read_text("utf-8").replace(PYTHON, "/gone"), "utf-8"
    )
    said = acme("push", str(server), "main", code=1, PATH="/usr/bin:/bin")
    assert "This gate needs ims" in said
