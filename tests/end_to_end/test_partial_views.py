"""A part is never taken for the whole: each command that needs the whole says so with 3, or reads git."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from support import DEFAULTS, POLICY, GitRepository, policy

LESSON = "docs/records/lesson/LES-0001.md"
SECOND = "docs/records/lesson/LES-0002.md"
POINTER = (
    "version https://git-lfs.github.com/spec/v1\n"
    "oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n"
)
KEYS = ["--no-input", "--set", "title=Glue fails", "--set", "learned_from=failure"]
OWNER = ["--set", "owner=PER-0001"]


HOW = {
    "shallow": ["--depth=1"],
    "blobless": ["--filter=blob:none"],
    "treeless": ["--filter=tree:0"],
}
LESSON_TEXT = """\
---
id: LES-0001
type: lesson
title: Glue fails
date: "2026-11-20"
status: open
learned_from: failure
owner: PER-0001
---

## What happened

It came off in the cold.

## What we learned

Try it in the cold first.

## Where we use it

In the next prototype.
"""


@pytest.fixture
def lessons(root) -> Path:
    """A small system with a lesson, and then another commit."""
    made = GitRepository(root)
    made.commit({**DEFAULTS, POLICY: policy(), LESSON: LESSON_TEXT}, "Begin the system")
    made.commit({}, "Say that nothing changed")
    return root


@pytest.fixture(scope="module")
def parts(tmp_path_factory) -> Path:
    """Clones that have not everything, by what they lack."""
    folder = tmp_path_factory.mktemp("parts")
    made = GitRepository(folder / "whole")
    made.commit({**DEFAULTS, POLICY: policy(), LESSON: LESSON_TEXT}, "Begin the system")
    made.commit({}, "Say that nothing changed")
    made.git("config", "uploadpack.allowFilter", "true")
    for name, options in HOW.items():
        whole = f"file://{made.root}"
        subprocess.run(["git", "clone", "-q", *options, whole, str(folder / name)], check=True)
    return folder


@pytest.fixture(params=HOW)
def part(request, parts) -> Path:
    """One of them."""
    return parts / request.param


@pytest.mark.parametrize(
    "arguments",
    [
        ("verify",),
        ("history",),
        ("history", "POL-0001"),
        ("check", "--at", "HEAD"),
        ("check", "--as-of", "2026-01-01"),
        ("check", "--rules-at", "HEAD~1"),
        ("coverage", "--at", "HEAD"),
        ("coverage", "--as-of", "2026-01-01"),
        ("status",),
        ("list", "lesson", "--at", "HEAD"),
        ("diff", "POL-0001"),
        ("site", "build", "--output", "elsewhere"),
        ("site", "stage", "elsewhere"),
        ("add", "lesson", *KEYS, *OWNER),
        ("add", "risks", "--no-input", "--set", "title=Fire"),
        ("renumber", LESSON),
        ("baseline", "create", "first"),
    ],
    ids=lambda arguments: " ".join(arguments[:3]),
)
def test_a_part_of_the_history_is_told(part, ims, arguments, tmp_path):
    before = sorted(part.glob("docs/**/*"))
    result = ims("-C", part, *[one.replace("elsewhere", str(tmp_path / "to")) for one in arguments])
    assert result.code == 3, result
    assert "shallow" in result.err or "partial clone" in result.err
    assert "hint: " in result.err
    assert sorted(part.glob("docs/**/*")) == before
    assert not (tmp_path / "to").exists()


def test_the_files_of_a_part_are_still_judged(part, ims):
    assert "1 record" in ims("-C", part, "check").out
    assert ims("-C", part, "check", "--staged").code == 0


def closed(root: Path) -> None:
    path = root / LESSON
    text = path.read_text().replace("status: open", "status: closed")
    path.write_text(text.replace("owner:", 'closed_on: "2026-11-21"\nowner:'))


@pytest.fixture
def laundered(lessons, git) -> tuple[Path, str]:
    """A lesson that was closed and opened again; the commit between is the bad one."""
    good = git(lessons, "rev-parse", "HEAD").stdout.strip()
    whole = (lessons / LESSON).read_text()
    closed(lessons)
    git(lessons, "commit", "-qam", "Close the lesson about glue")
    (lessons / LESSON).write_text(whole)
    git(lessons, "commit", "-qam", "Open the lesson about glue again")
    return lessons, good


@pytest.mark.parametrize("depth", [1, 2])
@pytest.mark.parametrize("before", ["good", "0" * 40, "12" * 20])
def test_a_span_that_is_cut_off_is_told(  # noqa: PLR0917 - fixtures
    laundered, ims, git, tmp_path, depth, before
):
    origin, good = laundered
    git(tmp_path, "clone", "-q", f"--depth={depth}", f"file://{origin}", "cut")
    span = f"{good if before == 'good' else before}..HEAD"
    result = ims("-C", tmp_path / "cut", "hooks", "run", "pre-push", "--commits", span)
    assert (result.code, "shallow" in result.err) == (3, True)
    assert ims("-C", origin, "hooks", "run", "pre-push", "--commits", span).code == 1


def test_a_span_that_a_cut_clone_holds_whole_is_judged(laundered, ims, git, tmp_path):
    origin, _ = laundered
    git(tmp_path, "clone", "-q", "--depth=3", f"file://{origin}", "cut")
    ask = ["-C", tmp_path / "cut", "hooks", "run", "pre-push", "--commits"]
    assert ims(*ask, "HEAD~2..HEAD").code == 1
    assert ims(*ask, "HEAD~1..HEAD").code in (0, 1)


@pytest.mark.parametrize("unknown", ["origin/mian", "v9", "1234567", "HEAD~99"])
def test_a_span_that_begins_nowhere_is_told(lessons, ims, unknown):
    result = ims("-C", lessons, "hooks", "run", "pre-push", "--commits", f"{unknown}..HEAD")
    assert result.code == 3
    assert f"There is no revision '{unknown}' here" in result.err


def test_a_span_judges_side_branches_that_are_cut_off_as_cut_off(laundered, ims, git, tmp_path):
    origin, good = laundered
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{origin}", "cut")
    cut = tmp_path / "cut"
    git(cut, "fetch", "-q", "--depth=1", "origin", good)
    git(cut, "merge", "-q", "--allow-unrelated-histories", "-s", "ours", "-m", "Join", "FETCH_HEAD")
    result = ims("-C", cut, "hooks", "run", "pre-push", "--commits", f"{good}..HEAD")
    assert (result.code, "shallow" in result.err) == (3, True)


# Files that git keeps and that are not on disk.


@pytest.mark.parametrize(
    "kept", [["docs/registers"], ["docs/leadership", "docs/records"], ["tools"]]
)
def test_a_sparse_checkout_is_told(lessons, ims, git, kept):
    git(lessons, "sparse-checkout", "set", *kept)
    for arguments in (
        ("check",),
        ("coverage",),
        ("status",),
        ("list", "lesson"),
        ("table", "people"),
        ("show", "POL-0001"),
        ("add", "lesson", *KEYS, *OWNER),
        ("trust", "list"),
        ("baseline", "create", "first"),
    ):
        result = ims("-C", lessons, *arguments)
        assert result.code == 3, arguments
        assert "sparse checkout" in result.err
        assert "git sparse-checkout disable" in result.err
    assert ims("-C", lessons, "check", "--at", "HEAD").code in (0, 1)
    git(lessons, "sparse-checkout", "disable")
    assert ims("-C", lessons, "check").code in (0, 1)


def test_files_that_are_left_out_outside_the_system_do_not_matter(lessons, ims, git):
    (lessons / "tools").mkdir()
    (lessons / "tools/a.sh").write_text("true\n")
    git(lessons, "add", "--all")
    git(lessons, "commit", "-qm", "Keep a tool beside the system")
    git(lessons, "update-index", "--skip-worktree", "tools/a.sh")
    (lessons / "tools/a.sh").unlink()
    assert ims("-C", lessons, "check").code in (0, 1)


@pytest.mark.parametrize("path", [LESSON, "docs/leadership/innovation-policy.md"])
def test_a_deletion_that_git_is_told_to_overlook_is_told(lessons, ims, git, path):
    git(lessons, "update-index", "--assume-unchanged", path)
    (lessons / path).unlink()
    assert git(lessons, "status", "--short").stdout == ""
    said = ims("-C", lessons, "check", "--select", "SHP004").out
    assert path in said.replace("\n", "")
    assert "was deleted, and git is told not to look" in said


# Files that are on disk and that git does not keep.


@pytest.mark.parametrize("pattern", ["docs/records/", "LES-*", "*.md\n!README.md"])
def test_a_file_that_a_persons_own_ignore_file_hides_is_told(  # noqa: PLR0917 - fixtures
    lessons, ims, git, monkeypatch, tmp_path, pattern
):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME")
    (tmp_path / "ignored").write_text(f"{pattern}\n")
    (tmp_path / ".gitconfig").write_text(f"[core]\n\texcludesFile = {tmp_path}/ignored\n")
    (lessons / SECOND).write_text(LESSON_TEXT.replace("0001", "0002"))
    said = ims("-C", lessons, "check", SECOND).out
    assert SECOND in said
    assert "SHP004" in said
    assert f"{tmp_path}/ignored:1" in said.replace("\n    ", "")


def test_the_ignore_file_of_the_standard_place_counts_too(lessons, ims, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "git").mkdir()
    (tmp_path / "git/ignore").write_text("lesson/\n")
    (lessons / SECOND).write_text(LESSON_TEXT.replace("0001", "0002"))
    assert "SHP004" in ims("-C", lessons, "check", SECOND).out


# Names in the index that stand for no content yet.


@pytest.mark.parametrize("text", ["", "# only begun\n", "---\nid: LES-0002\n---\n"])
def test_what_is_only_announced_is_not_judged_and_stops_nobody(lessons, ims, git, text):
    (lessons / SECOND).write_text(text)
    git(lessons, "add", "--intent-to-add", SECOND)
    path = lessons / LESSON
    path.write_text(path.read_text().replace("Glue fails", "Glue fails below zero"))
    git(lessons, "add", LESSON)
    assert ims("-C", lessons, "check", "--staged").code == 0
    assert ims("-C", lessons, "hooks", "run", "pre-commit").code == 0
    assert ims("-C", lessons, "check", SECOND).code == 1


def test_an_empty_file_that_is_really_staged_is_judged(lessons, ims, git):
    (lessons / SECOND).write_text("")
    git(lessons, "add", "--all")
    result = ims("-C", lessons, "check", "--staged")
    assert (result.code, "The file is empty" in result.out) == (1, True)


# Content that lies elsewhere.


def test_a_pointer_is_no_text(lessons, ims, git):
    (lessons / LESSON).write_text(POINTER)
    said = ims("-C", lessons, "check", LESSON)
    assert (said.code, "Git LFS" in said.out) == (1, True)
    git(lessons, "commit", "-qam", "Keep the lesson elsewhere")
    verified = ims("-C", lessons, "verify")
    assert (verified.code, f"Not checked: {LESSON}" in verified.out) == (3, True)
    assert "Git LFS" in ims("-C", lessons, "verify", "--all").out
    assert "Git LFS" in ims("-C", lessons, "check", "--at", "HEAD", LESSON).out


def test_a_missing_blob_is_told_by_everybody_who_reads_it(lessons, ims, git):
    blob = git(lessons, "rev-parse", f"HEAD:{LESSON}").stdout.strip()
    (lessons / ".git/objects" / blob[:2] / blob[2:]).unlink()
    assert ims("-C", lessons, "check", "--at", "HEAD", LESSON).code == 1
    assert ims("-C", lessons, "verify").code in (1, 3)


# Numbers that somebody else has given.


@pytest.mark.parametrize("where", ["branch", "remote", "past"])
def test_an_entry_takes_no_number_that_was_ever_given(lessons, ims, git, where, tmp_path):
    asked = ["add", "risks", "--no-input", "--set", "title=Fire in the store"]
    git(lessons, "checkout", "-q", "-b", "other")
    first = ims("-C", lessons, *asked).out.split()[0]
    git(lessons, "add", "--all")
    git(lessons, "commit", "-qm", "Add the risk of a fire")
    if where == "past":
        git(lessons, "revert", "--no-edit", "HEAD")
    else:
        git(lessons, "checkout", "-q", "main")
    here = lessons
    if where == "remote":
        git(tmp_path, "clone", "-q", str(lessons), "clone")
        here = tmp_path / "clone"
    register = here / "docs/registers/risks.yaml"
    assert not register.exists() or first not in register.read_text()
    second = ims("-C", here, *asked).out.split()[0]
    assert int(second[-4:]) == int(first[-4:]) + 1


def test_a_document_takes_no_number_that_was_ever_given(lessons, ims, git):
    git(lessons, "checkout", "-q", "-b", "other")
    first = ims("-C", lessons, "add", "culture-plan", "--no-input").out.split()[0]
    git(lessons, "add", "--all")
    git(lessons, "commit", "-qm", "Write another plan for our culture")
    git(lessons, "checkout", "-q", "main")
    assert ims("-C", lessons, "add", "culture-plan", "--no-input").out.split()[0] != first


def test_without_git_the_files_can_still_be_looked_up(lessons, ims):
    shutil.rmtree(lessons / ".git")
    assert ims("-C", lessons, "list", "lesson").code == 0
    assert ims("-C", lessons, "status").code == 0
