"""The workflow files of both forges: everything is judged, little is permitted, nothing leaks."""

from __future__ import annotations

import re
import subprocess

import pytest
import yaml

from ims_docs.cli import run


@pytest.fixture
def github(repositories):
    return yaml.safe_load(repositories("city").text(".github/workflows/check.yml"))


@pytest.fixture
def gitlab(repositories):
    return yaml.safe_load(repositories("university").text(".gitlab-ci.yml"))


def steps(job, name):
    return [one for one in job["steps"] if one.get("uses", "").startswith(f"actions/{name}@")]


def test_github_permits_nothing_but_what_each_job_needs(github):
    assert github["permissions"] == {}
    permissions = {name: job["permissions"] for name, job in github["jobs"].items()}
    assert permissions == {
        "check": {"contents": "read"},
        "site": {"contents": "read", "pages": "write", "id-token": "write"},
    }


def test_github_fetches_the_whole_history_and_keeps_no_key(github):
    for job in github["jobs"].values():
        (checkout,) = steps(job, "checkout")
        assert checkout["with"] == {"fetch-depth": 0, "persist-credentials": False}


def test_github_runs_actions_that_nobody_can_exchange(github):
    used = [one["uses"] for job in github["jobs"].values() for one in job["steps"] if "uses" in one]
    assert len(used) == 6
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", one) for one in used)


def test_github_judges_every_commit_of_a_change(github):
    triggers = github[True]  # YAML 1.1 reads `on` as true; GitHub does not
    assert triggers == {"push": {"branches": ["main"]}, "pull_request": None}
    (step,) = [one for one in github["jobs"]["check"]["steps"] if "--commits" in one.get("run", "")]
    assert step["run"] == 'ims hooks run pre-push --commits "$BEFORE..HEAD"'
    assert step["env"] == {
        "BEFORE": "${{ github.event.pull_request.base.sha || github.event.before }}"
    }


def test_github_puts_nothing_of_an_event_into_a_program(github):
    """A branch may be called `$(…)`; in a script it would run."""
    for job in github["jobs"].values():
        assert not any("${{" in one.get("run", "") for one in job["steps"])


def test_the_site_is_published_from_main_when_somebody_has_said_so(github, gitlab):
    site = github["jobs"]["site"]
    assert site["needs"] == "check"
    assert site["if"] == "github.event_name == 'push' && vars.PUBLISH_SITE == 'yes'"
    assert "ims site build --output site" in [one.get("run") for one in site["steps"]]
    assert steps(site, "upload-pages-artifact")[0]["with"] == {"path": "site"}
    assert steps(site, "deploy-pages")
    (rule,) = gitlab["pages"]["rules"]
    assert rule["if"] == '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $PUBLISH_SITE == "yes"'
    assert gitlab["pages"]["artifacts"] == {"paths": ["public"]}
    assert "ims site build --output public" in gitlab["pages"]["script"]


def test_gitlab_judges_every_commit_with_the_whole_history(gitlab):
    assert gitlab["variables"] == {"GIT_DEPTH": "0"}
    assert [one["if"] for one in gitlab["workflow"]["rules"]] == [
        '$CI_PIPELINE_SOURCE == "merge_request_event"',
        "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH",
    ]
    assert any("ims hooks run pre-push --commits" in one for one in gitlab["check"]["script"])


@pytest.mark.parametrize(
    ("base", "before", "expected"),
    [("aaa", "bbb", "aaa..HEAD"), ("", "bbb", "bbb..HEAD")],
)
def test_gitlab_names_the_commits_of_a_request_or_a_push(gitlab, base, before, expected):
    (line,) = [one for one in gitlab["check"]["script"] if "--commits" in one]
    done = subprocess.run(
        ["sh", "-c", line.replace("ims hooks run pre-push --commits", "echo")],
        env={"CI_MERGE_REQUEST_DIFF_BASE_SHA": base, "CI_COMMIT_BEFORE_SHA": before},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"{expected}\n"


def test_the_first_push_of_a_new_repository_passes(made):
    """Before it there was nothing: every commit counts."""
    span = f"{'0' * 40}..HEAD"
    assert run(["-C", str(made.root), "hooks", "run", "pre-push", "--commits", span]) == 0
