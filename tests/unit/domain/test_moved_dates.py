"""A deadline that moves keeps its past, whatever else changes around it."""

from __future__ import annotations

from datetime import date

import pytest

from ims_docs.domain.duties import Version, moved_dates
from ims_docs.model.deadline import Deadline
from ims_docs.model.type import Kind, Type

ACTIONS = Deadline(("actions", "*", "due"), "Due", ("done_on", "closed"), "Actions")
END = Deadline(("ends_on",), "Ends on", ("closed",))
FIRST, SECOND, THIRD = date(2026, 11, 13), date(2026, 12, 13), date(2027, 2, 1)


def kind(*deadlines, of=Kind.RECORD):
    return Type("plan", of, "Plan", "A plan.", "PLN", "records/plan", {}, (), deadlines=deadlines)


def versions(*values):
    people = ("Jonas", "Birte", "Aylin", "Marek")
    return [
        Version(one, people[number], f"commit {number}", date(2026, 11, number + 1))
        for number, one in enumerate(values)
    ]


def action(what, due):
    return {"what": what, "who": "PER-0001", "due": due.isoformat()}


def told(type_, *values):
    return {where: one.text for where, one in moved_dates(type_, versions(*values)).items()}


def test_a_date_that_was_moved_twice_names_the_first_day_and_who_moved_it():
    days = [{"ends_on": one.isoformat()} for one in (FIRST, SECOND, THIRD)]
    (one,) = moved_dates(kind(END), versions(*days)).values()
    assert one.text == "due 2026-11-13, moved twice, now 2027-02-01, by Birte and Aylin"
    assert one.what == "Ends on"
    assert [(each.before, each.after, each.commit) for each in one.moves] == [
        (FIRST, SECOND, "commit 1"),
        (SECOND, THIRD, "commit 2"),
    ]


def test_a_date_that_came_later_and_one_that_stayed_have_no_past():
    assert told(kind(END), {}, {"ends_on": "2026-11-13"}, {"ends_on": "2026-11-13"}) == {}


def test_an_action_is_found_again_when_others_come_and_go():
    first = {"actions": [action("Tell", FIRST), action("Write", FIRST)]}
    second = {"actions": [action("Ask", THIRD), action("Write", SECOND), action("Tell", FIRST)]}
    third = {"actions": [action("Write", THIRD)]}
    assert told(kind(ACTIONS), first, second, third) == {
        ("actions", 0, "due"): "due 2026-11-13, moved twice, now 2027-02-01, by Birte and Aylin"
    }


def test_an_action_that_was_away_for_a_while_is_the_same():
    first, away, back = (
        {"actions": [action("Write", FIRST)]},
        {"actions": []},
        {"actions": [action("Write", THIRD)]},
    )
    assert told(kind(ACTIONS), first, away, back) == {
        ("actions", 0, "due"): "due 2026-11-13, moved once, now 2027-02-01, by Aylin"
    }


def test_a_new_wording_hides_no_move():
    before = {"actions": [action("Write it down", FIRST), action("Tell", FIRST)]}
    after = {"actions": [action("Write it into the notes", THIRD), action("Tell", FIRST)]}
    assert told(kind(ACTIONS), before, after) == {
        ("actions", 0, "due"): "due 2026-11-13, moved once, now 2027-02-01, by Birte"
    }


def test_an_entry_is_known_by_its_id():
    type_ = kind(Deadline(("review_on",), "Review on", ("moved",)), of=Kind.REGISTER)

    def register(*rows):
        return {"entries": [{"id": name, "review_on": day.isoformat()} for name, day in rows]}

    before = register(("RSK-0001", FIRST), ("RSK-0002", FIRST))
    after = register(("RSK-0002", FIRST), ("RSK-0001", SECOND))
    assert list(told(type_, before, after)) == [("entries", 1, "review_on")]


@pytest.mark.parametrize(
    "odd",
    [
        {"actions": "none"},
        {"actions": [None, "x", {"due": 7}]},
        {"actions": [{"due": "[TODO: a day]"}]},
        {"ends_on": ["2026-11-13"]},
    ],
)
def test_what_is_no_date_is_passed_over(odd):
    type_ = kind(ACTIONS, END)
    good = {"actions": [action("Write", FIRST)], "ends_on": "2026-11-13"}
    assert told(type_, good, odd, good) == {}


def saved(day, blob, former="", *, is_joined=False):
    """What one commit wrote, after what it followed."""
    return Version({"ends_on": day.isoformat()}, "Jonas", blob, FIRST, blob, former, is_joined)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (  # one side moves it, the other writes something else
            [saved(FIRST, "a"), saved(THIRD, "b", "a"), saved(FIRST, "c", "a"),
             saved(THIRD, "d", "c", is_joined=True)],
            "due 2026-11-13, moved once, now 2027-02-01, by Jonas",
        ),
        (  # both sides move it
            [saved(FIRST, "a"), saved(SECOND, "b", "a"), saved(THIRD, "c", "a"),
             saved(THIRD, "d", "b", is_joined=True)],
            "due 2026-11-13, moved once, now 2027-02-01, by Jonas",
        ),
        (  # a merge moves it itself
            [saved(FIRST, "a"), saved(SECOND, "b", "a"), saved(FIRST, "c", "a"),
             saved(THIRD, "d", "b", is_joined=True)],
            "due 2026-11-13, moved twice, now 2027-02-01, by Jonas",
        ),
        (  # a merge gives up that it was brought back
            [saved(FIRST, "a"), saved(THIRD, "b", "a"), saved(FIRST, "a", "b"),
             saved(THIRD, "b", "a", is_joined=True)],
            "due 2026-11-13, moved once, now 2027-02-01, by Jonas",
        ),
        (  # a merge gives up that it was moved
            [saved(FIRST, "a"), saved(THIRD, "b", "a"), saved(FIRST, "c", "b", is_joined=True)],
            "",
        ),
    ],
)  # fmt: skip
def test_a_date_that_lines_of_work_moved_and_a_merge_joined_counts_each_move_once(lines, told):
    found = [one.text for one in moved_dates(kind(END), lines).values()]
    assert found == ([told] if told else [])


def test_what_the_template_proposed_is_no_promise_until_its_guidance_is_out():
    type_ = kind(Deadline(("planned_on",), "Planned on", ("held_on",)), of=Kind.REGISTER)

    def programme(day, **more):
        return {**more, "entries": [{"id": "AUP-0001", "planned_on": day}]}

    proposed = programme("2027-04-15", guidance="Move the audits to fit.")
    ours, later = programme("2027-01-20"), programme("2027-02-20")
    assert not moved_dates(type_, versions(proposed, proposed, ours))
    (moved,) = moved_dates(type_, versions(proposed, ours, later)).values()
    assert [(one.before.isoformat(), one.after.isoformat()) for one in moved.moves] == [
        ("2027-01-20", "2027-02-20")
    ]
    hidden = programme("2027-02-20", guidance="Back again.")
    assert moved_dates(type_, versions(proposed, ours, hidden, later))
