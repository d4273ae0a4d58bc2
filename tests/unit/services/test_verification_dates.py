"""Dates that contradict one another, second by second and day by day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from ledgers import DAY, NOON, commit, history, keeping

from ims_docs.adapters.git.ledger import Touch
from ims_docs.model.approval import Meaning, Statement, StoredStatement
from ims_docs.model.content import Content
from ims_docs.model.record import Record
from ims_docs.model.text import Text
from ims_docs.services.verification import Check
from ims_docs.services.verification.dates import examine_dates

FIVE_MINUTES = 300
IDEA = "docs/records/idea/IDE-0001.md"
APPROVAL = "approvals/POL-0001/v1.0/approved-PER-0002.txt"


def idea(day, path=IDEA):
    return Record(path=path, content=Content(values={"date": day}), body=Text())


def told(found, repository=None, *, as_of=DAY, late_after=60):
    return [
        (one.commit, one.where.path, one.message)
        for one in examine_dates(found, repository, as_of, late_after)
    ]


# Clocks


@pytest.mark.parametrize(("behind", "is_told"), [(0, False), (300, False), (301, True)])
def test_a_commit_may_be_five_minutes_before_its_parent(behind, is_told):
    early = NOON - behind
    found = history(commit("a"), commit("b", "a", authored=early, committed=early))
    expected = "It is dated 2026-06-15 11:54 UTC (claimed), and the commit before it 2026-06-15 12:00 UTC (claimed)"
    assert told(found) == ([("b", "", expected)] if is_told else [])


def test_each_parent_of_a_merge_is_compared():
    late = NOON + FIVE_MINUTES + 1
    found = history(
        commit("a"),
        commit("b", "a"),
        commit("c", "a", authored=late, committed=late),
        commit("m", "b", "c"),
    )
    assert [one[0] for one in told(found)] == ["m"]


def test_a_parent_that_is_not_here_is_passed_over():
    assert told(history(commit("b", "a"))) == []


@pytest.mark.parametrize(("ahead", "is_told"), [(0, False), (300, False), (301, True)])
def test_a_commit_may_be_written_five_minutes_after_it_was_saved(ahead, is_told):
    found = told(history(commit("a", authored=NOON + ahead)))
    expected = "It says that it was written on 2026-06-15 12:05 UTC and saved on 2026-06-15 12:00 UTC, before that (both claimed)"
    assert found == ([("a", "", expected)] if is_told else [])


@pytest.mark.parametrize(("seconds", "is_told"), [(-1, False), (0, True)])
def test_tomorrow_is_no_future_yet_and_the_day_after_is(seconds, is_told):
    end = int(datetime(2026, 6, 17, tzinfo=UTC).timestamp())
    late = end + seconds
    found = told(history(commit("a", authored=late, committed=late)))
    expected = "It is dated in the future: 2026-06-17 00:00 UTC (claimed)"
    assert found == ([("a", "", expected)] if is_told else [])


def test_the_saved_date_alone_can_lie_in_the_future():
    late = NOON + 3 * 86_400
    found = told(history(commit("a", committed=late)))
    assert [one[2] for one in found] == [
        "It is dated in the future: 2026-06-18 12:00 UTC (claimed)"
    ]


@pytest.mark.parametrize("which", ["authored", "committed"])
def test_a_number_that_no_calendar_has_is_told_once(which):
    found = history(commit("a", **{which: 10**15}), commit("b", "a"))
    assert ("a", "", "Its date is one that no calendar has") in told(found)
    assert [one for one in told(found) if one[0] == "a"] == [
        ("a", "", "Its date is one that no calendar has")
    ]


# Late


@pytest.mark.parametrize(("days", "is_told"), [(0, False), (60, False), (61, True)])
def test_a_record_is_late_when_more_days_have_passed_than_were_given(days, is_told):
    day = DAY - timedelta(days=days)
    found = history(commit("a"), touches={"a": ((Touch(IDEA, "", "1"),),)})
    expected = (
        f"It is dated {day} (claimed) and was recorded 61 days later, on 2026-06-15 (claimed)"
    )
    records = keeping(records=(idea(day.isoformat()),))
    assert told(found, records) == ([("a", IDEA, expected)] if is_told else [])


@pytest.mark.parametrize(("late_after", "is_told"), [(0, True), (1, False)])
def test_the_person_says_how_late_is_late(late_after, is_told):
    records = keeping(records=(idea("2026-06-14"),))
    found = history(commit("a"), touches={"a": ((Touch(IDEA, "", "1"),),)})
    assert bool(told(found, records, late_after=late_after)) is is_told


def test_a_day_ends_at_midnight_utc_and_the_hour_does_not_count():
    midnight = int(datetime(2026, 6, 15, 0, 0, 0, tzinfo=UTC).timestamp())
    records = keeping(records=(idea("2026-06-14"),))
    for moment, number in ((midnight - 1, 0), (midnight, 1)):
        made = commit("a", authored=moment, committed=moment)
        found = history(made, touches={"a": ((Touch(IDEA, "", "1"),),)})
        assert len(told(found, records, late_after=0)) == number


def test_a_record_that_was_moved_came_in_with_its_first_commit():
    elsewhere = "docs/records/old/IDE-0001.md"
    late = NOON + 90 * 86_400
    found = history(
        commit("a"),
        commit("b", "a", authored=late, committed=late),
        touches={
            "a": ((Touch(elsewhere, "", "1"),),),
            "b": ((Touch(elsewhere, "1", ""), Touch(IDEA, "", "1")),),
        },
    )
    records = keeping(records=(idea("2026-06-15"),))
    assert told(found, records, as_of=date(2026, 12, 31)) == []


@pytest.mark.parametrize(("days", "is_told"), [(60, False), (61, True)])
def test_a_statement_that_was_saved_late_is_told(days, is_told):
    moment = datetime(2026, 6, 15, 23, 59, 59, tzinfo=UTC) - timedelta(days=days)
    statement = Statement(
        document="POL-0001",
        version="1.0",
        digest="sha256:" + "0" * 64,
        meaning=Meaning.APPROVED,
        signer="PER-0002",
        signed_at=moment,
        previous="none",
    )
    stored = (StoredStatement(APPROVAL, statement), StoredStatement(f"{APPROVAL}x", None))
    found = history(commit("a"), touches={"a": ((Touch(APPROVAL, "", "1"),),)})
    expected = f"It is dated {moment.date()} (claimed) and was saved 61 days later, on 2026-06-15 (claimed)"
    assert told(found, keeping(stored_statements={"POL-0001": stored})) == (
        [("a", APPROVAL, expected)] if is_told else []
    )


def test_what_has_no_day_or_no_commit_is_no_matter_of_dates():
    records = keeping(records=(idea("soon"), idea("2020-01-01", "docs/records/idea/IDE-0002.md")))
    found = history(commit("a"), touches={"a": ((Touch(IDEA, "", "1"),),)})
    assert told(found, records) == []


def test_every_finding_says_what_to_do():
    (one,) = examine_dates(history(commit("a", authored=NOON + 301)), None, DAY, 60)
    assert (one.check, one.repaired) == (Check.DATES, "")
    assert one.hint.startswith("Ask who made it")
