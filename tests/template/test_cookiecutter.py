"""The template with cookiecutter alone gives what `ims new` gives, from whatever place it comes."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ims_docs.adapters.resources import resource
from ims_docs.services.scaffold.answers import complete, slug_of
from ims_docs.services.scaffold.questions import QUESTIONS, SLUG, STARTED
from ims_docs.services.scaffold.render import prune, render

CHECKOUT = Path(__file__).parent.parent.parent
COOKIECUTTER = Path(sys.executable).parent / "cookiecutter"
NEEDED = ("template", "schemas", "ims_docs")

Call = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def cookiecutter(tmp_path) -> Call:
    """Cookiecutter as a person types it, in a folder of its own."""
    (tmp_path / "here").mkdir()

    def call(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(COOKIECUTTER), *arguments, "--directory", "template"],
            cwd=tmp_path / "here",
            env=os.environ | {"HOME": str(tmp_path / "home")} | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return call


def typed(answers: dict[str, str]) -> list[str]:
    return [f"{name}={value}" for name, value in answers.items()]


def git(root: Path, *arguments: str) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", *arguments], cwd=root, env=clean, capture_output=True, text=True, check=True
    )
    return done.stdout


def copy_of_the_checkout(target: Path, parts: tuple[str, ...]) -> Path:
    for part in parts:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(CHECKOUT / part, target / part, ignore=ignored)
    return target


def test_a_local_folder(cookiecutter, repositories, contents, tmp_path):
    made = repositories("city")
    done = cookiecutter(str(CHECKOUT), "--no-input", *typed(made.answers))
    assert done.returncode == 0, done.stderr
    root = tmp_path / "here" / made.answers["slug"]
    assert contents(root) == made.files()
    assert git(root, "status", "--porcelain", "--ignored") == ""
    assert git(root, "log", "--format=%ae") == f"{made.answers['manager_email']}\n"
    assert "ims_docs hooks run pre-commit" in (root / ".git/hooks/pre-commit").read_text("utf-8")


def test_answers_from_a_replay_file_are_taken_as_they_are(
    cookiecutter, repositories, contents, tmp_path
):
    """Also from a relative folder, and with the variables of a hook that calls it."""
    made = repositories("start-up")
    replay = tmp_path / "answers.json"
    replay.write_text(json.dumps({"cookiecutter": made.answers}), "utf-8")
    decoy = tmp_path / "decoy"
    git(tmp_path, "init", "--quiet", "--template=", str(decoy))
    before = {path.relative_to(decoy): path.stat().st_mtime_ns for path in decoy.rglob("*")}
    done = cookiecutter(
        os.path.relpath(CHECKOUT, tmp_path / "here"),
        "--replay-file",
        str(replay),
        GIT_DIR=str(decoy / ".git"),
        GIT_INDEX_FILE=str(decoy / ".git/index"),
        GIT_WORK_TREE=str(decoy),
    )
    assert done.returncode == 0, done.stderr
    root = tmp_path / "here" / made.answers["slug"]
    assert contents(root) == made.files()
    assert git(root, "log", "--format=%s").count("\n") == 1
    assert {path.relative_to(decoy): path.stat().st_mtime_ns for path in decoy.rglob("*")} == before


def test_a_clone(cookiecutter, repositories, contents, tmp_path):
    made = repositories("university")
    origin = copy_of_the_checkout(tmp_path / "origin.git", NEEDED)
    git(origin, "init", "--quiet", "--template=")
    git(origin, "add", "--all")
    git(
        origin,
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@example.org",
        "commit",
        "--quiet",
        "-m",
        "x",
    )
    done = cookiecutter(f"file://{origin}", "--no-input", *typed(made.answers))
    assert done.returncode == 0, done.stderr
    root = tmp_path / "here" / made.answers["slug"]
    assert contents(root) == made.files()
    assert git(root, "log", "--format=%s").count("\n") == 1


@pytest.mark.parametrize("name", ["starter", "compact", "full", "public-sector"])
def test_an_archive_without_ims_docs_gives_the_same_files(name, cookiecutter, contents, tmp_path):
    """Everything but the git repository, and a sentence that says how to make it."""
    stub = tmp_path / "absent" / "ims_docs"
    stub.mkdir(parents=True)
    (stub / "__init__.py").write_text("raise ImportError('not installed')\n")
    source = copy_of_the_checkout(tmp_path / "ims", ("template", "schemas"))
    archive = tmp_path / "ims.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.mkdir("ims")
        for path in sorted(source.rglob("*")):
            file.write(path, path.relative_to(tmp_path))
    chosen = {"profile": name, "forge": {"starter": "none", "full": "gitlab"}.get(name, "github")}
    done = cookiecutter(str(archive), "--no-input", *typed(chosen), PYTHONPATH=str(stub.parent))
    assert done.returncode == 0, done.stderr
    assert "pip install ims-docs, then git init" in done.stderr
    answers = complete(chosen)
    expected = render(answers, tmp_path)
    prune(expected, answers)
    root = tmp_path / "here" / answers["slug"]
    assert contents(root) == contents(expected)
    assert not (root / ".git").exists()


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("slug=../escaped", "slug: use lower-case letters"),
        ("top_management_email=nobody", "top_management_email: this is not an e-mail address"),
        ("sites=Cafe\u0301", "is not written as it would be kept"),
    ],
)
def test_an_answer_that_cannot_be_taken_leaves_nothing(cookiecutter, tmp_path, answer, words):
    done = cookiecutter(str(CHECKOUT), "--no-input", answer)
    assert done.returncode != 0
    assert words in done.stderr
    assert list((tmp_path / "here").iterdir()) == []
    assert not (tmp_path / "escaped").exists()


def test_cookiecutter_asks_the_same_questions():
    asked = json.loads((resource("template") / "cookiecutter.json").read_text("utf-8"))
    questions = {name: value for name, value in asked.items() if not name.startswith("_")}
    assert list(questions) == [question.name for question in (*QUESTIONS, SLUG, STARTED)]
    for question in QUESTIONS:
        value = questions[question.name]
        if question.choices:
            assert value[0] == question.default
            assert sorted(value) == sorted(question.choices)
        else:
            assert value == question.default


@pytest.mark.parametrize(
    "organisation",
    [
        "Müller & Söhne",
        "مدينة النور 🚀",
        "{{ 7*7 }} Labs",
        "3M",
        "-",
        "Ünï " * 30,
        "1" * 60,
        "a" * 40 + " b",
        "../../etc",
        "Straße",
    ],
)
def test_both_make_the_same_short_name(organisation):
    spec = importlib.util.spec_from_file_location(
        "extensions", resource("template") / "local_extensions.py"
    )
    extensions = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(extensions)
    assert extensions.slug_of(organisation) == slug_of(organisation)
    assert SLUG.judge(slug_of(organisation)) == slug_of(organisation)
