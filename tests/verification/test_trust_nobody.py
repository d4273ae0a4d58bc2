"""Nothing that the repository names is run (P3), and nothing around it changes the verdict (P4)."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from support import POLICY

ASKED = ["verify", "--as-of", "2026-11-23", "--late-after", "365"]
NAMED = (
    "core.fsmonitor",
    "core.sshCommand",
    "core.pager",
    "core.editor",
    "core.askPass",
    "diff.external",
    "diff.trap.textconv",
    "diff.trap.command",
    "filter.trap.smudge",
    "filter.trap.clean",
    "filter.trap.process",
    "merge.trap.driver",
    "gpg.program",
    "gpg.ssh.program",
    "credential.helper",
    "trailer.trap.command",
    "alias.log",
    "alias.fsck",
    "pager.log",
    "uploadpack.packObjectsHook",
)
HOOKS = ("post-checkout", "pre-auto-gc", "post-index-change", "reference-transaction", "fsmonitor")


def ims(folder, *arguments, **variables):
    """The verdict of a process of its own: exit code and every byte that it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "ims_docs", "-C", str(folder), *arguments],
        env=dict(os.environ) | variables,
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def trap(tmp_path):
    """A program that must never run, and the file that it would leave."""
    sprung, program = tmp_path / "sprung", tmp_path / "trap"
    program.write_text(f"#!/bin/sh\necho sprung >> {sprung}\n", "utf-8")
    program.chmod(0o755)
    return program, sprung


def test_p3_no_program_that_the_repository_names_is_run(acme, trap):
    program, sprung = trap
    attributes = "*.md diff=trap filter=trap merge=trap\n"
    (acme.root / ".git/info/attributes").write_text(attributes)
    acme.commit({"docs/.gitattributes": attributes}, "Say how files are compared")
    for key in NAMED:
        acme.git("config", key, f"!{program}" if key.startswith("alias") else str(program))
    acme.git("config", "core.hooksPath", str(program.parent / "hooks"))
    for folder in (program.parent / "hooks", acme.root / ".git/hooks"):
        folder.mkdir(exist_ok=True)
        for name in HOOKS:
            (folder / name).write_bytes(program.read_bytes())
            (folder / name).chmod(0o755)
    (acme.root / POLICY).write_text("changed on disk")
    sprung.unlink(missing_ok=True)  # our own `git config` and `git add` may have sprung it
    code, said, _ = ims(acme.root, *ASKED)
    assert code == 0
    assert b"treat files in another way" in said
    assert not sprung.exists()


def test_p4_nothing_around_the_clone_changes_a_byte_of_the_verdict(acme, trap, tmp_path):
    program, sprung = trap
    home = tmp_path / "hostile"
    home.mkdir()
    (home / ".gitconfig").write_text(
        f"[core]\n\tfsmonitor = {program}\n\tpager = {program}\n\tquotePath = true\n"
        f"[log]\n\tdate = relative\n\tshowSignature = true\n\tmailmap = true\n[gpg]\n\tprogram = {program}\n"
        "[i18n]\n\tlogOutputEncoding = ISO-8859-1\n[diff]\n\trenames = copies\n\tnoprefix = true\n"
        "[fsck]\n\tskipList = /nonexistent\n[alias]\n\tlog = status\n"
    )
    acme.commit({}, "Grüße an alle, die später lesen")
    around = [
        {"TZ": zone, "LC_ALL": locale, "COLUMNS": "80"}
        for zone in ("UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago")
        for locale in ("C", "C.UTF-8")
    ]
    around = [around[0], around[3], around[4]]
    around.append({**around[1], "HOME": str(home), "GIT_CONFIG_GLOBAL": str(home / ".gitconfig")})
    for variables in around:
        variables["PYTHONIOENCODING"] = "utf-8"
    verdicts = {
        ims(acme.root, *ASKED, "--format", name, **variables)
        for name in ("text",)
        for variables in around
    }
    assert len(verdicts) == 1
    ((code, said, complaint),) = verdicts
    assert (code, complaint) == (0, b"")
    assert b"Nothing was found" in said
    assert not sprung.exists()


@pytest.mark.parametrize("name", ["json", "markdown"])
def test_the_other_formats_say_the_same(acme, name):
    import json

    acme.commit({}, "Look\x1b[2J | `here` <b>", GIT_COMMITTER_DATE="2026-11-01T09:00:00+00:00")
    code, said, _ = ims(acme.root, *ASKED, "--format", name)
    assert code == 0
    assert b"\x1b" not in said
    if name == "json":
        values = json.loads(said)
        assert values["checked"]["commits"] == 4
        assert values["root"] == {"fingerprint": "", "named": "", "pinned": False}
        assert [one["check"] for one in values["findings"]] == ["dates", "dates"]
    else:
        text = said.decode()
        assert "| Trust root | NOT pinned" in text
        assert "<b>" not in text.replace("\\<b\\>", "")
        assert text.count("\n- dates: ") == 2
