"""A paper asks about the clauses of its scope, and what somebody wrote elsewhere stays."""

from __future__ import annotations

import pytest

from ims_docs.adapters.resources import resource
from ims_docs.model.clause import Clause
from ims_docs.services.records.scope import cut_form, is_outside, without_untouched

FORM = (resource("template") / "forms" / "audit-checklist.md").read_text(encoding="utf-8")


def headings(text: str) -> list[str]:
    lines = [line for line in text.split("\n") if line.startswith("##")]
    return [line.split(" ")[1] for line in lines if line.split(" ")[1][:1].isdigit()]


def scope(*numbers: str) -> tuple[Clause, ...]:
    return tuple(map(Clause.parse, numbers))


@pytest.mark.parametrize(
    ("numbers", "left"),
    [
        (("7.5.1",), ["7", "7.5.1"]),
        (("7.5",), ["7", "7.5.1", "7.5.2", "7.5.3"]),
        (("10", "9.2"), ["9", "9.2.1", "9.2.2", "10", "10.1", "10.2"]),
    ],
)
def test_a_form_is_cut_to_its_scope(numbers, left):
    cut = cut_form(FORM, scope(*numbers))
    assert headings(cut) == left
    assert without_untouched(FORM, FORM, scope(*numbers)) == cut
    assert "## Preparation" in cut
    assert "## Findings and open questions" in cut


def test_without_a_scope_nothing_goes():
    assert cut_form(FORM, ()) == without_untouched(FORM, FORM, ()) == FORM


def test_what_somebody_wrote_outside_the_scope_stays_under_its_headings():
    asked = "Can staff explain what the policy means for their work, and how do outsiders get it?"
    text = FORM.replace(f"| {asked} | | |", f"| {asked} | Two people | observation |")
    assert headings(without_untouched(text, FORM, scope("8.1"))) == ["5", "5.2", "8", "8.1"]
    own = FORM.replace("## 9 Perf", "## 8.9 Our own rules\n\nWe asked.\n\n## 9 Perf")
    assert "We asked." in without_untouched(own, FORM, scope("4.1"))


def test_a_heading_is_outside_by_its_number_only():
    assert is_outside("4 Context of the organization", scope("7.5.1"))
    assert not is_outside("7 Support", scope("7.5.1"))
    assert not is_outside("7.5.1 General", scope("7"))
    assert not is_outside("Preparation", scope("7"))
    assert not is_outside("4 Context", ())
