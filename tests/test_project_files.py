"""What GitHub and pre-commit read of this project is fit, and asks for no more than it needs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).parent.parent
GITHUB = PROJECT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
TEMPLATES = sorted(set((GITHUB / "ISSUE_TEMPLATE").glob("*.yml")) - {GITHUB / "ISSUE_TEMPLATE/config.yml"})  # fmt: skip

MORE_RIGHTS = {
    ("release.yml", "publish"): {
        "id-token": "write"
    },  # the index trusts the workflow, not a password
    ("release.yml", "release"): {"contents": "write"},
}
"""Jobs that may do more than read, and nothing beside it."""


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def ci() -> Any:
    return read(GITHUB / "workflows/ci.yml")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda one: one.name)
def test_a_workflow_may_only_read_and_names_each_action_by_its_commit(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        assert job["permissions"] == MORE_RIGHTS.get((path.name, name), {"contents": "read"})
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
    assert [one.name for one in WORKFLOWS] == ["ci.yml", "release.yml"]
    assert [one.name for one in TEMPLATES] == ["bug.yml", "idea.yml", "words.yml"]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"])
def test_no_link_to_a_file_is_dead(name: str) -> None:
    text = (PROJECT / name).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
    assert [one for one in links if not (PROJECT / one).exists()] == []


def test_what_is_published_was_made_once_and_tried_before() -> None:
    jobs = read(GITHUB / "workflows/release.yml")["jobs"]
    assert jobs["publish"]["needs"] == "make"
    assert jobs["release"]["needs"] == "publish"
    said = [step["run"] for step in jobs["make"]["steps"] if "run" in step]
    assert said == ["python publishing/build.py make dist", "python dist/ims-*.pyz selftest"]


def test_no_input_of_the_action_becomes_part_of_a_script() -> None:
    for step in read(PROJECT / "action.yml")["runs"]["steps"]:
        assert "${{" not in step["run"]


@pytest.mark.parametrize(("sarif", "expected"), [("", 1), ("found.sarif", 1)])
def test_the_steps_of_the_action_judge_a_repository(
    sarif: str, expected: int, nordwind: Path, tmp_path: Path
) -> None:
    tools = tmp_path / "runner/ims/bin"
    tools.mkdir(parents=True)
    (tools / "ims").symlink_to(Path(sys.executable).with_name("ims"))
    given = {
        "FOLDER": str(nordwind),
        "FAIL_ON": "error",
        "IGNORE": "",
        "RUNNER_TEMP": str(tmp_path / "runner"),
    }
    steps = [one for one in read(PROJECT / "action.yml")["runs"]["steps"] if "FOLDER" in one["env"]]
    report = tmp_path / sarif
    codes = [
        subprocess.run(
            ["bash", "-euo", "pipefail", "-c", step["run"]],
            env={**os.environ, **given, "SARIF": str(report)},
            capture_output=True,
            text=True,
            check=False,
        )
        for step in steps
        if sarif or step.get("if") != "inputs.sarif != ''"
    ]
    assert codes[-1].returncode == expected
    assert "::error file=docs/context/glossary.md" in codes[-1].stdout
    assert all(one.returncode == 0 for one in codes[:-1])
    assert not sarif or "LNK001" in report.read_text("utf-8")


def test_the_lock_of_a_release_names_what_an_installation_asks_for() -> None:
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = settings["optional-dependencies"]
    asked = [
        Requirement(one) for one in (*settings["dependencies"], *extras["pdf"], *extras["office"])
    ]
    text = (PROJECT / "publishing/requirements.txt").read_text(encoding="utf-8")
    locked = dict(re.findall(r"^([a-z0-9.-]+)==([^ ;]+)", text, re.MULTILINE))
    for one in asked:
        assert one.specifier.contains(locked[canonicalize_name(one.name)]), one
    entries = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)
    assert all("--hash=sha256:" in entry for entry in entries if entry.strip())
    assert "://" not in text


def test_the_container_runs_without_the_rights_of_root() -> None:
    lines = (PROJECT / "publishing/Containerfile").read_text(encoding="utf-8").splitlines()
    assert "USER ims" in lines
    assert lines.index("USER ims") < next(
        at for at, one in enumerate(lines) if one.startswith("ENTRYPOINT")
    )
    assert any("--require-hashes" in one for one in lines)
