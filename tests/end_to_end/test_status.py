"""`ims status` reads deadlines from files and ages from history."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

import pytest
from support import POLICY, policy

AS_OF = ("--as-of", "2027-06-01")
PATH = "docs/records/nonconformity/NCR-0001.md"
NONCONFORMITY = """---
id: NCR-0001
type: nonconformity
title: Late entry
date: 2026-11-20
owner: PER-0001
status: cause found
classification: internal
actions: [{what: Write it down, who: PER-0002, due: 2027-05-30}]
---

## What happened

Text.
"""


def final(version):
    return policy().replace('"0.1"', f'"{version}"')


@pytest.fixture(name="root")
def kept(git_repository):
    return git_repository([{PATH: NONCONFORMITY}]).root


@pytest.fixture
def commit(root):
    """Commit everything on a day."""

    def make(day):
        environment = dict(os.environ)
        for role in ("AUTHOR", "COMMITTER"):
            environment |= {f"GIT_{role}_NAME": "Ada", f"GIT_{role}_EMAIL": "ada@example.org"}
            environment[f"GIT_{role}_DATE"] = f"{day}T09:00:00+00:00"
        for arguments in (["add", "-A"], ["commit", "-qm", "Change"]):
            subprocess.run(["git", "-C", root, *arguments], check=True, env=environment)

    return make


@pytest.fixture
def duties(root, ims):
    """The duties by urgency and id, on the first of June 2027."""

    def read(*arguments):
        result = ims("-C", root, "status", *AS_OF, "--format", "json", *arguments)
        assert result.code == 0, result.err
        found = json.loads(result.out)["duties"]
        return {(one["urgency"], one["kind"], one["id"]): one for one in found}

    return read


def test_a_deadline_is_shown_with_person_and_place(duties):
    one = duties()["overdue", "deadline", "NCR-0001"]
    assert (one["name"], one["day"], one["path"], one["line"]) == (
        "Ben Boss",
        "2027-05-30",
        PATH,
        9,
    )


def test_a_record_is_as_old_as_the_last_commit_that_touched_it(duties, root, commit):
    assert duties()["stuck", "record", "NCR-0001"]["day"] == "2026-11-23"
    (root / PATH).write_text(f"{NONCONFORMITY}\nMore.\n")
    assert duties()["stuck", "record", "NCR-0001"]["day"] == "2026-11-23"
    commit("2027-05-20")
    assert duties()["waiting", "record", "NCR-0001"]["day"] == "2027-05-20"


def test_a_record_that_is_not_committed_is_as_old_as_its_date(duties, root):
    new = NONCONFORMITY.replace("NCR-0001", "NCR-0002").replace("2026-11-20", "2027-05-31")
    (root / PATH.replace("0001", "0002")).write_text(new)
    assert duties()["waiting", "record", "NCR-0002"]["day"] == "2027-05-31"


def test_a_document_is_reviewed_from_the_day_of_its_last_final_version(duties, root, commit):
    (root / POLICY).parent.mkdir(parents=True)
    (root / POLICY).write_text(final("1.0"))
    assert ("overdue", "review", "POL-0001") not in duties()
    commit("2025-03-01")
    assert duties()["overdue", "review", "POL-0001"]["day"] == "2026-03-01"
    (root / POLICY).write_text(final("1.0") + "A typing error less.\n")
    commit("2025-04-01")
    assert duties()["overdue", "review", "POL-0001"]["day"] == "2026-03-01"
    moved = root / "docs/leadership/our-policy.md"
    (root / POLICY).rename(moved)
    commit("2025-05-01")
    assert duties()["overdue", "review", "POL-0001"]["day"] == "2026-03-01"
    moved.write_text(final("2.0"))
    commit("2026-06-10")
    one = duties()["soon", "review", "POL-0001"]
    assert one["day"] == "2027-06-10"
    assert "last final version 2.0 of 2026-06-10" in one["what"]
    moved.write_text(final("2.1"))
    assert ("soon", "review", "POL-0001") not in duties()


def test_only_what_one_person_sees_to(duties, ims, root):
    assert set(duties("--person", "PER-0002")) == {("overdue", "deadline", "NCR-0001")}
    assert ims("-C", root, "status", *AS_OF, "--person", "PER-0002").out.startswith(
        "Acme, Ben Boss, 2027-06-01: 1 overdue, "
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--person", "PER-0020"], "Did you mean `PER-0002`"),
        (["--person", "Ben"], "There are: PER-0001 Ada Author, PER-0002 Ben Boss."),
        (["--days", "-1"], "--days"),
        (["--as-of", "tomorrow"], "write YYYY-MM-DD"),
    ],
)
def test_wrong_usage(root, ims, arguments, said):
    result = ims("-C", root, "status", *arguments)
    assert (result.code, result.out) == (2, "")
    assert said in result.err


def test_a_history_that_is_cut_off_is_not_taken_for_the_whole(root, ims, git, tmp_path, duties):
    git(root, "commit", "-q", "--allow-empty", "-m", "second")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{root}", "shallow")
    result = ims("-C", tmp_path / "shallow", "status", *AS_OF)
    assert (result.code, result.out) == (3, "")
    assert "git fetch --unshallow" in result.err


def test_without_a_history_the_dates_of_records_have_to_do(root, ims, duties):
    shutil.rmtree(root / ".git")
    result = ims("-C", root, "status", *AS_OF)
    assert result.code == 0
    assert "ages count from the dates of the records" in result.err
    assert "NCR-0001  2026-11-20, 193 days ago" in result.out


def test_a_file_that_cannot_be_read_is_counted_and_hides_nothing(root, ims):
    (root / "docs/records/nonconformity/NCR-0002.md").write_bytes(b"\xff")
    result = ims("-C", root, "status", *AS_OF)
    assert result.code == 0
    assert result.err == "note: 1 file could not be read, run `ims check`\n"
    assert "NCR-0001" in result.out


def test_an_empty_repository_has_no_duties(tmp_path, ims, git):
    (tmp_path / "ims.yml").write_text("organisation: Acme\nprofile: starter\n")
    git(tmp_path, "init", "-q")
    result = ims("-C", tmp_path, "status", *AS_OF)
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "Acme, 2027-06-01: nothing is overdue, due in the next 30 days, stuck or waiting.\n"
    )


def test_nothing_is_changed(root, ims, git):
    ims("-C", root, "status")
    assert git(root, "status", "--porcelain").stdout == ""


def test_a_deadline_that_was_moved_says_so_everywhere(acme, ims, git):
    done = ims(
        "-C", acme, "add", "nonconformity", "--set", "title=The seal leaked", "--set",
        "source=complaint", "--set", 'clauses=["8.3.3"]', "--set", "owner=PER-0001", "--commit",
    )  # fmt: skip
    assert done.code == 0, done.err
    path = acme / done.out.split()[1]
    action = "actions:\n  - what: Test every seal\n    who: PER-0001\n    due: 2026-11-13\n---\n"
    path.write_text(path.read_text().replace("---\n", action, 2).replace(action, "---\n", 1))
    git(acme, "commit", "-qam", "Say what is to be done", "--no-verify")
    for day in ("2026-12-13", "2027-02-01"):
        before = path.read_text().rpartition("due: ")[2][:10]
        path.write_text(path.read_text().replace(f"due: {before}", f"due: {day}"))
        git(acme, "commit", "-qam", "Give it more time", "--no-verify")
    told = "due 2026-11-13, moved twice, now 2027-02-01, by Ada Author"
    status = ims("-C", acme, "status", "--days", "500")
    assert told in " ".join(status.out.split())
    shown = ims("-C", acme, "show", "NCR-0001")
    assert f"Test every seal: {told}" in " ".join(shown.out.split())
    duties = json.loads(ims("-C", acme, "status", "--days", "500", "--format", "json").out)[
        "duties"
    ]
    (moved,) = (one["moved"] for one in duties if one["moved"])
    assert [(one["from"], one["to"], one["by"]) for one in moved] == [
        ("2026-11-13", "2026-12-13", "Ada Author"),
        ("2026-12-13", "2027-02-01", "Ada Author"),
    ]
