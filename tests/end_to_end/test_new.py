"""`ims new` looks before it asks, keeps what was answered, and takes an empty clone."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from ims_docs.domain.next_step import ORDER
from ims_docs.model.months import later
from ims_docs.services.scaffold import place
from ims_docs.services.scaffold.answers import complete, given
from ims_docs.services.scaffold.judging import AnswerError
from ims_docs.services.scaffold.render import render_one
from ims_docs.services.scaffold.roadmap import room

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
    again = typed([""] * 17, "target")
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


ON = date(2026, 11, 30)
FULL = "2026-12-31 2027-09-30 2027-10-31"
COMPACT = "2026-12-31 2027-06-30"


def wanted(target: str, profile: str = "full") -> dict[str, str]:
    return {"certification_target": target, "profile": profile}


@pytest.mark.parametrize("target", ["2026-11-29", "2026-11-30", "2020-01-01"])
def test_a_certification_date_lies_ahead(target):
    with pytest.raises(AnswerError, match="is past"):
        room(wanted(target), ON)


@pytest.mark.parametrize(
    ("profile", "targets", "instead"),
    [
        ("full", FULL, "take the profile compact"),
        ("public-sector", FULL, "take the profile compact"),
        ("compact", COMPACT, "narrow the scope"),
    ],
)
def test_a_date_without_room_is_refused_and_says_what_could_be_dropped(profile, targets, instead):
    for target in targets.split():
        with pytest.raises(AnswerError, match=f"too near.*{instead}"):
            room(wanted(target, profile), ON)


@pytest.mark.parametrize(
    ("profile", "short", "long"),
    [("full", "2027-11-01", "2028-02-01"), ("compact", "2027-07-01", "2027-09-01")],
)
def test_a_short_way_says_at_once_what_it_goes_without(profile, short, long):
    assert "goes without" in room(wanted(short, profile), ON)
    assert room(wanted(long, profile), ON) == ""


def test_no_date_needs_no_room_and_first_steps_lead_to_none():
    assert room(wanted("none", "starter"), ON) == ""
    with pytest.raises(AnswerError, match="leaves clauses open"):
        room(wanted("2099-12-31", "starter"), ON)


@pytest.mark.parametrize(
    ("profile", "months"),
    [("full", 12), ("full", 15), ("full", 30), ("compact", 8), ("compact", 10)],
)
def test_no_stage_of_the_roadmap_is_past_at_birth(profile, months, tmp_path):
    target = later(ON.replace(day=1), months)
    said = {**wanted(target.isoformat(), profile), "started_on": ON.isoformat()}
    answers = complete(said)
    text = render_one("docs/improvement/certification-roadmap.md", answers)
    found = re.findall(r"\| (\d{4}-\d\d)(?: to (\d{4}-\d\d))? \|$", text, re.MULTILINE)
    stages = [one for pair in found for one in pair if one]
    assert len(stages) > 6
    assert min(stages) > "2026-11"
    assert stages[0] <= stages[1] <= stages[-1]
    audits = render_one("docs/registers/audit-programme.yaml", answers)
    days = re.findall(r'planned_on: "(\d{4}-\d\d-\d\d)"', audits)
    assert days
    assert min(days) > ON.isoformat()
    assert sum(day <= target.isoformat() for day in days) == audits.count("year: first")


@pytest.mark.parametrize(
    ("answers", "profile"),
    [
        ({"size": "4"}, "compact"),
        ({"size": "15"}, "compact"),
        ({"size": "16"}, "full"),
        ({"size": "10-49"}, "full"),
        ({"size": "300", "sector": "public administration"}, "public-sector"),
        ({"size": "4", "sector": "public administration"}, "public-sector"),
        ({"size": "4", "profile": "full"}, "full"),
        ({}, "full"),
    ],
)
def test_the_profile_follows_from_the_size_unless_it_is_said(answers, profile):
    said = [f"{name}={value}" for name, value in answers.items()]
    assert complete(given(None, said).values)["profile"] == profile


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
