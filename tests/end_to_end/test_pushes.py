"""Exactly the commits that are pushed are judged, each against each of its parents."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from complete_records import NONCONFORMITY, NONCONFORMITY_PATH, without_root_cause
from support import DEFAULTS, write

from ims_docs.adapters.git import History
from ims_docs.services.hook_setup.install import install

START = "Begin the management system of Acme"
CLOSED = f"{NONCONFORMITY_PATH}: "
INCOMPLETE = f"{NONCONFORMITY_PATH}:29:1 REC004 error"
PEOPLE = "docs/registers/people.yaml"


class Work:
    """A person's clone and the bare repository that everybody pushes to, with its gate."""

    def __init__(self, folder: Path) -> None:
        self.root, self.server = folder / "work", folder / "server.git"
        self.root.mkdir()
        self.git("init", "-q", "-b", "main")
        self.git("init", "-q", "--bare", "-b", "main", str(self.server))
        self.git("remote", "add", "origin", str(self.server))
        self.commit(dict(DEFAULTS), START)
        self.git("push", "-q", "origin", "main")
        install(History(self.server), sys.executable, server=True)

    def run(self, *arguments: str) -> tuple[int, str]:
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env=os.environ | {"COLUMNS": "300"},
            capture_output=True,
            text=True,
            check=False,
        )
        said = (done.stdout + done.stderr).replace("remote: ", "")
        return done.returncode, " ".join(said.split())

    def git(self, *arguments: str) -> str:
        code, said = self.run(*arguments)
        assert code == 0, said
        return said

    def commit(self, files, message: str) -> str:
        write(self.root, files)
        self.git("add", "-A")
        self.git("commit", "-q", "--no-verify", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def push(self, *arguments: str) -> tuple[int, str]:
        return self.run("push", "--no-verify", "origin", *(arguments or ("main",)))

    def ask(self, *lines: str, remote: str = "origin") -> tuple[int, str]:
        """What the gate before a push says when git tells it these lines."""
        done = subprocess.run(
            [sys.executable, "-P", "-m", "ims_docs", "hooks", "run", "pre-push", remote, "url"],
            cwd=self.root,
            input="".join(f"{line}\n" for line in lines),
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr


@pytest.fixture
def work(tmp_path: Path) -> Work:
    return Work(tmp_path)


ZERO = "0" * 40


def test_a_later_repair_does_not_erase(work):
    bad = work.commit({NONCONFORMITY_PATH: without_root_cause()}, "Close it without its cause")
    work.commit({"README.md": "Words.\n"}, "words")
    work.commit({NONCONFORMITY_PATH: NONCONFORMITY}, "Add the cause after all")
    code, said = work.push()
    assert code == 1
    assert f"Commit {bad[:10]} “Close it without its cause”" in said
    assert INCOMPLETE in said
    assert "2 of 3 commits may not be kept. The server accepted nothing." in said
    assert "HIS001 error" in said
    base = work.git("rev-parse", f"{bad}^")
    assert f"git reset --soft {base[:10]}" in said


def test_the_settings_and_schemas_are_those_of_the_pushed_commit(work):
    schema = """{"$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": "https://example.org/visit", "title": "Visit", "description": "A visit to somebody who uses what we make.", "$ref": "../record.schema.json",
      "properties": {"id": {"pattern": "^VIS-[0-9]{4}$"}, "type": {"const": "visit"},
        "status": {"enum": ["open", "closed"]}, "place": {"title": "Place", "type": "string"}},
      "required": ["place"], "allOf": [{"if": {"properties": {"status": {"const": "closed"}},
        "required": ["status"]}, "then": {"required": ["closed_on"]}}], "unevaluatedProperties": false,
      "x-ims": {"kind": "record", "prefix": "VIS", "folder": "records/visit", "clauses": {},
        "profiles": ["starter"], "sections": ["What was seen"], "retention_years": 3,
        "life": [{"state": "open", "moves": ["closed"], "days": 30},
                 {"state": "closed", "closes": true}]}}"""
    visit = """---
id: VIS-0001
type: visit
title: A visit
date: 2026-06-15
owner: PER-0001
status: open
classification: internal
---

## What was seen

Much.
"""
    files = {"schemas/records/visit.schema.json": schema, "docs/records/visit/VIS-0001.md": visit}
    work.commit(files, "Keep records of visits from now on")
    work.git("rm", "-q", "-r", "--cached", "schemas")
    (work.root / "schemas/records/visit.schema.json").unlink()
    code, said = work.push()
    assert code == 1
    assert "docs/records/visit/VIS-0001.md:2:1 REC001 error: The key `place` is missing" in said


def test_a_commit_that_was_pushed_before_is_not_judged_again(work):
    work.server.joinpath("hooks/pre-receive").rename(work.root / "off")
    work.commit({NONCONFORMITY_PATH: without_root_cause()}, "Close it without its cause")
    assert work.push("HEAD:refs/heads/side")[0] == 0
    (work.root / "off").rename(work.server / "hooks/pre-receive")
    work.commit({"docs/index.md": "# Start\n"}, "Say where to start")
    assert work.push("HEAD:refs/heads/side")[0] == 0
    code, said = work.push("HEAD:main")  # main has neither of the two
    assert code == 1
    assert INCOMPLETE in said


def test_a_merge_is_compared_with_each_parent(work):
    """`merge -s ours` drops a closed record, and `git log -- path` shows nothing of it."""
    work.commit({NONCONFORMITY_PATH: NONCONFORMITY}, "Close the nonconformity")
    assert work.push()[0] == 0
    work.git("checkout", "-q", "-b", "side", "HEAD~1")
    work.commit({"docs/index.md": "# Start\n"}, "Say where to start")
    work.git("merge", "-q", "-s", "ours", "-m", "Merge branch 'main' into side", "main")
    code, said = work.push("side")
    assert code == 1
    assert f"{CLOSED.rstrip(': ')} HIS002 error: NCR-0001 was closed and is gone" in said


def test_an_evil_merge_is_seen(work):
    work.commit({NONCONFORMITY_PATH: NONCONFORMITY}, "Close the nonconformity")
    work.git("checkout", "-q", "-b", "side")
    work.commit({"docs/index.md": "# Start\n"}, "Say where to start")
    work.git("checkout", "-q", "main")
    work.commit({"README.md": "Words.\n"}, "words")
    work.git("merge", "-q", "--no-ff", "--no-commit", "side")
    write(work.root, {NONCONFORMITY_PATH: NONCONFORMITY.replace("Four of", "One of")})
    work.git("add", "-A")
    work.git("commit", "-q", "--no-verify", "-m", "Merge branch 'side'")
    code, said = work.push()
    assert code == 1
    assert "HIS001 error: NCR-0001 was closed, and" in said
    assert "1 of 4 commits may not be kept." in said


def test_a_merge_does_not_answer_for_what_another_branch_had(work):
    work.server.joinpath("hooks/pre-receive").rename(work.root / "off")
    work.commit({NONCONFORMITY_PATH: without_root_cause()}, "Close it without its cause")
    assert work.push()[0] == 0
    (work.root / "off").rename(work.server / "hooks/pre-receive")
    work.git("checkout", "-q", "-b", "side", "HEAD~1")
    work.commit({"docs/index.md": "# Start\n"}, "Say where to start")
    work.git("merge", "-q", "--no-edit", "main")
    code, said = work.push("side")
    assert code == 0, said


def test_the_same_id_in_two_branches_is_told_when_they_meet(work):
    second = NONCONFORMITY_PATH.replace("NCR-0001", "NCR-0001-second")
    work.git("checkout", "-q", "-b", "side")
    work.commit({second: NONCONFORMITY}, "Close a nonconformity of the night shift")
    work.git("checkout", "-q", "main")
    work.commit({NONCONFORMITY_PATH: NONCONFORMITY}, "Close a nonconformity of the day shift")
    work.git("merge", "-q", "--no-edit", "side")
    code, said = work.push()
    assert code == 1
    assert "Merge branch 'side'" in said


def test_a_change_without_a_reason_is_told(work):
    work.commit({"docs/index.md": "# Start\n"}, "update")
    code, said = work.push()
    assert code == 1
    assert "gives no reason for the change" in said


def test_a_change_of_other_files_needs_none(work):
    work.commit({"README.md": "Words.\n"}, "wip")
    assert work.push()[0] == 0


def test_main_is_neither_deleted_nor_written_anew(work):
    work.commit({"docs/index.md": "# Start\n"}, "Say where to start")
    assert work.push()[0] == 0
    code, said = work.push("--delete", "main")
    assert code == 1
    assert "refs/heads/main: main is the branch that everybody's work ends up in" in said
    work.git("reset", "-q", "--hard", "HEAD~1")
    work.commit({"docs/index.md": "# Begin\n"}, "Say where to begin")
    code, said = work.push("--force", "main")
    assert code == 1
    assert "The history of main would be rewritten" in said


def test_the_branch_that_head_names_is_protected_as_well(work):
    work.git("--git-dir", str(work.server), "symbolic-ref", "HEAD", "refs/heads/trunk")
    assert work.push("main:trunk")[0] == 0
    work.run("--git-dir", str(work.server), "config", "receive.denyDeleteCurrent", "false")
    assert "trunk is the branch that everybody's work" in work.push("--delete", "trunk")[1]


def test_other_branches_come_and_go(work):
    assert work.push("main:refs/heads/side")[0] == 0
    assert work.push("--delete", "side")[0] == 0


def test_a_tag_is_judged_by_the_commits_it_brings(work):
    work.commit({NONCONFORMITY_PATH: without_root_cause()}, "Close it without its cause")
    work.git("tag", "-a", "-m", "A baseline", "baseline-1")
    code, said = work.push("baseline-1")
    assert code == 1
    assert INCOMPLETE in said
    work.git("tag", "-a", "-m", "A baseline", "baseline-0", "HEAD~1")
    assert work.push("baseline-0")[0] == 0
    assert work.push("--delete", "baseline-0")[0] == 0


def test_the_tag_of_a_baseline_is_neither_moved_nor_deleted(work):
    work.git("tag", "-a", "-m", "A baseline", "baseline/2026-q1")
    assert work.push("baseline/2026-q1")[0] == 0
    assert work.push("baseline/2026-q1")[0] == 0
    work.commit({"docs/index.md": "# Start\n"}, "Say where to start")
    work.git("tag", "-f", "-a", "-m", "A baseline", "baseline/2026-q1")
    for way in (("--force", "baseline/2026-q1"), ("--delete", "baseline/2026-q1")):
        code, said = work.push(*way)
        assert code == 1
        assert "refs/tags/baseline/2026-q1: The tag of a baseline marks one state for good" in said


def test_a_tag_of_something_else_cannot_be_judged(work):
    work.git("tag", "tree", "HEAD^{tree}")
    code, said = work.push("tree")
    assert code == 1
    assert "refs/tags/tree: It leads to no commit" in said


def test_a_replacement_is_not_taken_in(work):
    other = work.commit({"README.md": "Words.\n"}, "words")
    work.git("replace", "HEAD~1", other)
    code, said = work.push("refs/replace/*:refs/replace/*")
    assert code == 1
    assert "It would show other content" in said


def test_a_system_that_is_taken_away_is_told(work):
    work.git("rm", "-q", "ims.yml")
    work.git("commit", "-q", "-m", "Take everything out of the judge's sight")
    code, said = work.push()
    assert code == 1
    assert "It takes ims.yml away" in said
    assert "refs/heads/main: The newest commit has no ims.yml" in said


def test_where_the_system_begins_everything_is_judged(work, tmp_path):
    work.git("checkout", "-q", "--orphan", "other")
    work.git("rm", "-q", "-r", "--cached", ".")
    (work.root / "ims.yml").unlink()
    work.commit({NONCONFORMITY_PATH: without_root_cause()}, "Keep a file before there is a system")
    assert work.push("other")[0] == 0
    work.commit({"ims.yml": DEFAULTS["ims.yml"]}, "Begin the management system")
    code, said = work.push("other")
    assert code == 1
    assert INCOMPLETE in said


def test_only_what_follows_the_unfit_commit_is_taken_back(work):
    work.commit({"docs/index.md": "# Start\n"}, "Say where to start")
    fit = work.commit({"docs/index.md": "# Begin\n"}, "Say where to begin")
    work.commit({NONCONFORMITY_PATH: without_root_cause()}, "Close it without its cause")
    work.commit({"README.md": "Words.\n"}, "words")
    said = work.push()[1]
    assert f"1. git reset --soft {fit[:10]} (takes the newest 2 commits back;" in said


def test_an_unfit_commit_behind_a_merge_takes_the_merge_back(work):
    start = work.git("rev-parse", "HEAD")
    work.git("checkout", "-q", "-b", "side")
    work.commit({NONCONFORMITY_PATH: without_root_cause()}, "Close it without its cause")
    work.git("checkout", "-q", "main")
    work.commit({"README.md": "Words.\n"}, "words")
    work.git("merge", "-q", "--no-edit", "side")
    said = work.push()[1]
    assert f"1. git reset --soft {start[:10]} (takes the newest 2 commits back;" in said


# The gate before a push.


def test_deleting_a_branch_passes(work):
    assert work.ask(f"(delete) {ZERO} refs/heads/side {work.git('rev-parse', 'HEAD')}") == (0, "")


def test_nothing_to_push_passes(work):
    assert work.ask() == (0, "")


def test_a_new_branch_is_judged_by_what_the_remote_does_not_have(work):
    work.server.joinpath("hooks/pre-receive").unlink()
    work.commit({NONCONFORMITY_PATH: without_root_cause()}, "Close it without its cause")
    work.git("push", "-q", "origin", "main")
    tip = work.commit({"docs/index.md": "# Start\n"}, "Say where to start")
    assert work.ask(f"refs/heads/side {tip} refs/heads/side {ZERO}") == (0, "")
    code, said = work.ask(f"refs/heads/side {tip} refs/heads/side {ZERO}", remote="/elsewhere.git")
    assert code == 1
    assert INCOMPLETE in said


def test_a_remote_that_moved_on_is_no_hindrance(work):
    tip = work.commit({"docs/index.md": "# Start\n"}, "Say where to start")
    unknown = "1234567890" * 4
    assert work.ask(f"refs/heads/main {tip} refs/heads/main {unknown}") == (0, "")


def test_the_way_to_mend_it_works_word_for_word(work):
    bad = work.commit({NONCONFORMITY_PATH: without_root_cause()}, "Close it without its cause")
    code, said = work.ask(
        f"refs/heads/main {bad} refs/heads/main {work.git('rev-parse', 'HEAD~1')}"
    )
    assert code == 1
    assert "The commit may not be kept. Nothing was sent." in said
    back, _, save, commit = [
        line.split(". ", 1)[1].split("      (")[0]
        for line in said.splitlines()
        if ". git" in line or "Put right" in line
    ]
    subprocess.run(back.split(), cwd=work.root, check=True)
    write(work.root, {NONCONFORMITY_PATH: NONCONFORMITY})
    subprocess.run(save.split(), cwd=work.root, check=True)
    subprocess.run(commit, shell=True, cwd=work.root, check=True, capture_output=True)  # noqa: S602
    assert work.push()[0] == 0


def test_a_span_of_commits_is_judged_for_a_workflow(work):
    first = work.git("rev-parse", "HEAD")
    work.commit({NONCONFORMITY_PATH: without_root_cause()}, "Close it without its cause")
    tip = work.commit({NONCONFORMITY_PATH: NONCONFORMITY}, "Add the cause after all")

    def ask(span: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "ims_docs", "hooks", "run", "pre-push", "--commits", span],
            cwd=work.root, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    code, said = ask(f"{first}..{tip}")
    assert code == 1
    assert INCOMPLETE in said
    assert "3 commits" not in said
    assert ask(f"{tip}..HEAD") == (0, "")
    assert "of 3 commits" in ask(f"{ZERO}..HEAD")[1]
    assert "of 3 commits" in ask(f"{'12' * 20}..HEAD")[1]
    assert ask("HEAD")[0] == 2
