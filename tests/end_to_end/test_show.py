"""`ims show` shows one document, record or entry, what comes next, and what refers to it."""

from __future__ import annotations

import json
import re

import pytest
from support import POLICY, policy

from ims_docs.reporters.columns import width_of

IDEA = """---
id: IDE-0001
type: idea
title: Worn bearings
date: 2026-09-01
owner: PER-0001
status: {status}
classification: internal
author: PER-0002
idea_type: product
related: [POL-0001]
---

## The idea

Text that is long enough to be wrapped in a narrow terminal, as most texts of people are.

- an item that is long enough to be wrapped as well, under its own beginning
"""
PATH = "docs/records/idea/IDE-0001.md"


@pytest.fixture(name="root")
def kept(git_repository):
    files = {
        PATH: IDEA.format(status="open"),
        POLICY: policy(more="See [it](../records/idea/IDE-0001.md).\n"),
    }
    return git_repository([files]).root


def test_a_record_with_names_next_states_text_and_referrers(root, ims):
    result = ims("-C", root, "show", "IDE-0001")
    assert (result.code, result.err) == (0, "")
    assert (
        result.out
        == """\
IDE-0001  Worn bearings
Idea · open
docs/records/idea/IDE-0001.md

  Date            2026-09-01
  Owner           Ada Author (PER-0001)
  Classification  internal
  Related         POL-0001 Innovation policy
  Author          Ben Boss (PER-0002)
  Type of idea    product

Next: `ims move IDE-0001 "under evaluation"` or `ims close IDE-0001`

## The idea

Text that is long enough to be wrapped in a narrow terminal, as most texts of
people are.

- an item that is long enough to be wrapped as well, under its own beginning

Referred to by:
  POL-0001 Innovation policy
"""
    )


def test_a_closed_record_has_nothing_next(root, ims):
    (root / PATH).write_text(IDEA.format(status="taken up"), "utf-8")
    out = ims("-C", root, "show", "IDE-0001").out
    assert "Idea · taken up (closed)" in out
    assert "Next:" not in out


def test_a_document_says_its_version(root, ims):
    out = ims("-C", root, "show", "POL-0001").out
    assert "Innovation policy · version 0.1, draft" in out
    assert "Innovation manager (innovation-manager)" in out
    assert out.endswith("Referred to by:\n  IDE-0001 Worn bearings\n")


def test_an_entry_says_its_line_and_what_names_it(root, ims):
    out = ims("-C", root, "show", "PER-0002").out
    assert out.startswith("PER-0002  Ben Boss\nPeople\ndocs/registers/people.yaml:10\n")
    assert "  IDE-0001 Worn bearings\n" in out
    assert "  top-management Top management\n" in out
    role = ims("-C", root, "show", "innovation-manager").out
    assert "  docs/registers/people.yaml People\n" in role


def test_the_same_for_programs(root, ims):
    value = json.loads(ims("-C", root, "show", "IDE-0001", "--format", "json").out)
    (held,) = value["held"]
    assert (held["kind"], held["state"], held["line"]) == ("record", "open", 1)
    assert held["values"]["related"] == ["POL-0001"]
    assert held["text"].lstrip().startswith("## The idea\n\nText that")
    assert held["next"][0] == {
        "state": "under evaluation", "command": 'ims move IDE-0001 "under evaluation"',
    }  # fmt: skip
    assert value["referrers"] == [{"id": "POL-0001", "title": "Innovation policy", "path": POLICY}]


@pytest.mark.parametrize("before", ["", "./", "docs/", "/a/folder/"])
def test_the_path_of_a_file_stands_for_its_id(root, ims, before):
    path = "leadership/innovation-policy.md"
    named = before + (path if before == "docs/" else f"docs/{path}")
    for written in (named, named.replace("/", "\\")):
        assert ims("-C", root, "show", written).out.startswith("POL-0001  Innovation policy")


def test_the_path_of_a_register_leads_to_its_table(acme, ims):
    refused = ims("-C", acme, "show", "docs/registers/people.yaml")
    assert (refused.code, "Run `ims table people`" in refused.err) == (2, True)


@pytest.mark.parametrize(
    ("identifier", "hint"),
    [
        ("IDE-0010", "Did you mean `IDE-0001`?"),
        ("ide-0010", "Did you mean `IDE-0001`?"),
        ("inovation-manager", "Did you mean `innovation-manager`?"),
        ("idea", "Run `ims list idea`."),
        ("innovation POLICY", "Did you mean `POL-0001`?"),
        ("people", "Run `ims table people`."),
        ("zz", "`ims list TYPE` shows the ids."),
    ],
)
def test_an_unknown_id_says_what_was_meant(root, ims, identifier, hint):
    result = ims("-C", root, "show", identifier)
    assert (result.code, result.out) == (2, "")
    assert hint in result.err


def test_an_id_that_is_held_twice_is_shown_twice(root, ims):
    twin = "docs/records/idea/IDE-0002.md"
    (root / twin).write_text(IDEA.format(status="open").replace("Worn", "Torn"), "utf-8")
    out = ims("-C", root, "show", "IDE-0001").out
    assert out.startswith("IDE-0001 is held 2 times: docs/records/idea/IDE-0001.md:1,\n")
    assert "IDE-0001  Worn bearings" in out
    assert "IDE-0001  Torn bearings" in out
    value = json.loads(ims("-C", root, "show", "IDE-0001", "--format", "json").out)
    assert [one["path"] for one in value["held"]] == [PATH, twin]


def test_a_past_state_is_shown_with_its_own_text(root, ims, git):
    (root / PATH).write_text(IDEA.format(status="open").replace("Text that", "Words that"), "utf-8")
    git(root, "commit", "-qam", "say it better")
    assert "Words that is" in ims("-C", root, "show", "IDE-0001").out
    assert "Text that is" in ims("-C", root, "show", "IDE-0001", "--at", "HEAD~1").out


@pytest.mark.parametrize("columns", ["40", "60", "80", "120"])
def test_no_line_is_longer_than_the_terminal(root, ims, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    (root / PATH).write_text(
        IDEA.format(status="open")
        + "\nفكرة جديدة لتحسين خدمة العملاء في جميع الفروع وفي كل المدن الكبيرة والصغيرة\n\n"
        + "创新管理体系的第一个想法以及它的所有细节和背景说明" * 4
        + "\n",
        "utf-8",
    )
    lines = ims("-C", root, "show", "IDE-0001").out.splitlines()
    commands = re.compile(r"(Next: |  or  )`")
    assert all(width_of(line) <= int(columns) for line in lines if not commands.match(line))
    assert '`ims move IDE-0001 "under evaluation"`' in "\n".join(lines)


def test_a_title_stays_on_its_line(root, ims):
    text = IDEA.format(status="open").replace("Worn bearings", '"Worn\\n\\tbearings"')
    (root / PATH).write_text(text, "utf-8")
    out = ims("-C", root, "show", "IDE-0001").out
    assert out.splitlines()[0] == "IDE-0001  Worn\\n\\tbearings"


def test_code_and_tables_stay_as_they_are(root, ims):
    more = "\n| a | b |\n|---|---|\n\n```\nx   =   1" + " and more" * 10 + "\n```\n"
    (root / PATH).write_text(IDEA.format(status="open") + more, "utf-8")
    assert more in ims("-C", root, "show", "IDE-0001").out


def test_many_referrers_are_counted(root, ims):
    for number in range(2, 30):
        text = IDEA.format(status="open").replace("IDE-0001", f"IDE-{number:04}")
        (root / f"docs/records/idea/IDE-{number:04}.md").write_text(text, "utf-8")
    out = ims("-C", root, "show", "POL-0001").out
    assert out.endswith("  and 9 more; `--format json` names them all\n")
