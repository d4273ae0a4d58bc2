"""Keys of the organisation's own: declared once, judged, shown, searched for, and never in the way of ours."""

from __future__ import annotations

import json

import pytest
import yaml

KEYS = "schemas/keys.yaml"
DECLARED = """keys:
  department:
    title: Department
    description: Which part of the firm it concerns.
    for: [documents, idea]
    form: choice
    choices: [works, sales]
  tags:
    title: Tags
    for: [documents, records, registers]
    form: line
    several: true
  asked_by:
    title: Asked by
    for: [idea]
    form: person
"""
IDEA = "docs/records/idea/IDE-0012.md"
RISKS = "docs/registers/risks.yaml"


@pytest.fixture
def own(example):
    """The example with three keys of its own."""
    (example / KEYS).write_text(DECLARED, "utf-8")
    return example


def typed(root, words: str, path: str = IDEA) -> None:
    """Keys below the owner of a record, or of the first risk."""
    text = (root / path).read_text("utf-8")
    mark = "owner: " if path == IDEA else "    likelihood: "
    at = text.index(mark)
    (root / path).write_text(text[:at] + words + text[at:], "utf-8")


def test_declared_keys_are_taken_shown_and_listed(own, ims):
    typed(own, "department: works\ntags: [drive, repair]\nasked_by: PER-0003\n")
    typed(own, "    tags: [money]\n", RISKS)
    assert ims("-C", own, "check", IDEA, RISKS).code == 0
    shown = " ".join(ims("-C", own, "show", "IDE-0012").out.split())
    assert "Department works Tags drive, repair Asked by Aylin Demir (PER-0003)" in shown
    head = ims("-C", own, "table", "risks", "--format", "csv").out.splitlines()[0]
    assert '"tags"' in head
    told = ims("-C", own, "explain", "idea").out
    assert "`department` Department (optional; one of: works, sales). Which part of" in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("department: kitchen\n", "department"),
        ("asked_by: PER-0999\n", "PER-0999"),
        ("tags: drive\n", "tags"),
        ("xyz_ref: north\n", "declare it in schemas/keys.yaml"),
    ],
)
def test_what_does_not_fit_is_found_where_it_stands(own, ims, words, told):
    typed(own, words)
    found = ims("-C", own, "check", IDEA)
    assert found.code == 1
    assert told in " ".join(found.out.split())


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[idea]", "[no-such-type]", "there is no type no-such-type"),
        ("  asked_by:", "  owner:", "has a key owner already"),
        ("form: person", "form: human", "form"),
        ("    choices: [works, sales]\n", "", "choices"),
        ("  tags:", "  Tags and words:", "Tags and words"),
        ("keys:", "kees:", "kees"),
        ("[works, sales]", "[works", "cannot be read"),
    ],
)
def test_a_wrong_declaration_is_one_error_with_its_place_and_all_else_is_judged(
    own, ims, old, new, told
):
    text = DECLARED.replace(old, new)
    (own / KEYS).write_text(text, "utf-8")
    found = ims("-C", own, "check", "--format", "json")
    assert found.code == 1
    mine = [one for one in json.loads(found.out)["findings"] if one["path"] == KEYS]
    assert mine, found.out
    assert all(one["line"] for one in mine)
    assert told in " ".join(one["message"] for one in mine)
    assert ims("-C", own, "show", "IDE-0012").code == 0


def test_a_key_is_asked_with_an_option_and_kept_in_the_past(own, ims, git):
    added = ims("-C", own, "add", "risks", "--set", "title=New", "--set", "tags=a; b", "--no-input")
    assert added.code == 0, added.err
    entries = yaml.safe_load((own / RISKS).read_text("utf-8"))["entries"]
    assert entries[-1]["tags"] == ["a", "b"]
    git(own, "add", "-A")
    git(own, "commit", "-qm", "Declare keys")
    (own / KEYS).unlink()
    assert ims("-C", own, "check", RISKS).code == 1
    assert ims("-C", own, "check", "--at", "HEAD", RISKS).code == 0
