"""Every threat that the documentation lists has a test that bears its name, and none is left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
PAGE = TESTS.parent / "docs/explanation/threats.md"
ROW = re.compile(r"^\| ((?:[A-G][0-9]+(?:, )?)+) \|", re.MULTILINE)
NAMES = re.compile(r"def test_((?:[a-gp][0-9]+_)+)")
CASES = re.compile(r"[\"']([A-G][0-9]+)\b")
"""Names of cases of one test."""
LAST = {"A": 28, "B": 13, "C": 20, "F": 23, "G": 18}
"""How many threats we know of each kind; those of D and E stand where they are served."""
ELSEWHERE = {"B12"}


def rows_of_the_page() -> set[str]:
    return {one for row in ROW.findall(PAGE.read_text("utf-8")) for one in row.split(", ")}


def rows_with_a_test() -> set[str]:
    files = (*TESTS.glob("threats/*.py"), *TESTS.glob("verification/*.py"))
    text = "".join(file.read_text("utf-8") for file in files if file != Path(__file__))
    return {*"".join(NAMES.findall(text)).upper().split("_"), *CASES.findall(text)}


@pytest.mark.parametrize("kind", LAST)
def test_no_row_is_left_out_of_the_page(kind):
    known = {f"{kind}{number}" for number in range(1, LAST[kind] + 1)}
    assert known - rows_of_the_page() == set()


def test_each_row_has_a_test_of_its_name():
    assert rows_of_the_page() - rows_with_a_test() - ELSEWHERE == set()
