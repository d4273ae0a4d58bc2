"""`ims new --adopt`: a repository with a history gets what is missing, and nothing in it changes."""

from __future__ import annotations

import pytest

ANSWERS = ("--no-input", "--set", "organisation=Handbook", "--set", "profile=starter")


@pytest.fixture(name="handbook")
def a_handbook(tmp_path, git):
    root = tmp_path / "handbook"
    (root / "docs").mkdir(parents=True)
    git(root, "init", "-q", "-b", "trunk")
    for number in range(3):
        (root / "docs/Old Page.md").write_text(f"# Old\n\nState {number}.\n")
        (root / "README.md").write_text("# Ours\n")
        git(root, "add", "-A")
        git(root, "commit", "-qm", f"state {number}")
    return root


def files(root):
    return {
        one.relative_to(root).as_posix(): one.read_bytes()
        for one in root.rglob("*")
        if one.is_file() and ".git" not in one.parts
    }


def test_a_history_counts_and_no_file_of_it_changes(handbook, ims, git):
    (handbook / "notes.txt").write_text("not saved")
    before, head = files(handbook), git(handbook, "rev-parse", "HEAD").stdout
    done = ims("-C", handbook, "new", "--adopt", *ANSWERS)
    assert done.code == 0, done.err
    assert "README.md was there already and is as it was" in done.err
    after = files(handbook)
    assert {one: after[one] for one in before} == before
    assert git(handbook, "rev-parse", "HEAD~1").stdout == head
    assert git(handbook, "status", "--porcelain").stdout == "?? notes.txt\n"
    assert git(handbook, "diff", "--name-only", "--diff-filter=MDR", "HEAD~1").stdout == ""
    assert "docs/Old Page.md" in ims("-C", handbook, "check", "docs").out
    assert "state 2" in ims("-C", handbook, "history", "docs/Old Page.md").out
    again = ims("-C", handbook, "new", "--adopt", *ANSWERS)
    assert again.code == 2
    assert "has ims.yml already" in again.err


def test_what_stands_in_the_way_is_told_and_nothing_is_written(handbook, ims, git, tmp_path):
    (handbook / ".gitignore").write_text("/standards/\n")
    before = files(handbook)
    done = ims("-C", handbook, "new", "--adopt", *ANSWERS)
    assert done.code == 2
    assert "overlook standards/" in done.err
    (handbook / ".gitignore").write_text("x")
    (handbook / "schemas").write_text("a file")
    (handbook / "standards").write_text("a file")
    before = files(handbook)
    done = ims("-C", handbook, "new", "--adopt", *ANSWERS)
    assert done.code == 2, done.out
    assert "is no folder" in done.err
    assert files(handbook) == before
    (handbook / "standards").unlink()
    (handbook / "schemas").unlink()
    (handbook / ".git/index.lock").touch()
    assert ims("-C", handbook, "new", "--adopt", *ANSWERS).code == 3
    for place, words in (
        (handbook / "docs", "is a folder inside a git repository"),
        (tmp_path, "is not a git repository"),
        (tmp_path / "none", "There is no folder"),
    ):
        assert words in ims("new", place, "--adopt", *ANSWERS).err


def test_a_former_state_without_a_branch_is_not_adopted(handbook, ims, git):
    git(handbook, "checkout", "-q", "--detach", "HEAD~1")
    before, head = files(handbook), git(handbook, "rev-parse", "HEAD").stdout
    done = ims("-C", handbook, "new", "--adopt", *ANSWERS)
    assert done.code == 2
    assert "is checked out, and no branch" in done.err
    assert "git switch" in done.err
    assert (files(handbook), git(handbook, "rev-parse", "HEAD").stdout) == (before, head)


def test_a_save_that_fails_leaves_nothing(handbook, ims, monkeypatch):
    from ims_docs.services.scaffold import adopt

    def interrupted(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(adopt.git_saving, "save", interrupted)
    before = files(handbook)
    assert ims("-C", handbook, "new", "--adopt", *ANSWERS).code == 130
    assert files(handbook) == before
