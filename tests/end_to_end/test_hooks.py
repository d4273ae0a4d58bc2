"""`ims hooks`: the scripts get where git looks for them, over nothing of anybody else."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ims_docs.services.hook_setup import GATES
from ims_docs.services.hook_setup.scripts import FORM, script

LOCAL = ("pre-commit", "commit-msg", "pre-push")
FOREIGN = "#!/bin/sh\necho mine\n"


@pytest.fixture
def git(gated_git):
    return gated_git


def hooks(root: Path) -> Path:
    return root / ".git" / "hooks"


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.endswith(".sample")}


def test_a_new_repository_has_all_gates(acme, ims):
    assert names(hooks(acme)) == set(LOCAL)
    done = ims("-C", acme, "hooks", "status")
    assert done.code == 0
    assert [line.split()[0:3:2] for line in done.out.splitlines()[:3]] == [
        [name, "force"] for name in LOCAL
    ]


def test_installing_twice_changes_nothing(acme, ims):
    shutil.rmtree(hooks(acme))
    first = ims("-C", acme, "hooks", "install")
    assert first.code == 0
    assert first.out.count(": written\n") == 3
    before = {path: path.stat().st_mtime_ns for path in hooks(acme).iterdir()}
    again = ims("-C", acme, "hooks", "install")
    assert again.code == 0
    assert again.out.count(": there already\n") == 3
    assert {path: path.stat().st_mtime_ns for path in hooks(acme).iterdir()} == before


def test_an_older_script_of_ours_is_written_anew(acme, ims):
    old = "#!/bin/sh\n# written by ims\n# Judges what is staged.\nexec ims check --staged\n"
    (hooks(acme) / "pre-commit").write_text(old, "utf-8")
    assert "by an older script" in ims("-C", acme, "hooks", "status").out
    assert ims("-C", acme, "hooks", "install").code == 0
    assert f"# written by ims, form {FORM}\n" in (hooks(acme) / "pre-commit").read_text("utf-8")


def test_a_hook_of_somebody_else_stays_and_one_learns_how_to_join_them(acme, ims):
    foreign = hooks(acme) / "pre-commit"
    foreign.write_text(FOREIGN, "utf-8")
    done = ims("-C", acme, "hooks", "install")
    assert done.code == 1
    assert foreign.read_text("utf-8") == FOREIGN
    assert 'ims hooks run pre-commit "$@" || exit 1' in done.err
    status = ims("-C", acme, "hooks", "status")
    assert "pre-commit  NOT IN FORCE  a hook of somebody else is called instead" in status.out
    foreign.write_text(FOREIGN + 'ims hooks run pre-commit "$@" || exit 1\n', "utf-8")
    status = ims("-C", acme, "hooks", "status")
    assert "pre-commit  in force      called by a hook of somebody else" in status.out


def test_a_link_in_the_place_of_a_hook_is_not_written_through(acme, ims, tmp_path):
    outside = tmp_path / "outside"
    (hooks(acme) / "pre-push").unlink()
    (hooks(acme) / "pre-push").symlink_to(outside)
    assert ims("-C", acme, "hooks", "install").code == 1
    assert not outside.exists()


def test_a_hook_that_git_does_not_start_is_not_in_force(acme, ims):
    hook = hooks(acme) / "pre-push"
    hook.chmod(stat.S_IRUSR | stat.S_IWUSR)
    assert "pre-push    NOT IN FORCE  git does not start" in ims("-C", acme, "hooks", "status").out
    assert ims("-C", acme, "hooks", "install").code == 0
    assert "NOT IN FORCE" not in ims("-C", acme, "hooks", "status").out


def test_no_gate_at_all_ends_with_one(acme, ims):
    shutil.rmtree(hooks(acme))
    done = ims("-C", acme, "hooks", "status")
    assert done.code == 1
    assert done.out.count("NOT IN FORCE") == 3
    assert "→ Run `ims hooks install`." in done.out


def test_the_status_for_programs(acme, ims):
    done = ims("-C", acme, "hooks", "status", "--format", "json")
    assert done.code == 0
    value = json.loads(done.out)
    assert [(one["gate"], one["in_force"]) for one in value["gates"]] == [
        (name, True) for name in LOCAL
    ]
    assert value["workflows"] == []
    assert any("protected" in one for one in value["unseen"])


def test_the_status_says_what_no_tool_can_see(acme, ims):
    said = ims("-C", acme, "hooks", "status").out
    assert said.count("[ ] ") == 5
    for word in ("protected", "required", "--force", "administrators", "--server"):
        assert word in said


def test_a_folder_of_hooks_in_the_repository_is_used(acme, ims, git):
    git(acme, "config", "core.hooksPath", ".githooks")
    shutil.rmtree(hooks(acme))
    assert ims("-C", acme, "hooks", "status").code == 1
    done = ims("-C", acme, "hooks", "install")
    assert done.code == 0
    assert names(acme / ".githooks") == set(LOCAL)
    said = ims("-C", acme, "hooks", "status").out
    assert "core.hooksPath says: .githooks (local)" in said


def test_a_folder_of_hooks_for_all_repositories_is_left_alone(acme, ims, tmp_path, monkeypatch):
    shared = tmp_path / "shared"
    shared.mkdir()
    settings = tmp_path / "gitconfig"
    settings.write_text(f"[core]\n\thooksPath = {shared}\n", "utf-8")
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(settings, home / ".gitconfig")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME")
    done = ims("-C", acme, "hooks", "install")
    assert done.code == 1
    assert names(shared) == set()
    assert "The global setting core.hooksPath" in done.err
    assert "git config --local core.hooksPath .git/hooks" in done.err
    assert ims("-C", acme, "hooks", "status").code == 1
    made = ims("-C", tmp_path, "new", "--no-input", "other")
    assert made.code == 0
    assert "No gate is in force here yet; `ims hooks install` says why." in made.err
    assert names(shared) == set()


def test_the_scripts_of_a_worktree_lie_where_git_looks(acme, ims, git, tmp_path):
    git(acme, "worktree", "add", "-q", str(tmp_path / "side"), "-b", "side")
    shutil.rmtree(hooks(acme))
    assert ims("-C", tmp_path / "side", "hooks", "install").code == 0
    assert names(hooks(acme)) == set(LOCAL)
    assert ims("-C", tmp_path / "side", "hooks", "status").code == 0


@pytest.mark.parametrize("program", ["pre-commit", "prek"])
def test_pre_commit_and_prek_count_when_they_are_there_and_name_our_gates(
    acme, ims, program, monkeypatch
):
    marks = {
        "pre-commit": "#!/usr/bin/env bash\n# File generated by pre-commit: https://pre-commit.com\n",
        "prek": "#!/bin/sh\n# File generated by prek: https://github.com/j178/prek\n",
    }
    for name in LOCAL:
        (hooks(acme) / name).write_text(marks[program], "utf-8")
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    said = ims("-C", acme, "hooks", "status").out
    assert said.count(f"in force      by {program}") == 3
    done = ims("-C", acme, "hooks", "install")
    assert done.code == 0
    assert done.out.count("called by another program") == 3
    (acme / ".pre-commit-config.yaml").write_text("repos: []\n", "utf-8")
    said = ims("-C", acme, "hooks", "status").out
    assert said.count("does not name ims-") == 3


def test_a_server_has_the_gate_of_a_server(acme, ims, git, tmp_path):
    git(acme, "clone", "-q", "--bare", ".", str(tmp_path / "server.git"))
    done = ims("hooks", "install", "--server", tmp_path / "server.git")
    assert done.code == 0
    assert names(tmp_path / "server.git/hooks") == {"pre-receive"}
    assert ims("hooks", "install", "--server", tmp_path / "server.git").out.endswith("already\n")


def test_a_server_that_is_no_repository_is_refused(ims, tmp_path):
    done = ims("hooks", "install", "--server", tmp_path)
    assert done.code == 3
    assert "is not a git repository" in done.err


def test_the_scripts_find_ims_when_its_environment_moved(acme, git, ims, monkeypatch):
    pre_commit = GATES[0]
    (hooks(acme) / "pre-commit").write_text(script(pre_commit, "/gone/python"), "utf-8")
    (acme / "README.md").write_text("New words.\n", "utf-8")
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    assert git(acme, "commit", "-am", "new words").returncode == 0
    (acme / "README.md").write_text("Newer words.\n", "utf-8")
    plain = [
        one for one in os.environ["PATH"].split(os.pathsep) if not (Path(one) / "ims").exists()
    ]
    monkeypatch.setenv("PATH", os.pathsep.join(plain))
    done = git(acme, "commit", "-am", "newer words", check=False)
    assert done.returncode == 1
    assert "ims hooks install" in done.stderr


@pytest.mark.parametrize(
    ("message", "code"),
    [("Name the deputies of all roles\n", 0), ("update\n", 1), ("# nothing but a comment\n", 1)],
)
def test_the_message_of_a_controlled_change(acme, ims, git, message, code):
    (acme / "docs/index.md").write_text("# Start\n\nRead this first.\n", "utf-8")
    git(acme, "add", "docs/index.md")
    (acme / "MESSAGE").write_text(message, "utf-8")
    done = ims("-C", acme, "hooks", "run", "commit-msg", "MESSAGE")
    assert done.code == code
    if code:
        assert "gives no reason for the change" in done.out
        assert "such as “" in done.out


def test_the_message_of_any_other_change_is_free(acme, ims, git):
    (acme / "README.md").write_text("New words.\n", "utf-8")
    git(acme, "add", "README.md")
    (acme / "MESSAGE").write_text("wip\n", "utf-8")
    assert ims("-C", acme, "hooks", "run", "commit-msg", "MESSAGE").code == 0


def test_git_asks_for_a_reason(acme, git):
    (acme / "docs/index.md").write_text("# Start\n\nRead this first.\n", "utf-8")
    done = git(acme, "commit", "-am", "update", check=False)
    assert done.returncode == 1
    assert "gives no reason" in done.stdout + done.stderr
    assert git(acme, "commit", "-am", "#1 asks everybody to read this first").returncode == 0


def test_merges_and_reverts_have_their_reason(acme, git):
    git(acme, "checkout", "-q", "-b", "side")
    (acme / "docs/index.md").write_text("# Start\n\nRead this first.\n", "utf-8")
    git(acme, "commit", "-qam", "Say what to read first")
    git(acme, "checkout", "-q", "main")
    assert git(acme, "merge", "--no-ff", "--no-edit", "side").returncode == 0
    assert git(acme, "revert", "--no-edit", "-m", "1", "HEAD").returncode == 0


@pytest.mark.parametrize(
    "arguments", [("commit-msg",), ("pre-commit", "--commits", "a..b"), ("update",)]
)
def test_wrong_calls_are_told(acme, ims, arguments):
    assert ims("-C", acme, "hooks", "run", *arguments).code == 2


def test_the_hook_programs_return_the_verdict(acme, git):
    """For plain git hooks, and for forges with a folder of their own for them."""
    (acme / "docs/index.md").write_text("# Start\n\nRead this first.\n", "utf-8")
    git(acme, "add", "docs/index.md")
    (acme / "MESSAGE").write_text("update\n", "utf-8")
    tip, zero = git(acme, "rev-parse", "HEAD").stdout.strip(), "0" * 40

    def program(name: str, *arguments: str, said: str = "") -> int:
        path = Path(__file__).parents[2] / "hooks" / name
        return subprocess.run(
            [sys.executable, str(path), *arguments], cwd=acme, input=said, text=True,
            capture_output=True, check=False,
        ).returncode  # fmt: skip

    assert program("pre_commit.py") == 0
    assert program("commit_msg.py", "MESSAGE") == 1
    line = f"refs/heads/main {tip} refs/heads/main {zero}"
    assert program("pre_push.py", "origin", "url", said=line) == 0
    assert program("pre_receive.py", said=f"{tip} {zero} refs/heads/main") == 1
    assert program("pre_receive.py", said=f"{tip} {zero} refs/heads/side") == 0


def test_one_table_names_every_program():
    programs = {path.stem for path in (Path(__file__).parents[2] / "hooks").glob("*.py")}
    assert programs == {one.stage.replace("-", "_") for one in GATES}
