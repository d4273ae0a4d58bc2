"""What is computed from a record: totals, spreads, ranks, and what is left open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from ims_docs.domain.coverage import cover
from ims_docs.domain.duties import Changes, gather
from ims_docs.domain.worksheets import Sheet, sheets
from ims_docs.domain.worksheets.sheet import number

Computed = Callable[..., tuple[Sheet, ...]]

FIRST = "strategic_fit: 5, value: 4, demand: 4, feasibility: 5, return_against_risk: 4, novelty: 2, society: 4"
SECOND = "strategic_fit: 4, value: 4, demand: 1, feasibility: 5, return_against_risk: 4, novelty: 3, society: 4"


@pytest.fixture
def computed(repository) -> Computed:
    """The sheets of one record with these keys."""

    def make(type_: str, identifier: str, keys: str, **more: str) -> tuple[Sheet, ...]:
        text = (
            f"---\nid: {identifier}\ntype: {type_}\ntitle: A title\ndate: 2026-11-20\n"
            f"owner: PER-0001\nstatus: open\n{keys}---\n"
        )
        path = f"docs/records/{type_}/{identifier}.md"
        built = repository({path: text, **more})
        record = next(one for one in built.records if one.id == identifier)
        return sheets(built, built.types[type_], record.content.values)

    return make


def scored(*cards: str) -> str:
    return "scores:\n" + "".join(f"  - {{{card}}}\n" for card in cards)


def test_a_scorecard_is_the_mean_of_weighted_scores(computed: Computed) -> None:
    keys = scored(f"judge: PER-0001, {FIRST}", f"judge: PER-0002, {SECOND}")
    (sheet,) = computed("portfolio-decision", "PFD-0001", keys)
    # 83 is (20*5 + 20*4 + 15*4 + 15*5 + 15*4 + 10*2 + 5*4) / 5; the other has 72.
    assert sheet.rows[-1] == ("Weighted, of 100", 100, 83, 72, 11)
    assert sheet.figures["total"] == 77.5
    assert sheet.head == ("Criterion", "Weight", "PER-0001", "PER-0002", "Spread")
    assert "Demand" in sheet.notes[1]
    assert "explain before you decide" in sheet.notes[1]


def test_each_initiative_of_a_decision_has_its_own_card(computed: Computed) -> None:
    keys = scored(
        f"judge: PER-0001, initiative: INI-0001, {FIRST}",
        f"judge: PER-0001, initiative: INI-0002, {SECOND}",
    )
    found = computed("portfolio-decision", "PFD-0001", keys)
    assert [(one.title, one.figures["total"]) for one in found] == [
        ("Scorecard of INI-0001", 83),
        ("Scorecard of INI-0002", 72),
    ]


@pytest.mark.parametrize(
    "keys",
    [
        "scores: [{judge: PER-0001, strategic_fit: '[TODO: 1 to 5]'}]\n",
        "scores: [{judge: PER-0001, strategic_fit: 9, value: true}]\n",
        "scores: [{}]\nweights: [1]\n",
    ],
)
def test_what_is_not_scored_has_no_total(computed: Computed, keys: str) -> None:
    (sheet,) = computed("portfolio-decision", "PFD-0001", keys)
    assert sheet.figures["total"] is None
    assert "no total yet" in sheet.notes[0]


def test_a_decision_without_scores_has_no_sheet(computed: Computed) -> None:
    assert computed("portfolio-decision", "PFD-0001", "scores: often\n") == ()


GAPS = """results:
  - {clause: "6.4", level: 4, evidence: The portfolio}
  - {clause: "6.4", level: 2, gap: No criteria, weight: weakens the system}
  - {clause: "5.2", level: 0, gap: No policy, weight: blocks stage 1, owner: PER-0001, due: 2027-01-31}
  - {clause: "5.2", level: "[TODO: 0 to 5]"}
  - {clause: "9.1.1", level: 5, evidence: Figures of a year}
  - {clause: "8.3.6", state: not applicable}
"""


def test_levels_are_counted_and_added_up_by_clause_group(computed: Computed) -> None:
    scores, *_ = computed("gap-analysis", "GAP-0001", GAPS)
    assert scores.head[:8] == ("Clause", "0", "1", "2", "3", "4", "5", "Open")
    by_name = {str(row[0]).split()[0]: row for row in scores.rows}
    assert by_name["6"][1:9] == (None, None, 1, None, 1, None, None, "6 of 10")
    assert by_name["5"][1:9] == (1, None, None, None, None, None, 1, "0 of 5")
    assert by_name["Total"][1:9] == (1, None, 1, None, 1, 1, 1, "11 of 20")
    assert "4 of 6 rows are judged by number; 1 are open." in scores.notes


def test_what_is_judged_high_and_shown_low_comes_first(computed: Computed) -> None:
    _, apart, _ = computed("gap-analysis", "GAP-0001", GAPS)
    assert apart.title == "Judgement and evidence differ"
    # Nothing of 9.1.1 is there, so a judgement of 5 is five steps away from what can be seen.
    assert [str(row[0]).split()[0] for row in apart.rows] == ["9.1.1", "6.4"]
    assert apart.rows[0][1] == 5
    assert str(apart.rows[0][2]).startswith("0 missing")


def test_gaps_are_ranked_by_missing_steps_times_weight(computed: Computed) -> None:
    first = computed("gap-analysis", "GAP-0001", GAPS)[-1]
    assert [(row[0], row[1], row[2]) for row in first.rows] == [
        ("5.2", 0, "No policy"),
        ("6.4", 2, "No criteria"),
    ]
    assert first.figures == {"gaps": 2, "of_nobody": 1}


def test_an_analysis_in_words_is_ranked_too(computed: Computed) -> None:
    keys = 'results:\n  - {clause: "5.2", state: missing, gap: No policy}\n'
    *_, first = computed("gap-analysis", "GAP-0001", keys)
    assert first.rows[0][:3] == ("5.2", 0, "No policy")


TASK = "title: A task, status: planned, due: 2026-12-31"
PLAN = f"""type: project-plan
title: Implementation project
owner: innovation-manager
classification: internal
entries:
  - {{id: TSK-0001, owner: top-management, days: 1.5, money: 200, currency: EUR, title: One, due: 2026-11-20, status: planned}}
  - {{id: TSK-0002, owner: top-management, days: 2, money: 1000, currency: EUR, {TASK}}}
  - {{id: TSK-0003, owner: innovation-manager, days: 4, money: 70, currency: USD, {TASK}}}
  - {{id: TSK-0004, owner: innovation-manager, days: 8, title: Four, due: 2026-11-01, done_on: 2026-10-30, status: done}}
  - {{id: TSK-0005, owner: innovation-manager, days: 99, title: Five, due: 2026-11-01, status: dropped}}
"""


def test_a_plan_is_added_up_by_role_and_by_currency(repository) -> None:
    built = repository({"docs/registers/project-plan.yaml": PLAN})
    plan = built.register("project-plan")
    sheet, _ = sheets(built, built.types["project-plan"], plan.content.values)
    assert sheet.rows == (
        ("top-management", 2, 0, 3.5, "1,200 EUR"),
        ("innovation-manager", 2, 1, 12, "70 USD"),
        ("Total", 4, 1, 15.5, "1,200 EUR, 70 USD"),
    )
    assert sheet.notes[0] == "1 of 4 tasks are done. The last open one is due on 2026-12-31."
    assert sheet.notes[1] == f"Overdue on {built.as_of}: TSK-0001."


def test_a_task_is_a_duty_until_it_is_done(repository) -> None:
    built = repository({"docs/registers/project-plan.yaml": PLAN})
    due = {one.id: one.day for one in gather(built, Changes(), days=60).duties}
    assert {name for name in due if name.startswith("TSK")} == {"TSK-0001", "TSK-0002", "TSK-0003"}


CONCEPT = """---
id: CON-0001
type: concept
title: A kit
date: 2026-11-20
owner: PER-0001
status: open
innovation_type: product
assumptions:
  - {assumption: Users dare to open it, about: people want it, likelihood: 2, impact: 5, state: untested}
  - {assumption: They pay 49 euros, likelihood: 4, impact: 4, state: supported, tested_by: [EXP-0001]}
  - {assumption: It fits every drive, likelihood: 3, impact: 4, state: untested}
  - {assumption: It is allowed, state: untested}
---
"""


def test_the_highest_product_that_is_untested_is_tested_next(repository) -> None:
    built = repository({"docs/records/concept/CON-0001.md": CONCEPT})
    (record,) = built.records
    (sheet,) = sheets(built, built.types["concept"], record.content.values)
    assert [row[4] for row in sheet.rows] == [16, 12, 10, None]
    assert sheet.notes[0] == "Test next: 3. It fits every drive"
    assert sheet.notes[1].startswith("Not ranked yet: 4.")
    assert sheet.figures["marks"] == [["2", 4, 4], ["3", 3, 4], ["1", 2, 5]]


@pytest.mark.parametrize(
    ("identifier", "keys", "number"),
    [("EXP-0002", "assumption: It fits every drive\n", 3), ("EXP-0001", "result: refuted\n", 2)],
)
def test_an_experiment_says_which_assumption_it_tests(
    computed: Computed, identifier: str, keys: str, number: int
) -> None:
    concept = {"docs/records/concept/CON-0001.md": CONCEPT}
    (card,) = computed("experiment", identifier, f"concept: CON-0001\n{keys}", **concept)
    assert [str(row[0])[:2] for row in card.rows] == [f"{number}."]
    assert ("still says otherwise of: 2 (supported)" in " ".join(card.notes)) is (number == 2)


BEFORE = """---
id: CSV-0001
type: culture-survey
title: The first
date: 2025-11-20
owner: PER-0001
status: open
method: survey
results: [{statement: I have time, agree_percent: 40}]
---
"""


def test_a_survey_is_counted_and_compared_with_the_one_before(computed: Computed) -> None:
    keys = """method: survey
invited: 20
answered: 4
previous: CSV-0001
results:
  - {topic: time and means, statement: I have time, agree: 2, neutral: 1, disagree: 1}
  - {topic: time and means, statement: I get what a test needs, agree: 1, disagree: 3}
  - {topic: safety to speak, statement: I may fail, agree: 4}
  - {topic: safety to speak, statement: I may ask}
"""
    before = {"docs/records/culture-survey/CSV-0001.md": BEFORE}
    statements, topics = computed("culture-survey", "CSV-0002", keys, **before)
    assert statements.rows[0] == ("I have time", 2, 1, 1, 50, 40, "+10")
    assert topics.rows == (("time and means", 2, 38), ("safety to speak", 2, 100))
    said = " ".join(statements.notes)
    assert "4 of 20 people answered, 20 per cent." in said
    assert "Fewer than 5 people answered" in said
    assert "Least agreement: I get what a test needs (25 per cent)." in said
    assert "1 of 4 statements have no answers yet." in said


def test_offers_are_laid_side_by_side(computed: Computed) -> None:
    keys = """offers:
  - {body: North, accreditation: for ISO 56001, days_stage1: 1.5, days_stage2: 4, days_surveillance: 2.5, price: 12000, currency: EUR}
  - {body: South, accreditation: not checked, advised_us: "yes"}
"""
    (sheet,) = computed("certification-offers", "CBC-0001", keys)
    assert sheet.rows[0][:5] == ("North", "yes", 8, "12,000 EUR", 1500)
    assert sheet.rows[1][:5] == ("South", "not checked", None, None, None)
    assert sheet.notes[0] == "South has advised us, so it cannot certify us."


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(1, 3), 0.3),
        (Fraction(1, 4), 0.3),
        (Fraction(399, 100), 4),
        (Fraction(10**18, 1) / Fraction("1e-300"), 10**318),
    ],
)
def test_a_number_has_one_decimal_and_never_fails(value: Fraction, shown: float) -> None:
    assert number(value) == shown


def test_evidence_is_shown_as_far_as_it_may_be(repository) -> None:
    text = f"---\nid: GAP-0001\ntype: gap-analysis\ntitle: A\ndate: 2026-11-20\nowner: PER-0001\nstatus: open\n{GAPS}---\n"
    built = repository({"docs/records/gap-analysis/GAP-0001.md": text})
    (record,) = built.records
    type_, values = built.types["gap-analysis"], record.content.values
    hidden = replace(cover(built, built.standards["iso56001"]), clauses=())
    found = sheets(built, type_, values, coverage=hidden)
    assert [one.title for one in found] == ["Scores by clause", "What to close first"]
    assert {row[-1] for row in found[0].rows} <= {"", None}
