"""When the tasks of a plan can be done: what waits for what, what decides the end, and what stands in the way."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from ims_docs.domain.worksheets.schedule import schedule, sheets
from ims_docs.domain.worksheets.tasks import Task
from ims_docs.model.working_days import working_day_from

MONDAY = date(2026, 11, 30)


def task(number: int, days: int = 1, after: str = "", **more) -> Task:
    values = {
        "place": number, "id": f"TSK-000{number}", "title": f"Task {number}", "owner": "lead",
        "start": None, "due": None, "days": Fraction(days), "money": 0, "currency": "",
        "after": tuple(f"TSK-000{one}" for one in after), "status": "planned", **more,
    }  # fmt: skip
    return Task(**values)


def ends(*every: Task, today: date = MONDAY) -> dict[str, str]:
    return {one.task.id[-1]: one.ends.isoformat() for one in schedule(every, today).planned}


@pytest.mark.parametrize(
    ("day", "number", "there"),
    [
        (date(2026, 11, 30), 0, date(2026, 11, 30)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2026, 11, 30), 5, date(2026, 12, 7)),
        (date(2026, 12, 4), 6, date(2026, 12, 14)),
        (date(9999, 12, 30), 9, date.max),
    ],
)
def test_working_days_pass_over_weekends_and_end_with_the_calendar(day, number, there):
    assert working_day_from(day, number) == there


def test_a_task_begins_on_the_working_day_after_what_it_waits_for():
    assert ends(task(1, 5), task(2, 1, "1")) == {"1": "2026-12-04", "2": "2026-12-07"}


def test_a_day_to_begin_in_the_future_holds_and_one_of_the_past_does_not():
    assert ends(task(1, start=date(2026, 12, 5)), task(2, start=date(2026, 1, 1))) == {
        "1": "2026-12-07",
        "2": "2026-11-30",
    }


def test_what_is_done_or_dropped_or_unknown_is_not_waited_for():
    some = (task(1, 50, status="done"), task(2, 50, status="dropped"), task(3, 1, "129"))
    assert ends(*some) == {"3": "2026-11-30"}


def test_the_longest_way_decides_the_end():
    found = schedule((task(1, 2), task(2, 6), task(3, 1, "12"), task(4, 3)), MONDAY)
    assert found.critical == ("TSK-0002", "TSK-0003")
    assert found.end == date(2026, 12, 8)


def test_a_task_of_a_weekend_begins_on_monday():
    assert ends(task(1), today=date(2026, 11, 28)) == {"1": "2026-11-30"}


def told(*every: Task) -> str:
    (sheet,) = sheets(every, MONDAY)
    return " ".join(sheet.notes)


def test_whether_the_day_can_be_met_is_said_with_the_days_between():
    due = {"due": date(2026, 12, 11)}
    assert "Ready by 2026-12-11: yes, it can be. The last open task can be done on 2026-12-11 at the earliest, with no day to spare." in told(task(1, 10, **due))  # fmt: skip
    assert "Ready by 2026-12-11: no. The last open task can be done on 2026-12-14 at the earliest, 1 working day late." in told(task(1, 11, **due))  # fmt: skip
    assert "at the earliest, 1 working day before." in told(task(1, 9, **due))
    assert "No open task has a day. They can be done by 2026-12-01" in told(task(1, 2))


def test_what_stands_in_the_way_is_named():
    words = told(
        task(1, 4, due=date(2026, 12, 2)),
        task(2, 9, due=date(2026, 12, 10)),
        task(3, 1, "4"),
        task(4, 1, "3"),
    )
    assert "in a circle, so none of them can begin: TSK-0003, TSK-0004" in words
    assert "Cannot be done by their day any more: TSK-0001 (due 2026-12-02, 2026-12-03)" in words
    assert "No day is set for: TSK-0003, TSK-0004." in words
    assert "lead has 15 days of work, and 8 working days are left" in words
    assert "Nobody can say when the plan is done" in words


def test_a_plan_in_which_all_is_done_says_nothing():
    assert sheets((task(1, status="done"),), MONDAY) == ()
    assert sheets((), MONDAY) == ()


def test_days_beyond_every_calendar_stop_nothing():
    found = schedule((task(1, 10**12, start=date(9999, 12, 30)), task(2, 1, "1")), MONDAY)
    assert found.end == date.max
