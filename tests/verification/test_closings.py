"""A closed record tells of nothing that came after it was closed; what does is a matter of dates."""

from __future__ import annotations

import pytest
from complete_records import NONCONFORMITY, NONCONFORMITY_PATH
from support import IDEA
from verification_samples import judged

SECOND = NONCONFORMITY_PATH.replace("0001", "0002")
MORNING = {"GIT_COMMITTER_DATE": "2026-09-02T08:00:00+00:00"}


def second(old="", new=""):
    return NONCONFORMITY.replace("NCR-0001", "NCR-0002").replace(old, new)


def told(clone):
    found = judged(clone.root)
    return [
        (one.commit, one.kind, one.message)
        for one in found.found
        if one.check == "dates" and one.where.path == SECOND and "before that" not in one.message
    ]


def test_a_record_that_was_closed_when_all_was_done_is_no_matter(acme):
    acme.commit({SECOND: second()}, "Record the second seal", **MORNING)
    assert told(acme) == []


@pytest.mark.parametrize(
    ("old", "new", "key", "day"),
    [
        ("verified_on: 2026-09-01", "verified_on: 2026-10-20", "verified_on", "2026-10-20"),
        ("done_on: 2026-07-01", "done_on: 2026-11-01", "done_on", "2026-11-01"),
        ("closed_on: 2026-09-02", "closed_on: 2026-09-04", "closed_on", "2026-09-04"),
    ],
)
def test_a_day_after_the_closing_commit_is_told(acme, old, new, key, day):
    commit = acme.commit({SECOND: second(old, new)}, "Record the second seal", **MORNING)
    said = f"It was closed on 2026-09-02 (claimed), and `{key}` says {day}"
    assert told(acme) == [(commit, "dates", said)]


def test_the_day_after_the_closing_commit_is_somebodys_today(acme):
    tomorrow = second("closed_on: 2026-09-02", "closed_on: 2026-09-03")
    acme.commit({SECOND: tomorrow}, "Record the second seal", **MORNING)
    assert told(acme) == []


def test_a_deadline_may_lie_ahead(acme):
    ahead = second("due: 2026-07-10", "due: 2027-07-10")
    acme.commit({SECOND: ahead}, "Record the second seal", **MORNING)
    assert told(acme) == []


@pytest.mark.parametrize(
    "naming",
    [
        second("done_on: 2026-07-01\n", "done_on: 2026-07-01\nchanged: [IDE-0001]\n"),
        second("in the test.\n", "in the test (IDE-0001).\n"),
    ],
    ids=["keys", "text"],
)
def test_what_was_not_there_when_it_was_closed_is_told(acme, naming):
    commit = acme.commit({SECOND: naming}, "Record the second seal", **MORNING)
    assert [one for one in told(acme) if "IDE-0001" in one[2]] == []  # nothing is called that yet
    acme.commit({IDEA: "---\nid: IDE-0001\ntype: idea\ntitle: A door\n---\n"}, "Record an idea")
    said = "It names IDE-0001, which was not there when it was closed"
    assert told(acme) == [(commit, "dates", said)]


def test_what_a_correction_adds_later_is_not_held_against_the_closing(acme):
    acme.commit({SECOND: second()}, "Record the second seal", **MORNING)
    acme.commit({IDEA: "---\nid: IDE-0001\ntype: idea\ntitle: A door\n---\n"}, "Record an idea")
    acme.commit({SECOND: second() + "\nSee IDE-0001.\n"}, "Add what came of it")
    assert told(acme) == []
