"""`ims new` looks before it asks, keeps what was answered, and takes an empty clone."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from ims_docs.adapters.resources import resource
from ims_docs.domain.next_step import ORDER
from ims_docs.model.months import later
from ims_docs.services.scaffold import place
from ims_docs.services.scaffold.questions import ROADMAP_MONTHS, AnswerError, far_enough

NAMES = ("organisation=Acme", "top_management_name=Maya Boss", "top_management_email=maya@x.org",
         "manager_name=Tom Keel", "manager_email=tom@x.org")  # fmt: skip


class Typed(io.StringIO):
    def isatty(self) -> bool:
        return True

    def readline(self, *arguments) -> str:
        line = super().readline(*arguments)
        if not line:
            raise KeyboardInterrupt
        return line


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    """An empty folder where one stands, with a cache of one's own."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("IMS_CACHE_DIR", str(tmp_path / "cache"))
    return folder


@pytest.fixture
def typed(monkeypatch, ims):
    def call(lines, *arguments):
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", Typed("".join(f"{line}\n" for line in lines)))
            return ims("new", *arguments)

    return call


def run_git(folder, *arguments) -> str:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def clone(here, tmp_path) -> Path:
    """An empty clone of an empty repository elsewhere."""
    run_git(here, "init", "-q", "--bare", str(tmp_path / "shared.git"))
    run_git(here, "clone", "-q", str(tmp_path / "shared.git"), str(here / "clone"))
    return here / "clone"


def test_an_empty_clone_is_taken_and_keeps_its_remote_and_branch(ims, clone, tmp_path):
    run_git(clone, "symbolic-ref", "HEAD", "refs/heads/trunk")
    assert ims("new", clone, "--no-input").code == 0
    assert run_git(clone, "remote", "get-url", "origin").strip() == str(tmp_path / "shared.git")
    assert run_git(clone, "branch", "--show-current").strip() == "trunk"
    assert run_git(clone, "log", "--oneline").count("\n") == 1
    assert run_git(clone, "status", "--porcelain") == ""
    run_git(clone, "-c", "core.hooksPath=/dev/null", "push", "-q", "origin", "trunk")
    assert [path.name for path in clone.parent.iterdir()] == ["clone"]


def test_the_clone_where_one_stands_is_taken(ims, clone, monkeypatch):
    monkeypatch.chdir(clone)
    assert ims("new", ".", "--no-input").code == 0
    assert (clone / "ims.yml").is_file()


def _commit(clone):
    run_git(clone, "commit", "-q", "--allow-empty", "-m", "First")


def _other_branch(clone):
    _commit(clone)
    run_git(clone, "symbolic-ref", "HEAD", "refs/heads/other")


def _staged(clone):
    (clone / "x").write_text("x")
    run_git(clone, "add", "x")
    (clone / "x").unlink()


def _file_beside(clone):
    (clone / "README.md").write_text("mine")


def _damaged(clone):
    (clone / ".git/HEAD").write_text("nonsense")


def _elsewhere(clone):
    run_git(clone, "config", "core.worktree", str(clone.parent))


def _git_file(clone):
    (clone / ".git").rename(clone.parent / "moved")
    (clone / ".git").write_text(f"gitdir: {clone.parent / 'moved'}\n")


def _git_link(clone):
    (clone / ".git").rename(clone.parent / "moved")
    (clone / ".git").symlink_to(clone.parent / "moved")


def _sha256(clone):
    import shutil

    shutil.rmtree(clone / ".git")
    run_git(clone, "init", "-q", "--object-format=sha256")


def _tag(clone):
    _commit(clone)
    run_git(clone, "tag", "v1")
    run_git(clone, "update-ref", "-d", "refs/heads/main")


@pytest.mark.parametrize(
    "change",
    [_commit, _other_branch, _staged, _file_beside, _damaged, _elsewhere, _git_file, _git_link,
     _sha256, _tag],
)  # fmt: skip
def test_a_clone_that_holds_something_is_left_alone(ims, clone, change):
    run_git(clone, "symbolic-ref", "HEAD", "refs/heads/main")
    change(clone)
    before = sorted((path.as_posix(), path.lstat().st_size) for path in clone.rglob("*"))
    done = ims("new", clone, "--no-input")
    assert done.code == 2, done.err
    assert "hint: Name a folder that does not exist yet" in done.err
    assert sorted((path.as_posix(), path.lstat().st_size) for path in clone.rglob("*")) == before


def test_a_clone_comes_back_when_its_place_cannot_be_taken(ims, clone, monkeypatch):
    def fail(self, target):
        if self.name != clone.name and Path(target) == clone and (self / "ims.yml").exists():
            raise KeyboardInterrupt
        return before(self, target)

    before = Path.rename
    monkeypatch.setattr(place.Path, "rename", fail)
    assert ims("new", clone, "--no-input").code == 130
    assert [path.name for path in clone.iterdir()] == [".git"]
    assert [path.name for path in clone.parent.iterdir()] == ["clone"]


def test_what_stands_in_the_way_is_said_before_the_first_question(ims, here, typed, monkeypatch):
    (here / "taken").mkdir()
    (here / "taken/file").touch()
    done = typed([], "taken")
    assert (done.code, "Name of the organisation" in done.err) == (2, False)
    monkeypatch.setenv("PATH", str(here))
    done = typed([], "free")
    assert (done.code, "Name of the organisation" in done.err) == (3, False)
    assert "git is not installed" in done.err


def test_a_folder_named_after_the_organisation_is_looked_at_right_after_its_name(here, typed):
    (here / "acme-ims").mkdir()
    (here / "acme-ims/file").touch()
    done = typed(["Acme"])
    assert done.code == 2
    assert "What it does" not in done.err


def test_another_repository_around_it_is_said(ims, here, typed):
    run_git(here, "init", "-q")
    said = " ".join(typed([], "inner").err.split())
    assert f"{here} is a git repository, and the new one will lie inside it" in said
    said = " ".join(typed([], "../outer").err.split())
    assert "will lie inside it" not in said


def test_answers_survive_an_interruption_and_are_offered(ims, here, typed):
    stopped = typed(["Acme", "makes doors"], "target")
    assert stopped.code == 130
    assert not (here / "target").exists()
    again = typed([""] * 16, "target")
    assert again.code == 0, again.err
    assert 'organisation: "Acme"' in (here / "target/ims.yml").read_text("utf-8")
    assert "makes doors" in (here / "target/.ims/answers.json").read_text("utf-8")
    third = typed([], "third")
    assert "Acme" not in third.err


def test_an_example_that_was_kept_is_named(ims, here):
    done = ims("new", "a", "--no-input", *(part for one in NAMES[:3] for part in ("--set", one)))
    said = " ".join(done.out.split())
    assert "Still an example: Innovation manager: name: Sam Sample;" in said
    assert "Top management" not in said.partition("Still an example")[2].partition("If that")[0]
    done = ims("new", "b", "--no-input", *(part for one in NAMES for part in ("--set", one)))
    assert "Still an example" not in done.out


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("2026-11-29", "is past"),
        ("2026-11-30", "is past"),
        ("2020-01-01", "is past"),
        ("2026-12-31", "too near"),
        ("2027-09-30", "too near"),
        ("2028-01-31", "too near"),
        ("2028-02-01", ""),
        ("2028-02-29", ""),
        ("2099-12-31", ""),
        ("none", ""),
    ],
)
def test_a_certification_date_leaves_room_for_its_own_roadmap(target, words):
    today = date(2026, 11, 30)
    if words:
        with pytest.raises(AnswerError, match=words):
            far_enough(target, today)
    else:
        assert far_enough(target, today) == target


def test_the_room_is_that_of_the_roadmap_in_the_template():
    folder = resource("template") / "{{cookiecutter.slug}}"
    text = (folder / "docs/improvement/certification-roadmap.md").read_text("utf-8")
    assert max(map(int, re.findall(r"before\((-?\d+)\)", text))) == ROADMAP_MONTHS


@pytest.mark.parametrize("value", ["03/04/2199", "20991231", "soon", "31.12.99"])
def test_an_unclear_certification_date_is_refused(ims, here, value):
    done = ims("new", "a", "--no-input", "--set", f"certification_target={value}")
    assert done.code == 2
    assert list(here.iterdir()) == []


def test_days_as_people_write_them_are_understood(ims, here):
    day = later(date.today(), 40)  # noqa: DTZ011 - far enough for any time zone
    said = f"{day.day}.{day.month}.{day.year}"
    assert ims("new", "a", "--no-input", "--set", f"certification_target={said}").code == 0
    assert day.isoformat() in (here / "a/ims.yml").read_text("utf-8")


def test_the_first_step_is_the_same_everywhere(ims, here):
    new = ims("new", "a", "--no-input", *(part for one in NAMES for part in ("--set", one)))
    first = re.search(r"Open (\S+), make it your own", new.out)[1]
    assert f"Next: complete {first} (" in ims("-C", here / "a", "check").out
    assert f"complete {first} (" in " ".join(ims("-C", here / "a", "status").out.split())
    readme = (here / "a/README.md").read_text("utf-8")
    assert "Start in this order: people and roles" in readme
    assert first == f"docs/registers/{ORDER[0]}.yaml"
