"""`ims share`, `get` and `send`: two people, two clones, one place between them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest
from support import POLICY, policy

WHY = "Put the words of the workshop in"


class Team(NamedTuple):
    ada: Path
    ben: Path
    place: Path


@pytest.fixture
def alone(git_repository, git) -> Path:
    """A small system that only Ada has."""
    link = "\nRead it [at home](../index.md).\n"
    index = "# Home\n\nThe [policy](leadership/innovation-policy.md).\n"
    root = git_repository([{POLICY: policy(more=link), "docs/index.md": index}]).root
    _is(git, root, "ada")
    return root


@pytest.fixture
def team(alone, ims, git, tmp_path, monkeypatch) -> Team:
    """Ada shares it in a folder; Ben joins."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{role}_EMAIL")
        monkeypatch.delenv(f"GIT_{role}_NAME")
    place, ben = tmp_path / "place.git", tmp_path / "ben"
    done = ims("-C", alone, "share", place)
    assert done.code == 0, done.err
    ben.mkdir()
    joined = ims("-C", ben, "share", place)
    assert joined.code == 0, joined.err
    _is(git, ben, "ben")
    return Team(alone, ben, place)


def _is(git, root: Path, name: str) -> None:
    git(root, "config", "user.email", f"{name}@example.org")
    git(root, "config", "user.name", name)


def write(root: Path, old: str, new: str, path: str = POLICY) -> None:
    text = (root / path).read_text()
    assert old in text
    (root / path).write_text(text.replace(old, new, 1))


def tree(root: Path, *form: str) -> str:
    command = ["git", "log", "-1", "--format=%T", *form]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout


def save(ims, root: Path, *names: str) -> None:
    done = ims("-C", root, "save", *names, "--reason", WHY)
    assert done.code == 0, done.err


def test_the_place_has_everything_and_the_gates(team, ims):
    assert (team.ben / POLICY).read_bytes() == (team.ada / POLICY).read_bytes()
    hook = team.place / "hooks/pre-receive"
    assert "ims" in hook.read_text()
    again = ims("-C", team.ada, "share", team.place)
    assert (again.code, again.out.strip()) == (0, str(team.place))
    assert "known already" in again.err


def test_what_one_sends_the_other_gets(team, ims):
    write(team.ada, "We mean it.", "We mean all of it.")
    save(ims, team.ada)
    sent = ims("-C", team.ada, "send")
    assert (sent.code, "One save sent" in sent.err) == (0, True), sent.err
    assert "Nothing to send" in ims("-C", team.ada, "send").err
    got = ims("-C", team.ben, "get")
    assert (got.code, f"Ada Author: {WHY}" in got.err) == (0, True), got.err
    assert (team.ben / POLICY).read_bytes() == (team.ada / POLICY).read_bytes()
    assert "Nothing new" in ims("-C", team.ben, "get").err


def test_different_places_of_one_text_are_joined(team, ims):
    write(team.ada, "## Purpose\n\nWe mean it.", "## Purpose\n\nFor everybody.")
    write(team.ben, "## Review\n\nWe mean it.", "## Review\n\nEvery year.")
    for root in (team.ada, team.ben):
        save(ims, root)
        sent = ims("-C", root, "send")
        assert sent.code == 0, sent.err
    assert ims("-C", team.ada, "get").code == 0
    assert tree(team.ada) == tree(team.ben)
    text = (team.ada / POLICY).read_text()
    assert "For everybody." in text
    assert "Every year." in text


def both_changed(team, ims) -> None:
    write(team.ada, "## Purpose\n\nWe mean it.", "## Purpose\n\nFor Ada.")
    write(team.ben, "## Purpose\n\nWe mean it.", "## Purpose\n\nFor Ben.")
    for root in (team.ada, team.ben):
        save(ims, root)
    assert ims("-C", team.ada, "send").code == 0


def test_the_same_place_is_told_as_two_texts_and_a_choice(team, ims):
    both_changed(team, ims)
    before = tree(team.ben)
    done = ims("-C", team.ben, "send")
    assert done.code == 1
    assert "POL-0001 Innovation policy, under “Purpose”:" in done.err
    assert "  mine:\n    For Ben.\n  theirs:\n    For Ada.\n" in done.err
    assert "<<<<" not in (team.ben / POLICY).read_text() + done.err
    assert tree(team.ben) == before
    status = subprocess.run(
        ["git", "status", "--porcelain"], cwd=team.ben, capture_output=True, check=True
    )
    assert status.stdout == b""


@pytest.mark.parametrize(
    ("choice", "stays", "goes"),
    [
        ("--mine", "For Ben.", "For Ada."),
        ("--theirs", "For Ada.", "For Ben."),
        ("--both", "For Ada.\nFor Ben.", "We mean it.\n\nFor"),
    ],
)
def test_a_choice_is_made_by_option(team, ims, choice, stays, goes):
    both_changed(team, ims)
    done = ims("-C", team.ben, "send", choice, "pol-0001")
    assert done.code == 0, done.err
    text = (team.ben / POLICY).read_text()
    assert stays in text
    assert goes not in text
    assert ims("-C", team.ada, "get").code == 0
    assert tree(team.ada) == tree(team.ben)


def test_two_records_under_one_number_both_stay(team, ims):
    for root, title in ((team.ada, "Repair box"), (team.ben, "Lending desk")):
        done = ims(
            "-C", root, "add", "idea", "--set", f"title={title}", "--set", "author=PER-0001",
            "--set", "idea_type=product", "--no-input",
        )  # fmt: skip
        assert done.code == 0, done.err
        save(ims, root)
    assert ims("-C", team.ada, "send").code == 0
    done = ims("-C", team.ben, "send")
    assert done.code == 0, done.err
    assert "gave the number IDE-0001 first; yours is IDE-0002 now" in done.err
    ideas = team.ben / "docs/records/idea"
    assert "Repair box" in (ideas / "IDE-0001.md").read_text()
    mine = (ideas / "IDE-0002.md").read_text()
    assert "Lending desk" in mine
    assert "id: IDE-0002" in mine


def test_new_entries_of_one_register_are_joined(team, ims):
    people = "docs/registers/people.yaml"
    for root, number, name in ((team.ada, 3, "Cleo"), (team.ben, 4, "Dan")):
        entry = f"  - id: PER-000{number}\n    name: {name}\n    email: {name}@example.org\n    active: active\n"
        (root / people).write_text((root / people).read_text() + entry)
        save(ims, root)
    assert ims("-C", team.ada, "send").code == 0
    done = ims("-C", team.ben, "send")
    assert done.code == 0, done.err
    text = (team.ben / people).read_text()
    assert text.index("Cleo") < text.index("Dan")


def test_two_entries_under_one_number_both_stay_and_what_names_mine_follows(team, ims):
    people = "docs/registers/people.yaml"
    for root, name in ((team.ada, "Cleo"), (team.ben, "Dan")):
        entry = f"  - id: PER-0003\n    name: {name}\n    email: {name}@example.org\n    active: active\n"
        (root / people).write_text((root / people).read_text() + entry)
    done = ims(
        "-C", team.ben, "add", "idea", "--set", "title=Lending desk", "--set", "author=PER-0003",
        "--set", "idea_type=product", "--no-input",
    )  # fmt: skip
    assert done.code == 0, done.err
    for root in (team.ada, team.ben):
        save(ims, root)
    assert ims("-C", team.ada, "send").code == 0
    done = ims("-C", team.ben, "send")
    assert done.code == 0, done.err
    assert "gave the number PER-0003 first; yours is PER-0004 now" in done.err
    text = (team.ben / people).read_text()
    assert re.findall(r"id: (PER-000[34])\n    name: (\w+)", text) == [
        ("PER-0003", "Cleo"),
        ("PER-0004", "Dan"),
    ]
    assert "author: PER-0004" in (team.ben / "docs/records/idea/IDE-0001.md").read_text()


def test_an_entry_that_both_added_alike_is_one_entry(team, ims):
    people = "docs/registers/people.yaml"
    for root, mine in ((team.ada, ""), (team.ben, "4")):
        entry = "  - id: PER-0003\n    name: Cleo\n    email: c@example.org\n    active: active\n"
        more = entry.replace("PER-0003", "PER-0004").replace("Cleo", "Dan").replace("c@", "d@")
        (root / people).write_text((root / people).read_text() + entry + (more if mine else ""))
        save(ims, root)
    assert ims("-C", team.ada, "send").code == 0
    done = ims("-C", team.ben, "send", "--mine", people)
    assert done.code == 0, done.err
    assert "gave the number" not in done.err
    assert re.findall(r"id: (PER-000[3-9])", (team.ben / people).read_text()) == ["PER-0003", "PER-0004"]  # fmt: skip


def test_one_removed_what_the_other_changed(team, ims):
    write(team.ada, "We mean it.", "We mean all of it.")
    save(ims, team.ada)
    assert ims("-C", team.ada, "send").code == 0
    removed = ims(
        "-C", team.ben, "remove", "POL-0001", "--reason", "We have another one", "--commit"
    )
    assert removed.code == 0, removed.err
    before = tree(team.ben)
    done = ims("-C", team.ben, "get")
    assert done.code == 1
    assert "(nothing: it is gone there)" in done.err
    mine = ims("-C", team.ben, "get", "--mine", "docs/leadership/innovation-policy.md")
    assert mine.code == 1  # the statement tells of another text than the one that would go
    assert "HIS005" in mine.err
    assert tree(team.ben) == before


def test_what_is_not_saved_is_not_overwritten(team, ims):
    write(team.ada, "We mean it.", "We mean all of it.")
    save(ims, team.ada)
    assert ims("-C", team.ada, "send").code == 0
    write(team.ben, "We mean it.", "Ben thinks.")
    before = (team.ben / POLICY).read_bytes()
    done = ims("-C", team.ben, "get")
    assert done.code == 1
    assert "yours is not saved" in done.err
    assert (team.ben / POLICY).read_bytes() == before


def test_a_rewritten_place_is_not_taken_over(team, ims, git):
    write(team.ada, "We mean it.", "We mean all of it.")
    save(ims, team.ada)
    assert ims("-C", team.ada, "send").code == 0
    assert ims("-C", team.ben, "get").code == 0
    before = tree(team.ben)
    git(team.place, "update-ref", "refs/heads/main", "main~1")
    done = ims("-C", team.ben, "get")
    assert done.code == 1
    assert "its history was rewritten" in done.err
    assert tree(team.ben) == before


def test_what_a_gate_refuses_is_not_sent(team, ims, git):
    (team.ben / "docs/context").mkdir()
    (team.ben / "docs/context/stray.md").write_text("No keys.\n")
    git(team.ben, "add", "-A")
    git(team.ben, "commit", "-qm", WHY)
    done = ims("-C", team.ben, "send")
    assert done.code == 1
    assert "SHP001" in done.err
    assert tree(team.place, "main") == tree(team.ada)


def test_a_place_that_is_gone(team, ims):
    team.place.rename(team.place.with_name("away"))
    for command in ("get", "send"):
        done = ims("-C", team.ada, command)
        assert done.code == 3
        assert "What you saved is safe here" in done.err


def test_without_a_place_the_way_is_said(alone, ims):
    for command in ("get", "send"):
        done = ims("-C", alone, command)
        assert done.code == 2
        assert "ims share" in done.err


def test_places_that_are_none(alone, ims, tmp_path, git):
    full = tmp_path / "full"
    full.mkdir()
    (full / "file").write_text("x")
    assert ims("-C", alone, "share", full).code == 2
    git(alone, "init", "-q", "--bare", tmp_path / "other.git")
    git(alone, "clone", "-q", tmp_path / "other.git", tmp_path / "other")
    (tmp_path / "other/ims.yml").write_text("organisation: Other\n")
    git(tmp_path / "other", "add", "-A")
    git(tmp_path / "other", "commit", "-qm", "Begin")
    git(tmp_path / "other", "push", "-q", "origin", "HEAD:main")
    done = ims("-C", alone, "share", tmp_path / "other.git")
    assert done.code == 1
    assert "another system" in done.err
    assert git(alone, "remote").stdout == ""
    assert (full / "file").read_text() == "x"
    joined = ims("-C", full, "share", tmp_path / "other.git")
    assert joined.code == 2
