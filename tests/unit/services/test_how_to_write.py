"""The remedy for a value says how to write it, by what its key holds."""

from __future__ import annotations

import pytest
from support import AS_OF, DEFAULTS, write

from ims_docs.adapters.disk.tree import WorkingTree
from ims_docs.domain.runner import check
from ims_docs.services.loading.repository import LoadRequest, load

PLACE = "docs/records/idea/IDE-0001.md"
IDEA = """\
---
id: IDE-0001
type: idea
title: Repair box
date: 2026-01-05
owner: PER-0001
status: open
author: PER-0001
idea_type: product
{more}
---

## The idea

One box.
"""
PEOPLE = "docs/registers/people.yaml"


def hints(root, text: str) -> list[tuple[str, str]]:
    write(root, {**DEFAULTS, PLACE: text})
    report = check(load(LoadRequest(tree=WorkingTree(root), as_of=AS_OF)))
    return [
        (one.code, one.hint)
        for one in report.findings
        if one.where.path == PLACE and one.code in ("SHP001", "REC001", "LNK005")
    ]


def followed(root, old: str, new: str) -> None:
    """With what the hint says in place of what was there, nothing of form is wrong."""
    assert hints(root, IDEA.format(more="").replace(old, new)) == []


@pytest.mark.parametrize(
    "written",
    [
        "2026-05-04T00:00:00.000Z",
        "2026-05-04T00:00:00Z",
        "2026-05-04 00:00:00",
        "2026-05-04T00:00:00+00:00",
        "2026-5-4",
        "04.05.2026",
        "4.5.2026",
        "4 May 2026",
        "May 4, 2026",
        "2026/05/04",
        "20260504",
        '"2026-05-04T00:00"',
    ],
)
def test_a_day(root, written):
    found = hints(root, IDEA.format(more="").replace("date: 2026-01-05", f"date: {written}"))
    assert found
    assert all("2026-05-04" in hint and "uotes" not in hint for _, hint in found), found
    followed(root, "date: 2026-01-05", "date: 2026-05-04")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("4.0", "4"),
        ("04", "4"),
        ("4.00", "4"),
        ("+4", "4"),
        ("4e0", "4"),
        ("0x4", "4"),
        ("0o4", "4"),
        ("4.", "4"),
        ("1_0", "10"),
        (".5e1", "5"),
    ],
)
def test_a_number(root, written, number):
    found = hints(root, IDEA.format(more=f"value_score: {written}"))
    assert found[0] == ("SHP001", f"Write `{number}`.")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("id: IDE-0001", "id: IDEA-1", "Write it like IDE-0001"),
        ("id: IDE-0001", "id: an-idea-of-mine-that-is-long", "Write it like IDE-0001"),
        ("owner: PER-0001", "owner: Ada Author", "Write `PER-0001`, the id of Ada Author."),
        ("owner: PER-0001", "owner: ada author", "Write `PER-0001`"),
        ("owner: PER-0001", "owner: per-0001", "Write `PER-0001`"),
        ("owner: PER-0001", "owner: ada@example.org", "Write `PER-0001`"),
        ("owner: PER-0001", "owner: PER-0001 Ada Author", "Write `PER-0001`"),
        ("owner: PER-0001", "owner: Ada", "Did you mean `PER-0001` (Ada Author)?"),
        ("owner: PER-0001", "owner: Ada Autor", "Did you mean `PER-0001` (Ada Author)?"),
        ("idea_type: product", "idea_type: no", "Choose one of: product, service"),
        ("idea_type: product", "idea_type: gadget", "Choose one of: product, service"),
        ("title: Repair box", "title: no", 'Put it in quotes: "no".'),
    ],
)
def test_every_other_value(root, old, new, words):
    found = hints(root, IDEA.format(more="").replace(old, new))
    assert any(words in hint for _, hint in found), found


@pytest.mark.parametrize("name", ["PER-0009", "per-0007", "PER-0011", "PER-9999"])
def test_nobody_is_meant_by_a_number_that_looks_alike(root, name):
    found = hints(root, IDEA.format(more="").replace("owner: PER-0001", f"owner: {name}"))
    assert found
    assert not [hint for _, hint in found if "Did you mean" in hint]
