"""Audits by risk on plain values: what weighs, when a clause is due, and what is proposed once."""

from __future__ import annotations

from datetime import date

import pytest

from ims_docs.domain.auditing.programme import Audit, by_risk, proposed, span_of
from ims_docs.domain.auditing.risk import Facts, ranked, risk_of
from ims_docs.model.clause import Clause

TODAY = date(2026, 11, 30)
START = date(2026, 6, 9)


def risk(number: str, **said):
    values = {"title": "T", "rung": 5, "rung_word": "evidenced", **said}
    return risk_of(Facts(Clause.parse(number), **values), TODAY)


def planned(identifier: str, day: date, *numbers: str) -> Audit:
    return Audit(identifier, "T", day, tuple(map(Clause.parse, numbers)))


def told(audits) -> list[tuple[date, str]]:
    return [(one.day, " ".join(map(str, one.clauses))) for one in audits]


@pytest.mark.parametrize(
    ("said", "points", "level", "words"),
    [
        ({"audited": date(2026, 6, 1)}, 0, "low", "nothing speaks for an early audit"),
        ({}, 3, "medium", "never audited"),
        ({"rung": 1, "rung_word": "begun"}, 5, "high", "never audited; evidence is begun (1)"),
        ({"audited": date(2025, 11, 29), "report": "AUR-0001"}, 1, "low", "last audited on 2025-11-29 (AUR-0001)"),
        ({"audited": date(2025, 11, 30)}, 0, "low", "nothing speaks for an early audit"),
        ({"audited": date(2024, 11, 29)}, 2, "low", "last audited on 2024-11-29"),
        ({"audited": TODAY, "changed": ("A", "B")}, 1, "low", "changed since: A, B"),
        ({"audited": TODAY, "changed": tuple("ABCDE")}, 2, "low", "changed since: A, B, C and 2 more"),
        ({"audited": TODAY, "questions": ("NCR-0001",)}, 2, "low", "open: NCR-0001"),
        ({"audited": TODAY, "questions": ("N", "O"), "rung": 1, "rung_word": "begun"}, 5, "high", "evidence is begun (1); open: N, O"),
    ],
)  # fmt: skip
def test_each_reason_weighs_and_is_said(said, points, level, words):
    found = risk("7.2", **said)
    assert (found.points, found.level, found.words) == (points, level, words)


def test_the_order_is_by_points_then_by_the_longest_time():
    found = ranked(
        [
            risk("4.1", audited=TODAY),
            risk("10.1"),
            risk("9.1", audited=date(2026, 1, 1)),
            risk("5.2", rung=0, rung_word="missing"),
        ]
    )
    assert [str(one.clause) for one in found] == ["5.2", "10.1", "9.1", "4.1"]


@pytest.mark.parametrize(
    ("first", "start", "end"),
    [
        (None, date(2026, 11, 1), date(2029, 11, 1)),
        (START, START, date(2029, 6, 9)),
        (date(2027, 1, 1), date(2026, 11, 1), date(2029, 11, 1)),
        (date(2021, 3, 1), date(2024, 3, 1), date(2030, 3, 1)),  # less than a year is left
        (date(2020, 12, 1), date(2023, 12, 1), date(2029, 12, 1)),
        (date(2023, 11, 30), TODAY, date(2029, 11, 30)),
    ],
)
def test_a_programme_takes_three_years_and_the_next_one_is_seen_in_time(first, start, end):
    assert span_of(first, TODAY) == (start, end)


def test_what_was_never_audited_is_due_in_the_first_year_and_then_by_its_risk():
    high, medium = risk("8.1", rung=1, rung_word="begun"), risk("8.2")
    found = proposed([high, medium], [], span_of(START, TODAY), TODAY)
    assert told(found) == [
        (date(2027, 6, 8), "8.1 8.2"),
        (date(2028, 6, 8), "8.1"),
        (date(2029, 6, 8), "8.1 8.2"),
    ]


def test_low_risk_is_due_three_years_behind_its_last_audit():
    low = risk("8.1", audited=date(2026, 6, 10))
    assert told(proposed([low], [], span_of(START, TODAY), TODAY)) == []


def test_what_is_planned_in_time_or_late_and_not_forgotten_covers_a_clause():
    one, span = risk("8.2"), span_of(START, TODAY)
    second = planned("AUP-0002", date(2029, 2, 1), "8.2")
    for day in (date(2026, 8, 1), date(2027, 3, 1), date(2027, 9, 1)):
        assert proposed([one], [planned("AUP-0001", day, "8.2"), second], span, TODAY) == []
    far = planned("AUP-0001", date(2027, 10, 1), "8.2")
    assert told(proposed([one], [far], span, TODAY)) == [(date(2027, 6, 8), "8.2")]


def test_other_chapters_are_other_audits_and_near_days_are_one():
    risks = [
        risk("4.1", audited=date(2024, 6, 1), rung=2, rung_word="completed"),
        risk("4.2"),
        risk("5.1"),
    ]
    found = proposed(risks, [], span_of(START, TODAY), TODAY)
    assert told(found)[:2] == [(date(2027, 2, 26), "4.1 4.2"), (date(2027, 6, 8), "5.1")]


def test_what_was_proposed_and_planned_is_proposed_no_more():
    span = span_of(START, TODAY)
    risks = [
        risk(f"{chapter}.{number}", rung=rung, rung_word="r", audited=audited)
        for chapter in (4, 7, 9)
        for number, (rung, audited) in enumerate(
            [(0, None), (2, None), (5, date(2024, 5, 5)), (1, date(2025, 3, 3)), (5, TODAY)], 1
        )
    ]
    before = [planned("AUP-0001", date(2027, 1, 5), "4.1", "7.1"), planned("AUP-0002", date(2028, 9, 9), "9.2")]  # fmt: skip
    found = proposed(risks, before, span, TODAY)
    assert found
    for today in (TODAY, date(2026, 12, 1), date(2026, 12, 24)):
        assert proposed(risks, [*before, *found], span, today) == []


def test_an_empty_programme_is_filled_once():
    risks = [risk("4.1"), risk("8.1", rung=0, rung_word="missing"), risk("9.1")]
    begun = date(2026, 11, 2)
    found = proposed(risks, [], span_of(None, begun), begun)
    assert len(found) == 7
    for today in (begun, TODAY):
        span = span_of(min(one.day for one in found), today)
        assert [span.year_of(one.day) for one in found] == [0, 0, 0, 1, 2, 2, 2]
        assert proposed(risks, found, span, today) == []


def test_the_audit_with_the_most_risk_comes_first():
    risks = [risk("8.1", rung=0, rung_word="missing"), risk("8.2"), risk("9.1")]
    one = planned("AUP-0001", date(2027, 1, 1), "9.1")
    both = planned("AUP-0002", date(2027, 2, 1), "8.2", "9.1")
    worst = planned("AUP-0003", date(2027, 3, 1), "8.1")
    nothing = planned("AUP-0004", date(2026, 12, 1))
    assert by_risk([nothing, one, both, worst], risks) == [worst, both, one, nothing]
