"""The inputs of a management review: filled from the period, and an empty one says so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ims_docs.adapters.resources import resource
from ims_docs.domain.reviewing.inputs import INPUTS
from ims_docs.formats.schemas import Schemas

PATH = "docs/records/management-review/MRV-0002.md"


@pytest.fixture
def example(example, monkeypatch) -> Path:
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "j.petersen@example.org")
    return example


def test_every_input_of_the_record_has_a_part_and_every_type_that_feeds_it_exists():
    types = Schemas(resource("schemas")).types
    review = types["management-review"]
    assert tuple(one.name for one in INPUTS) == review.property("inputs").each[0].choices
    assert {one.section for one in INPUTS} <= set(review.sections)
    named = {name for one in INPUTS for name in (*one.records, *one.registers, *one.documents)}
    assert named <= types.keys()


def test_an_empty_period_says_nothing_nine_times_and_is_not_green(acme, ims):
    pack = ims("-C", acme, "review", "pack")
    assert pack.code == 1
    nothing = re.findall(r"\*\*(.+)\.\*\* Nothing recorded in this period\.", pack.out)
    assert [one.casefold() for one in nothing] == [one.name for one in INPUTS]
    assert "Nothing is recorded of 9 inputs" in pack.err


def test_the_record_is_prefilled_and_its_decisions_stay_duties(example, ims):
    pack = ims("-C", example, "review", "pack", "--since", "2026-management-review", "--record")
    assert pack.code == 1
    assert "**Strategy and objectives.** Nothing recorded in this period." in pack.out
    assert f"MRV-0002 {PATH}\n" in pack.out
    text = (example / PATH).read_text("utf-8")
    assert "    state: under way\n    who: PER-0001\n    due: 2026-12-15\n" in text
    assert "AUR-0002" in text.split("sources:")[1].split("earlier_actions:")[0]
    assert text.count("[TODO:") == 8
    due = ims("-C", example, "status", "--days", "400")
    assert "MRV-0002" in due.out
    assert "State of earlier actions: Plan 300 working days" in " ".join(due.out.split())
    again = ims("-C", example, "review", "pack", "--since", "2026-management-review", "--record")
    assert "MRV-0002 is open already" in again.err
    assert "(Henrike Lorenzen, due 2026-12-15): under way" in again.out


def test_a_text_is_looked_at_by_its_id_as_before(nordwind, ims):
    shown = ims("-C", nordwind, "review", "POL-0001")
    assert shown.code == 0, shown.err
    unknown = ims("-C", nordwind, "review", "pack", "--since", "2026")
    assert (unknown.code, "no baseline" in unknown.err) == (2, True)
