"""What GitHub and pre-commit read of this project is fit, and asks for no more than it needs."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

PROJECT = Path(__file__).parent.parent
GITHUB = PROJECT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
TEMPLATES = sorted(set((GITHUB / "ISSUE_TEMPLATE").glob("*.yml")) - {GITHUB / "ISSUE_TEMPLATE/config.yml"})  # fmt: skip


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def ci() -> Any:
    return read(GITHUB / "workflows/ci.yml")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda one: one.name)
def test_a_workflow_may_only_read_and_names_each_action_by_its_commit(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {}
    assert {tuple(job["permissions"].items()) for job in workflow["jobs"].values()} == {
        (("contents", "read"),)
    }
    used = re.findall(r"^ *- uses: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert used
    for one in used:
        assert re.fullmatch(r"[a-z-]+/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one), one


def test_the_server_runs_all_stages_on_every_python_from_the_oldest_that_is_supported(ci) -> None:
    job = ci["jobs"]["all"]
    assert [step["run"] for step in job["steps"] if "run" in step] == [".ci/run"]
    assert job["strategy"]["matrix"]["python"] == ["3.11", "3.12", "3.13", "3.14"]
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    assert settings["project"]["requires-python"] == ">=3.11"
    assert "continue-on-error" not in job


def test_a_system_that_is_not_proven_is_named_so_and_blocks_nothing(ci) -> None:
    job = ci["jobs"]["elsewhere"]
    assert job["continue-on-error"] is True
    assert "not proven" in job["name"]


def test_a_hook_before_a_commit_is_one_of_the_checks_and_fetches_nothing() -> None:
    (local,) = read(PROJECT / ".pre-commit-config.yaml")["repos"]
    assert local["repo"] == "local"
    checks = (PROJECT / ".ci/check").read_text(encoding="utf-8")
    for hook in local["hooks"]:
        assert hook["language"] == "system"
        assert f"run {hook['entry'].removesuffix(' --force-exclude')}" in checks, hook["id"]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda one: one.name)
def test_a_form_for_an_issue_asks_and_says_what_it_is_for(path: Path) -> None:
    form = read(path)
    assert form["name"]
    assert form["description"]
    identifiers = [field["id"] for field in form["body"]]
    assert len(set(identifiers)) == len(identifiers)
    assert any(field.get("validations", {}).get("required") for field in form["body"])


def test_there_are_forms() -> None:
    assert [one.name for one in WORKFLOWS] == ["ci.yml"]
    assert [one.name for one in TEMPLATES] == ["bug.yml", "idea.yml", "words.yml"]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"])
def test_no_link_to_a_file_is_dead(name: str) -> None:
    text = (PROJECT / name).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
    assert [one for one in links if not (PROJECT / one).exists()] == []
