"""`ims add` makes one of any type, whole or not at all."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ims_docs.adapters import resources
from ims_docs.domain import standards
from ims_docs.formats import frontmatter
from ims_docs.formats.schemas import Schemas
from ims_docs.model.type import Kind

TYPES = Schemas(resources.resource("schemas")).types


def _errors(ims, root, path):
    result = ims(
        "-C",
        root,
        "check",
        path,
        "--select",
        "SHP,DOC001,DOC002,REC001,REG001,LNK",
        "--fail-on",
        "error",
    )
    return result.out if result.code else ""


@pytest.mark.parametrize("name", [name for name, one in TYPES.items() if one.kind is Kind.RECORD])
def test_a_record_of_any_type_has_no_error_of_form(acme, ims, name):
    result = ims("-C", acme, "--quiet", "add", name, "--no-input")
    assert result.code == 0, result.err
    identifier, path = result.out.split()
    assert path == f"docs/records/{name}/{identifier}.md"
    assert (acme / path).is_file()
    assert _errors(ims, acme, path) == ""


@pytest.mark.parametrize("name", [name for name, one in TYPES.items() if one.kind is Kind.DOCUMENT])
def test_a_document_of_any_type_has_no_error_of_form(acme, ims, name):
    result = ims("-C", acme, "--quiet", "add", name)
    assert result.code == 0, result.err
    identifier, path = result.out.split()
    assert identifier.startswith(TYPES[name].prefix)
    assert _errors(ims, acme, path) == ""


@pytest.mark.parametrize(
    "name", [name for name, one in TYPES.items() if one.kind is Kind.REGISTER and one.prefix]
)
def test_an_entry_of_any_register_leaves_the_others_alone(acme, ims, name):
    path = acme / TYPES[name].path("")
    before = frontmatter.parse(path.read_text("utf-8")).values["entries"] if path.exists() else []
    result = ims("-C", acme, "--quiet", "add", name)
    assert result.code == 0, result.err
    after = frontmatter.parse(path.read_text("utf-8")).values["entries"]
    assert after[: len(before)] == before
    assert _errors(ims, acme, TYPES[name].path("")) == ""


def test_answers_are_kept_exactly(acme, ims):
    title = 'A "quoted" title: with # and {{ braces }} and 🚀'
    result = ims(
        "-C",
        acme,
        "add",
        "nonconformity",
        "--set",
        f"title={title}",
        "--set",
        "clauses=6.4; 8.2",
        "--set",
        "source=internal audit",
    )
    front, _, _ = frontmatter.split((acme / result.out.split()[1]).read_text("utf-8"))
    values = frontmatter.parse(front).values
    assert values["title"] == title
    assert values["clauses"] == ["6.4", "8.2"]


def test_a_gap_analysis_is_a_workbook_with_a_row_for_each_question(acme, ims):
    identifier, path = ims("-C", acme, "--quiet", "add", "gap-analysis", "--no-input").out.split()
    rows = frontmatter.read_text(path, (acme / path).read_text("utf-8")).values["results"]
    pack = (Path(*standards.__path__) / "iso56001-2024.yaml").read_text("utf-8")
    assert [(row["clause"], row["question"]) for row in rows] == [
        (clause["number"], question)
        for clause in frontmatter.parse(pack).values["clauses"]
        for question in clause.get("questions", [])
    ]
    assert {row["level"] for row in rows} == {"[TODO: 0 to 5]"}
    said = ("results[1].level=2", "results[1].gap=Nobody looks")
    sets = [part for one in said for part in ("--set", one)]
    filled = ims("-C", acme, "edit", identifier, *sets)
    assert filled.code == 0, filled.err
    shown = ims("-C", acme, "show", identifier).out
    assert "What to close first (computed)" in shown
    assert "Nobody looks" in shown.partition("What to close first")[2]


def test_a_survey_begins_with_the_core_statements_of_the_culture_plan(acme, ims):
    path = ims("-C", acme, "--quiet", "add", "culture-survey", "--no-input").out.split()[1]
    rows = frontmatter.read_text(path, (acme / path).read_text("utf-8")).values["results"]
    plan = (acme / "docs/leadership/culture-plan.md").read_text("utf-8")
    core = re.findall(r"^[0-9]+\. (.+)$", plan, re.MULTILINE)
    assert [f"{row['statement']}." for row in rows] == core[:12]


def test_the_id_of_a_deleted_record_is_not_given_again(acme, ims, git):
    ims("-C", acme, "add", "idea")
    git(acme, "add", "-A")
    git(acme, "commit", "-q", "-m", "add an idea")
    git(acme, "rm", "-q", "docs/records/idea/IDE-0001.md")
    git(acme, "commit", "-q", "-m", "remove the idea again")
    assert ims("-C", acme, "--quiet", "add", "idea").out.startswith("IDE-0002 ")


def test_a_comment_and_an_order_in_a_register_survive(acme, ims):
    path = acme / "docs/registers/risks.yaml"
    text = path.read_text("utf-8").replace(
        "entries:\n", "# our own comment\nentries:\n  # first risk\n", 1
    )
    path.write_text(text, "utf-8")
    assert ims("-C", acme, "add", "risks", "--set", "title=New one").code == 0
    assert path.read_text("utf-8").startswith(text.rstrip("\n"))


def test_a_list_that_cannot_be_extended_is_left_alone(acme, ims):
    path = acme / "docs/registers/changes.yaml"
    text = path.read_text("utf-8").replace("entries: []", 'entries: [{"id": "CHG-0001"}]')
    path.write_text(text, "utf-8")
    result = ims("-C", acme, "add", "changes")
    assert result.code == 3
    assert "cannot be changed line by line" in result.err
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["idaes"], "Did you mean `idea`?"),
        (["idea", "--set", "colour=red"], "has no key 'colour'"),
        (["idea", "--set", "title"], "has no ="),
        (["idea", "--set", "date=2026-02-30"], "is not a calendar date"),
        (["idea", "--set", "idea_type=magic"], "is not one of the choices"),
        (["roles", "--set", "title=Scout"], "needs an id of your own"),
    ],
)
def test_a_wrong_answer_is_refused_and_nothing_is_written(acme, ims, git, arguments, words):
    result = ims("-C", acme, "add", *arguments)
    assert result.code == 2
    assert words in result.err
    assert git(acme, "status", "--porcelain").stdout == ""


def test_nothing_is_written_through_a_link(acme, ims, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (acme / "docs/records").mkdir(exist_ok=True)
    (acme / "docs/records/idea").symlink_to(outside, target_is_directory=True)
    result = ims("-C", acme, "add", "idea")
    assert result.code == 3
    assert "symbolic link" in result.err
    assert list(outside.iterdir()) == []


def test_many_processes_at_once_lose_nothing(acme):
    def add(_number: int) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "ims_docs", "-C", str(acme), "--quiet", "add", "lesson"],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "HOME": str(acme.parent)},
        )
        return done.stdout.split()[0]

    with ThreadPoolExecutor(4) as pool:
        ids = list(pool.map(add, range(8)))
    assert sorted(ids) == [f"LES-{number:04}" for number in range(1, 9)]
