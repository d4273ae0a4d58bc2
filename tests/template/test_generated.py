"""What `ims new` makes, for four very different organisations.

The paths of each are kept in snapshots/. After a wanted change, write them again with

    UPDATE_SNAPSHOTS=1 pytest tests/template

and read the difference before you commit it.
"""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import pytest
import yaml

from ims_docs.adapters.disk.tree import WorkingTree
from ims_docs.adapters.git import History
from ims_docs.cli import run
from ims_docs.domain.coverage import Rung, cover
from ims_docs.domain.runner import check
from ims_docs.formats import frontmatter
from ims_docs.model.finding import Report
from ims_docs.model.repository import Repository
from ims_docs.model.type import Kind
from ims_docs.services.loading.repository import LoadRequest, load
from ims_docs.services.scaffold.editor import tie_registers
from ims_docs.services.scaffold.render import prune, render
from ims_docs.services.workspace import Clock

SNAPSHOTS = Path(__file__).parent / "snapshots"
TEMPLATE_TEXT = {"DOC003", "DOC004", "DOC005", "REG002", "REG003", "REG004", "REG005", "REC005"}
COVERAGE = {"CLS001", "CLS002"}
FORGE_FILES = {"github": ".github/workflows/check.yml", "gitlab": ".gitlab-ci.yml"}
LINK = re.compile(r"(?<!\\)\[(?:[^\[\]\\]|\\.)*\]\(([^()\s]+)\)")


@cache
def loaded(root: Path) -> Repository:
    day = datetime.now(UTC).date()
    return load(LoadRequest(tree=WorkingTree(root), as_of=day, history=History(root), root=root))


@cache
def report(root: Path) -> Report:
    return check(loaded(root))


def without_answers(made, text: str) -> str:
    """The text without the answers that look like a template language, however they are escaped."""
    plain = html.unescape(re.sub(r"\\(.)", r"\1", text))
    for answer in made.answers.values():
        if "{" in answer:
            plain = plain.replace(answer, "")
    return plain


def test_nothing_but_template_text_and_coverage_is_found(made):
    found = {str(one.where): one for one in report(made.root).findings}
    strange = [
        f"{place} {one.code} {one.message}"
        for place, one in found.items()
        if one.code not in TEMPLATE_TEXT | COVERAGE
    ]
    assert strange == []


def test_every_required_item_is_open(made):
    required = {
        item.id
        for standard in loaded(made.root).standards.values()
        if standard.id in loaded(made.root).settings.standards
        for item in standard.items
        if item.required
    }
    found = [one.message.split()[0] for one in report(made.root).findings if one.code == "CLS001"]
    assert required
    assert sorted(found) == sorted(required)


def test_nothing_is_green_that_nobody_touched(made):
    repository = loaded(made.root)
    for name in repository.settings.standards:
        reached = {one.reach.rung for one in cover(repository, repository.standards[name]).items}
        assert reached <= {Rung.MISSING, Rung.SCAFFOLDED}


def test_the_profile_has_its_types_and_no_others(made, schemas):
    expected = {
        one.path("")
        for one in schemas.types.values()
        if one.kind is not Kind.RECORD and made.profile in one.profiles
    }
    there = {
        path
        for path in made.files()
        if path.startswith("docs/")
        and not path.startswith("docs/toolkit/")
        and path not in {"docs/index.md", "docs/records/.gitkeep"}
    }
    assert there == expected
    assert len(expected) > 10
    types = {one.type for one in (*loaded(made.root).documents, *loaded(made.root).registers)}
    assert {schemas.types[name].path("") for name in types} == expected


def test_starter_is_smaller_than_full_and_public_sector_is_larger(repositories):
    starter, full, public = (
        {path for path in repositories(name).files() if path.startswith("docs/")}
        for name in ("start-up", "manufacturer", "city")
    )
    assert starter - full <= {"docs/improvement/adoption-roadmap.md"}
    assert len(starter) < len(full) < len(public)
    assert "docs/performance/public-value-reporting.md" in public - full


def test_only_the_files_of_its_forge_are_there(made):
    for forge, path in FORGE_FILES.items():
        assert (made.root / path).exists() == (made.answers["forge"] == forge)


def test_no_template_language_is_left(made):
    for path, data in made.files().items():
        text = without_answers(made, data.decode("utf-8"))
        if path.startswith(".github/"):
            text = re.sub(r"\$\{\{ [a-z_.| ]+ \}\}", "", text)  # the forge's own
        for left in ("{{", "}}", "{%", "%}", "{#", "#}", "cookiecutter"):
            assert left not in text, f"{path}: {left}"
            assert left not in path


def test_the_expression_of_the_workflow_is_left_alone(repositories):
    workflow = repositories("city").text(FORGE_FILES["github"])
    assert workflow.count("${{ github.ref_name }}") == 1
    assert yaml.safe_load(workflow)["jobs"]["check"]["steps"]
    assert yaml.safe_load(repositories("university").text(FORGE_FILES["gitlab"]))["check"]["script"]


def test_answers_survive_in_keys(made):
    answers = made.answers
    settings = frontmatter.parse(made.text("ims.yml")).values
    for name in ("organisation", "activity", "sector", "size", "profile"):
        assert settings[name] == answers[name]
    assert str(settings["review_months"]) == answers["review_months"]
    certification = settings.get("certification")
    target = certification["target"] if isinstance(certification, dict) else "none"
    assert target == answers["certification_target"]
    assert json.loads(made.text(".ims/answers.json"))["answers"] == answers
    site = yaml.compose(made.text("mkdocs.yml"), Loader=yaml.SafeLoader)
    assert {key.value: value.value for key, value in site.value}["site_name"] == answers[
        "organisation"
    ]


def test_answers_survive_in_the_people_register(made):
    answers = made.answers
    people = frontmatter.parse(made.text("docs/registers/people.yaml")).values["entries"]
    expected = [
        {
            "id": f"PER-000{number}",
            "name": answers[f"{role}_name"],
            "email": answers[f"{role}_email"],
            "job_title": answers[f"{role}_title"],
            "active": "active",
        }
        for number, role in enumerate(("top_management", "manager"), 1)
    ]
    assert people == (expected[:1] if made.name == "start-up" else expected)
    roles = frontmatter.parse(made.text("docs/registers/roles.yaml")).values["entries"]
    holders = {entry["id"]: entry["holders"] for entry in roles}
    assert holders["top-management"] == ["PER-0001"]
    assert holders["innovation-manager"] == [people[-1]["id"]]


def test_answers_can_be_read_on_the_pages(made, visible):
    shown = {
        "README.md": ("organisation", "manager_name", "manager_title"),
        "docs/index.md": ("organisation", "activity", "in_scope", "manager_name", "manager_title"),
        "docs/context/ims-scope.md": ("organisation", "activity", "in_scope", "sites"),
        "docs/context/innovation-intent.md": (
            "organisation",
            "top_management_name",
            "top_management_title",
        ),
    }
    for path, names in shown.items():
        page = visible(re.sub(r"\A---\n.*?\n---\n", "", made.text(path), flags=re.DOTALL))
        for name in names:
            assert made.answers[name] in page, f"{path}: {name}"
        if path in {"README.md", "docs/index.md"}:
            assert f"Innovation management system of {made.answers['organisation']}\n" in page


def test_answers_are_escaped_wherever_they_stand(made):
    """An answer that Markdown would act upon never stands bare in a page."""
    active = [one for one in made.answers.values() if re.search(r"[`*|<~\\]|\{:|^[-!>]|&\w+;", one)]
    for path, data in made.files().items():
        if path.endswith(".md"):
            for answer in active:
                assert answer not in data.decode("utf-8"), f"{path}: {answer}"


def test_links_lead_to_files(made):
    count = 0
    for path, data in made.files().items():
        if not path.endswith(".md"):
            continue
        for target in LINK.findall(data.decode("utf-8")):
            if target.startswith(("http:", "https:", "mailto:", "#")):
                continue
            count += 1
            place = PurePosixPath(path).parent / unquote(target.partition("#")[0])
            assert Path(os.path.normpath(made.root / place)).is_file(), f"{path}: {target}"
    assert count > 40


def test_the_repository_is_committed_whole_by_its_innovation_manager(made):
    def git(*arguments: str) -> str:
        command = ["git", "-c", "core.quotePath=false", *arguments]
        return subprocess.run(
            command, cwd=made.root, capture_output=True, text=True, check=True
        ).stdout

    assert git("status", "--porcelain", "--ignored") == ""
    log = git("log", "--format=%an|%ae|%s").splitlines()
    assert len(log) == 1
    assert log[0].endswith(
        f"|{made.answers['manager_email']}|docs: start the innovation management system"
    )
    assert git("symbolic-ref", "HEAD").strip() == "refs/heads/main"
    tracked = set(git("ls-files", "-z").split("\0")) - {""}
    assert tracked == set(made.files())
    assert os.access(made.root / ".git/hooks/pre-commit", os.X_OK)


def test_the_first_run_of_the_forge_is_green(made, capsys):
    assert run(["-C", str(made.root), "check", "--ignore", "CLS"]) == 0
    assert "0 errors" in capsys.readouterr().out


def test_rendering_twice_gives_the_same_bytes(made, contents, tmp_path):
    again = render(made.answers, tmp_path)
    prune(again, made.answers)
    tie_registers(again)
    assert contents(again) == made.files()


def test_answers_make_the_same_repository_again(repositories, contents, tmp_path, monkeypatch):
    # The day of these answers' certification target must lie far enough ahead.
    monkeypatch.setattr(Clock, "today", lambda _: date(2026, 6, 1))
    made = repositories("manufacturer")
    answers = str(made.root / ".ims/answers.json")
    assert run(["new", str(tmp_path / "again"), "--no-input", "--answers", answers]) == 0
    assert contents(tmp_path / "again") == made.files()


def test_the_paths_are_those_of_the_snapshot(made):
    snapshot = SNAPSHOTS / f"{made.name}.txt"
    paths = "".join(f"{path}\n" for path in made.files())
    if os.environ.get("UPDATE_SNAPSHOTS"):
        snapshot.write_text(paths, "utf-8")
    assert snapshot.read_text("utf-8") == paths


def test_every_snapshot_belongs_to_answers():
    names = {path.stem for path in SNAPSHOTS.glob("*.txt")}
    assert names == {
        path.stem for path in (Path(__file__).parent.parent / "answers").glob("*.yaml")
    }


@pytest.mark.parametrize("name", ["manufacturer", "start-up", "city", "university"])
def test_answer_files_say_everything(name):
    values = frontmatter.parse(
        (SNAPSHOTS.parent.parent / f"answers/{name}.yaml").read_text("utf-8")
    ).values
    assert len(values) == 16
