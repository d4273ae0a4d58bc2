"""`ims list` shows what there is of a type, cut to the width of the terminal, whole for programs."""

from __future__ import annotations

import csv
import io
import json

import pytest

from ims_docs.reporters.columns import width_of

IDEA = """---
id: {id}
type: idea
title: "{title}"
date: 2026-09-0{number}
owner: PER-0001
status: {status}
classification: internal
author: {author}
idea_type: product
{more}---

## The idea

Text.
"""


def idea(number, *, title="An idea", status="open", author="PER-0001", more=""):
    name = f"IDE-{number:04}"
    return {
        f"docs/records/idea/{name}.md": IDEA.format(
            id=name, number=number, title=title, status=status, author=author, more=more
        )
    }


@pytest.fixture
def ideas(git_repository):
    """Three ideas and nothing wrong with them."""
    files = {
        **idea(2, title="Rent instead of sell", author="PER-0002"),
        **idea(
            1,
            title="Worn bearings",
            status="under evaluation",
            more="evaluated_by: [PER-0002, PER-0001]\n",
        ),
        **idea(3, title="Cards with pictures", more='outside_author: "[TODO: who]"\n'),
    }
    return git_repository([files]).root


def identifiers(result):
    return [row["values"]["id"] for row in json.loads(result.out)["rows"]]


def test_rows_stand_in_order_of_id_with_people_by_name(ideas, ims):
    result = ims("-C", ideas, "list", "idea")
    assert result.code == 0
    assert result.err == ""
    assert result.out == (
        "Id        Title                 Status            Date        Owner\n"
        "IDE-0001  Worn bearings         under evaluation  2026-09-01  Ada Author\n"
        "IDE-0002  Rent instead of sell  open              2026-09-02  Ada Author\n"
        "IDE-0003  Cards with pictures   open              2026-09-03  Ada Author\n"
        "\n"
        "Idea: 3\n"
    )


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        (["status=open"], ["IDE-0002", "IDE-0003"]),
        (["status=OPEN"], ["IDE-0002", "IDE-0003"]),
        (["status=open", "author=PER-0002"], ["IDE-0002"]),
        (["evaluated_by=PER-0001"], ["IDE-0001"]),
        (["evaluated_by="], ["IDE-0002", "IDE-0003"]),
        (["outside_author="], ["IDE-0001", "IDE-0002", "IDE-0003"]),
        (["title=Worn"], []),
    ],
)
def test_all_conditions_hold(ideas, ims, conditions, found):
    options = [part for one in conditions for part in ("--where", one)]
    result = ims("-C", ideas, "list", "idea", *options, "--format", "json")
    assert (result.code, identifiers(result)) == (0, found)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["idae"], "Did you mean `idea`"),
        (["zzz"], "`ims list` shows what there is"),
        (["idea", "--where", "staus=open"], "Did you mean `status`? Keys: id, type, title"),
        (["idea", "--where", "status"], "Write --where KEY=VALUE."),
        (["--where", "status=open"], "--where needs a TYPE"),
    ],
)
def test_wrong_usage_says_what_was_meant(ideas, ims, arguments, said):
    result = ims("-C", ideas, "list", *arguments)
    assert (result.code, result.out) == (2, "")
    assert said in result.err


def test_without_a_type_every_type_is_counted(ideas, ims):
    out = ims("-C", ideas, "list").out.splitlines()
    assert [" ".join(line.split()) for line in out] == [
        "Registers", "people 2", "roles 2", "", "Records", "idea 3 2 open, 1 under evaluation",
        "", "`ims list TYPE` lists what there is of one type.",
    ]  # fmt: skip
    value = json.loads(ims("-C", ideas, "list", "--format", "json").out)
    assert value["types"][-1] == {
        "type": "idea", "kind": "record", "title": "Idea", "count": 3,
        "states": {"open": 2, "under evaluation": 1},
    }  # fmt: skip
    rows = list(csv.reader(io.StringIO(ims("-C", ideas, "list", "--format", "csv").out)))
    assert ["idea", "record", "Idea", "open", "2"] in rows
    assert ["people", "register", "People", "", "2"] in rows
    assert "| idea | Idea | 3 | 2 open, 1 under evaluation |" in (
        ims("-C", ideas, "list", "--format", "markdown").out
    )


def test_a_register_shows_the_columns_of_its_schema(ideas, ims):
    value = json.loads(ims("-C", ideas, "list", "people", "--format", "json").out)
    assert [one["key"] for one in value["columns"]] == [
        "id", "name", "email", "job_title", "organisation_unit", "active",
    ]  # fmt: skip
    assert value["rows"][0]["values"]["name"] == "Ada Author"


@pytest.mark.parametrize("columns", ["40", "80", "120"])
@pytest.mark.parametrize("name", ["people", "roles", "idea"])
def test_no_line_is_longer_than_the_terminal(ideas, ims, monkeypatch, columns, name):
    monkeypatch.setenv("COLUMNS", columns)
    wide = idea(4, title="创新管理体系的第一个想法以及它的所有细节和背景说明" * 2)
    arabic = idea(5, title="فكرة جديدة لتحسين خدمة العملاء في جميع الفروع")
    for path, text in {**wide, **arabic}.items():
        (ideas / path).write_text(text, "utf-8")
    out = ims("-C", ideas, "list", name).out
    assert all(width_of(line) <= int(columns) for line in out.splitlines())


def test_what_has_no_room_is_named(ideas, ims, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    out = ims("-C", ideas, "list", "idea").out
    assert out.splitlines()[0].split() == ["Id", "Title", "Status"]
    assert "No room here for: Date, Owner." in out


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_title_stays_on_its_line(ideas, ims, form):
    path, text = next(iter(idea(1, title="Worn\\nbearings\\t").items()))
    (ideas / path).write_text(text, "utf-8")
    lines = ims("-C", ideas, "list", "idea", "--format", form).out.splitlines()
    assert sum("Worn" in line for line in lines) == 1
    assert not any("\t" in line for line in lines)


def test_a_past_state_can_be_listed(git_repository, ims):
    made = git_repository([idea(1), idea(2)])
    assert identifiers(ims("-C", made.root, "list", "idea", "--format", "json")) == [
        "IDE-0001", "IDE-0002",
    ]  # fmt: skip
    past = ims("-C", made.root, "list", "idea", "--at", "HEAD~1", "--format", "json")
    assert identifiers(past) == ["IDE-0001"]
    assert ims("-C", made.root, "list", "idea", "--at", "v9").code == 3


def test_files_that_cannot_be_read_are_counted_and_hide_nothing_else(ideas, ims):
    (ideas / "docs/records/idea/IDE-0009.md").write_bytes(b"---\nid: [\n---\n")
    (ideas / "docs/records/idea/IDE-0008.md").write_bytes(b"---\nid: IDE-0008\n---\n")
    result = ims("-C", ideas, "list", "idea", "--format", "json")
    assert result.code == 0
    assert identifiers(result) == ["IDE-0001", "IDE-0002", "IDE-0003"]
    assert json.loads(result.out)["unread"] == [
        "docs/records/idea/IDE-0008.md",
        "docs/records/idea/IDE-0009.md",
    ]
    assert result.err == "note: 2 files could not be read, run `ims check`\n"


def test_where_nothing_can_be_read_it_says_so(tmp_path, ims):
    (tmp_path / "docs").mkdir()
    (tmp_path / "ims.yml").write_text("organisation: Acme\nprofile: starter\n")
    empty = ims("-C", tmp_path, "list")
    assert (empty.code, empty.err) == (0, "")
    assert "There are no documents, registers or records yet" in empty.out
    (tmp_path / "docs/policy.md").write_bytes(b"\xff")
    broken = ims("-C", tmp_path, "list")
    assert (broken.code, broken.out) == (3, "")
    assert "Nothing could be read: 1 file with something wrong" in broken.err


def test_an_id_that_is_held_twice_has_two_rows(ideas, ims):
    text = (ideas / "docs/records/idea/IDE-0001.md").read_text()
    (ideas / "docs/records/idea/IDE-0007.md").write_text(text)
    result = ims("-C", ideas, "list", "idea", "--format", "json")
    assert identifiers(result) == ["IDE-0001", "IDE-0001", "IDE-0002", "IDE-0003"]


def test_the_list_goes_into_a_file(ideas, ims, tmp_path):
    file = tmp_path / "ideas.csv"
    result = ims("-C", ideas, "list", "idea", "--format", "csv", "--output", file)
    assert (result.code, result.out) == (0, "")
    assert file.read_text("utf-8").splitlines()[1] == (
        '"IDE-0001","Worn bearings","under evaluation","2026-09-01","PER-0001"'
    )
