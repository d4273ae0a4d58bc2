"""`ims table` shows a whole register and loses nothing of it."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from ims_docs.reporters.columns import width_of

RISKS = r"""type: risks
title: Risks
owner: top-management
classification: internal
entries:
  - id: RSK-0001
    title: "=cmd|' /C calc'!A0"
    kind: risk
    source: "He said \"no\", twice"
    clauses: ["7.1", "8"]
    likelihood: 4
    impact: 3
    response: |
      First line,
      second line
    owner: top-management
    odd: [{a: 1, b: "x; y"}, {a: 2}]
    status: open
  - id: RSK-0002
    title: المخاطر
    kind: risk
    status: open
"""


@pytest.fixture(name="root")
def kept(git_repository):
    return git_repository([{"docs/registers/risks.yaml": RISKS}]).root


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_key_of_every_entry_is_in_the_csv(root, ims):
    first, second = rows(ims("-C", root, "table", "risks", "--format", "csv").out)
    assert first["title"] == "'=cmd|' /C calc'!A0"
    assert first["source"] == 'He said "no", twice'
    assert first["clauses"] == "7.1; 8"
    assert first["response"] == "First line,\nsecond line\n"
    assert first["odd"] == 'a: 1; b: "x; y"\na: 2'
    assert (first["likelihood"], first["review_on"]) == ("4", "")
    assert second["title"] == "المخاطر"


def test_numbers_are_numbers_in_the_csv(root, ims):
    line = ims("-C", root, "table", "risks", "--format", "csv").out.splitlines()[1]
    assert '"risk",4,3,' in line


def test_the_json_holds_the_values_as_they_stand(root, ims):
    value = json.loads(ims("-C", root, "table", "risks", "--format", "json").out)
    assert value["rows"][0]["values"]["odd"] == [{"a": 1, "b": "x; y"}, {"a": 2}]
    assert [one["key"] for one in value["columns"]][:3] == ["id", "title", "kind"]
    assert [one["key"] for one in value["columns"]][-1] == "odd"


def test_markdown_is_inert_and_whole(root, ims):
    out = ims("-C", root, "table", "risks", "--format", "markdown").out
    assert "=cmd\\|' /C calc'!A0" in out
    assert "First line,<br>second line<br>" in out
    cells = [len(re.findall(r"(?<!\\)\|", line)) for line in out.splitlines()[2:]]
    assert len(set(cells)) == 1


@pytest.mark.parametrize("columns", ["40", "80", "120"])
def test_text_wraps_and_cuts_nothing(root, ims, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    out = ims("-C", root, "table", "risks").out
    assert all(width_of(line) <= int(columns) for line in out.splitlines())
    assert "…" not in out
    words = " ".join(out.split())
    for text in ("RSK-0001  =cmd", "second line", "Top management", "RSK-0002  المخاطر"):
        assert " ".join(text.split()) in words


def test_it_goes_into_a_file_as_utf_8(root, ims, tmp_path):
    file = tmp_path / "risks.csv"
    result = ims("-C", root, "table", "risks", "--format", "csv", "--output", file)
    assert (result.code, result.out) == (0, "")
    assert [one["id"] for one in rows(file.read_bytes().decode("utf-8"))] == [
        "RSK-0001", "RSK-0002",
    ]  # fmt: skip


def test_a_past_state_can_be_shown(root, ims, git):
    git(root, "rm", "-q", "docs/registers/risks.yaml")
    git(root, "commit", "-qm", "remove")
    assert ims("-C", root, "table", "risks", "--at", "HEAD~1").code == 0
    result = ims("-C", root, "table", "risks")
    assert result.code == 2
    assert "`ims add risks` makes it with its first entry." in result.err


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("rsks", "Did you mean `risks`?"),
        ("zzz", "There are: people, risks, roles."),
        ("idea", "Run `ims list idea`."),
    ],
)
def test_an_unknown_register_says_what_was_meant(root, ims, name, hint):
    result = ims("-C", root, "table", name)
    assert (result.code, result.out) == (2, "")
    assert hint in result.err


def test_the_help_says_how_a_formula_is_kept_from_starting(ims):
    assert "an apostrophe before it" in " ".join(ims("table", "--help").out.split())
