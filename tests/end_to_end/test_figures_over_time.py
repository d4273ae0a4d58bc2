"""`ims indicators`: a day has the series of that day, and the history says what held when."""

from __future__ import annotations

import json

import pytest
from support import GitRepository

CATALOGUE = """type: indicators
title: Indicator catalogue
owner: innovation-manager
classification: internal
entries:
  - id: IND-0001
    title: Time for innovation
    family: input
    level: system
    definition: {definition}
    formula: Days used
    unit: days
    direction: more is better
    goal: {goal}
    source: Shift plan
    frequency: quarterly
    owner: innovation-manager
    status: in use
"""
CATALOGUE_PATH = "docs/registers/indicators.yaml"


def figure(number: int, period: str, day: str, value: int) -> dict[str, str]:
    text = (
        f"---\nid: MEA-{number:04}\ntype: measurement\ntitle: A figure\ndate: {day}\nowner: PER-0001\nstatus: closed\n"
        f'closed_on: {day}\nindicator: IND-0001\nperiod: "{period}"\nvalue: "{value}"\nnumber: {value}\nunit: days\n'
        "target: none\njudgement: no target\nmeasured_by: PER-0001\n---\n\n"
        "## How it was measured\n\nCounted.\n\n## What it means\n\nIt goes on.\n"
    )
    return {f"docs/records/measurement/MEA-{number:04}.md": text}


@pytest.fixture
def year(root, monkeypatch):
    """A year in which the goal and then the definition changed, and a closed figure was edited."""
    made = GitRepository(root)

    def saved(day: str, files: dict[str, str]) -> None:
        for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
            monkeypatch.setenv(name, f"{day}T09:00:00+00:00")
        made.commit(files)

    first = CATALOGUE.format(definition="Hours used", goal=40)
    from support import DEFAULTS

    saved("2025-01-02", {**DEFAULTS, CATALOGUE_PATH: first})
    saved("2025-04-10", figure(1, "2025-Q1", "2025-04-09", 30))
    saved("2025-05-02", {CATALOGUE_PATH: CATALOGUE.format(definition="Hours used", goal=50)})
    saved("2025-07-10", figure(2, "2025-Q2", "2025-07-09", 45))
    saved("2025-09-02", {CATALOGUE_PATH: CATALOGUE.format(definition="Days used", goal=50)})
    saved("2025-10-10", figure(3, "2025-Q3", "2025-10-09", 55))
    return made, saved


def told(ims, root, day):
    found = ims("-C", root, "indicators", "--as-of", day, "--format", "json")
    assert found.code == 0, found.err
    (one,) = json.loads(found.out)["indicators"]
    return one


def test_three_days_have_the_series_of_then(year, root, ims):
    series = [told(ims, root, day) for day in ("2025-04-20", "2025-08-20", "2025-10-20")]
    assert [[each["number"] for each in one["points"]] for one in series] == [[30], [30, 45], [30, 45, 55]]  # fmt: skip
    assert [one["goal"] for one in series] == ["at least 40", "at least 50", "at least 50"]
    assert [one["breaks"] == [] for one in series] == [True, True, False]
    last = series[-1]
    assert [each["goal"] for each in last["points"]] == [
        "at least 40",
        "at least 50",
        "at least 50",
    ]
    assert [each["definition"] for each in last["points"]] == [0, 0, 1]
    assert last["breaks"] == [
        {"day": "2025-09-02", "changed": [{"key": "definition", "was": "Hours used", "is": "Days used"}]}
    ]  # fmt: skip
    assert last["trend"] == "", "three figures, but of two definitions"


def test_a_closed_figure_that_was_edited_is_marked(year, root, ims):
    _, saved = year
    saved("2025-10-11", figure(2, "2025-Q2", "2025-07-09", 52))
    found = told(ims, root, "2025-10-20")
    assert [each["altered"] for each in found["points"]] == [False, True, False]
    text = ims("-C", root, "indicators")
    assert "CHANGED AFTER IT WAS CLOSED" in text.out
    assert "changed after they were closed: MEA-0002" in " ".join(text.out.split())
    gate = ims("-C", root, "verify")
    assert (gate.code, "MEA-0002" in gate.out) == (1, True)


def test_a_change_that_is_not_saved_is_marked_too(year, root, ims):
    path = root / "docs/records/measurement/MEA-0003.md"
    path.write_text(path.read_text("utf-8").replace("number: 55", "number: 56"), "utf-8")
    (one,) = json.loads(ims("-C", root, "indicators", "--format", "json").out)["indicators"]
    assert [each["altered"] for each in one["points"]] == [False, False, True]


def test_without_any_commit_or_indicator_it_says_so(root, ims):
    from support import DEFAULTS, write

    GitRepository(write(root, DEFAULTS))
    found = ims("-C", root, "indicators")
    assert (found.code, "0 of 0 indicators" in found.out) == (0, True), found.err
