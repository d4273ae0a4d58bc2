"""Names of files along every line of parents, and the settings under which git is asked."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from support import GitRepository

from ims_docs.adapters.git.lineage import former_name, names_at
from ims_docs.adapters.git.log import Difference, LoggedCommit
from ims_docs.adapters.git.process import Process, take_git_environment

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)


def logged(name, parents, *differences):
    return LoggedCommit(
        name=name, tree="", parents=tuple(parents), author="", email="", authored=NOON,
        committed=NOON, message="", differences=tuple(differences),
    )  # fmt: skip


def renamed(before, after):
    return {after: Difference("renamed", after, before, "1", "1")}


def names(*commits):
    """By commit: what the files in it are called now."""
    return {one.name: dict(found) for one, found in zip(commits, names_at(commits), strict=True)}


def test_a_renamed_file_leads_back_to_its_older_names():
    found = names(
        logged("c", "b", renamed("two", "three")),
        logged("b", "a", renamed("one", "two")),
        logged("a", "", {}),
    )
    assert found["c"] == {}
    assert (found["b"]["two"], found["a"]["one"]) == (("three",), ("three",))
    assert [former_name(found[one], "three") for one in "cba"] == ["three", "two", "one"]


def test_a_name_that_was_taken_over_does_not_lead_back():
    found = names(logged("b", "a", renamed("old", "new")), logged("a", "", {}))
    assert found["a"]["new"] == ()
    assert former_name(found["a"], "new") == "old"
    assert former_name(found["a"], "other") == "other"


@pytest.mark.parametrize("order", ["bc", "cb"])
def test_a_parent_of_two_children_knows_the_names_of_both_lines(order):
    commits = {
        "b": logged("b", "a", renamed("one", "left")),
        "c": logged("c", "a", {}),
    }
    found = names(logged("m", "bc", {}, {}), *(commits[one] for one in order), logged("a", "", {}))
    assert set(found["a"]["one"]) == {"left", "one"}


def test_two_children_that_rename_alike_agree():
    found = names(
        logged("m", "bc", {}, {}),
        logged("b", "a", renamed("one", "two")),
        logged("c", "a", renamed("one", "two")),
        logged("a", "", {}),
    )
    assert found["a"] == {"one": ("two",), "two": ()}


@pytest.mark.parametrize(
    ("setting", "theirs", "ours"),
    [
        ("log.mailmap", "true", "false"),
        ("log.showSignature", "true", "false"),
        ("core.fsmonitor", "run-me", "false"),
        ("core.hooksPath", "hooks", "/dev/null"),
        ("core.sshCommand", "run-me", "false"),
        ("core.quotePath", "true", "false"),
        ("core.commitGraph", "true", "false"),
        ("protocol.allow", "always", "never"),
    ],
)
def test_what_a_repository_sets_does_not_decide_what_git_says(setting, theirs, ours, root):
    GitRepository(root).git("config", setting, theirs)
    assert Process(root).run("config", "--get", setting).decode().strip() == ours


def test_what_a_hook_sets_is_taken_and_returned(monkeypatch):
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GITHUB_TOKEN", "kept")
    taken = take_git_environment()
    assert taken["GIT_DIR"] == "/nowhere"
    assert "GITHUB_TOKEN" not in taken
