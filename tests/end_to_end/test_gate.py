"""The gate keeps what is broken or incomplete out, and judges what is staged."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def git(gated_git):
    return gated_git


@pytest.fixture
def broken(acme, ims):
    """A nonconformity that says it is closed and is not complete."""
    path = (
        acme
        / ims(
            "-C", acme, "--quiet", "add", "nonconformity", "--set", "title=No decision"
        ).out.split()[1]
    )
    path.write_text(path.read_text("utf-8").replace("status: open", "status: effective"), "utf-8")
    return path


def test_a_commit_of_an_incomplete_closed_record_is_blocked(acme, broken, git):
    git(acme, "add", "-A")
    done = git(acme, "commit", "-m", "close the record", check=False)
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert "docs/records/nonconformity/NCR-0001.md:2:1 REC002 error" in said
    assert "`closed_on`" in said
    assert git(acme, "log", "--oneline").stdout.count("\n") == 1


def test_what_is_staged_counts_and_not_what_lies_on_disk(acme, broken, git):
    git(acme, "add", "-A")
    broken.write_text(
        broken.read_text("utf-8").replace("status: effective", "status: open"), "utf-8"
    )
    assert git(acme, "commit", "-m", "mended on disk only", check=False).returncode == 1
    git(acme, "add", "-A")
    assert git(acme, "commit", "-m", "mended and staged").returncode == 0


def test_a_partial_commit_is_judged_by_its_own_index(acme, broken, git):
    (acme / "README.md").write_text("New words.\n", "utf-8")
    git(acme, "add", "-A")
    assert git(acme, "commit", "-m", "the README alone", "README.md").returncode == 0
    assert (
        git(acme, "commit", "-m", "the record alone", "docs/records", check=False).returncode == 1
    )


def test_a_final_version_with_template_text_is_blocked(acme, git):
    policy = acme / "docs/leadership/innovation-policy.md"
    policy.write_text(
        policy.read_text("utf-8").replace('version: "0.1"', 'version: "1.0"'), "utf-8"
    )
    git(acme, "add", "-A")
    done = git(acme, "commit", "-m", "final version of the policy", check=False)
    assert done.returncode == 1
    assert "DOC006 error" in done.stdout + done.stderr


def test_an_unfinished_draft_may_be_saved(acme, git):
    policy = acme / "docs/leadership/innovation-policy.md"
    policy.write_text(policy.read_text("utf-8") + "\nMore of our own words.\n", "utf-8")
    git(acme, "add", "-A")
    assert git(acme, "commit", "-m", "work on the policy").returncode == 0


def test_a_reference_to_a_record_that_is_not_read_is_known(acme, ims, git):
    ims("-C", acme, "add", "idea")
    git(acme, "add", "-A")
    git(acme, "commit", "-m", "keep an idea")
    lesson = (
        acme
        / ims("-C", acme, "--quiet", "add", "lesson", "--set", "related=IDE-0001").out.split()[1]
    )
    git(acme, "add", "-A")
    assert git(acme, "commit", "-m", "a lesson about it", check=False).returncode == 0
    lesson.write_text(lesson.read_text("utf-8").replace("IDE-0001", "IDE-0009"), "utf-8")
    git(acme, "add", "-A")
    done = git(acme, "commit", "-m", "about nothing", check=False)
    assert "LNK004 error: Nothing has the id IDE-0009" in " ".join(
        (done.stdout + done.stderr).split()
    )


def test_the_hook_program_returns_the_verdict(acme, broken, git):
    git(acme, "add", "-A")
    program = Path(__file__).parents[2] / "hooks" / "pre_commit.py"
    blocked = subprocess.run(
        [sys.executable, str(program)], cwd=acme, capture_output=True, text=True, check=False
    )
    assert blocked.returncode == 1
    assert "REC002 error" in blocked.stdout
    git(acme, "rm", "-q", "--cached", str(broken))
    passed = subprocess.run(
        [sys.executable, str(program)], cwd=acme, capture_output=True, text=True, check=False
    )
    assert passed.returncode == 0
