"""Series of figures: judged by what held then, with gaps, breaks, trends, alarms; objectives and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ims_docs.domain.indicators import (
    Goal,
    Known,
    Track,
    Version,
    indicators,
    overview,
    past_of,
    progress,
    series_of,
    standing,
)

NOTHING = Known({}, frozenset())
KEYS = "title: Time, family: input, level: system, definition: Days, formula: Days, unit: days, frequency: quarterly, status: in use"
OBJECTIVE = "title: Time, status: in progress"


def catalogue(*entries: str) -> dict[str, str]:
    return listed("indicators", *(f"{{id: IND-{n:04}, {KEYS}, {one}}}" for n, one in enumerate(entries, 1)))  # fmt: skip


def listed(type_: str, *entries: str) -> dict[str, str]:
    head = f"type: {type_}\ntitle: A register\nowner: top-management\nclassification: internal\nentries:\n"
    return {f"docs/registers/{type_}.yaml": head + "".join(f"  - {one}\n" for one in entries)}


def figures(*found: tuple[str, str], of: str = "IND-0001", start: int = 1) -> dict[str, str]:
    """A closed measurement for each period and value, measured ten days after its end."""
    files = {}
    for number, (period, value) in enumerate(found, start):
        name = f"MEA-{number:04}"
        files[f"docs/records/measurement/{name}.md"] = (
            f"---\nid: {name}\ntype: measurement\ntitle: A figure\ndate: 2026-11-01\nowner: PER-0001\n"
            f'status: closed\nclosed_on: 2026-11-02\nindicator: {of}\nperiod: "{period}"\nvalue: "{value}"\n---\n'
        )
    return files


@pytest.fixture
def series(repository):
    def make(entry: str, *found: tuple[str, str], known: Known = NOTHING):
        state = repository({**catalogue(entry), **figures(*found)})
        (first, *_) = indicators(state)
        return series_of(state, first, known)

    return make


QUARTERS = [("2025-Q4", "70"), ("2026-Q2", "75"), ("2026-Q1", "80"), ("2026-Q3", "90")]


def test_figures_stand_in_the_order_of_their_periods_and_gaps_are_named(series):
    found = series("goal: 80, direction: more is better", *QUARTERS[:1], *QUARTERS[3:], ("2026-Q2", "good"), ("x", "1"))  # fmt: skip
    assert [(one.name, str(one.number)) for one in found.points] == [("2025-Q4", "70"), ("2026-Q3", "90")]  # fmt: skip
    assert found.gaps == ("2026-Q1", "2026-Q2")
    assert len(found.others) == 2
    assert standing(found) == "goal met"


def test_a_longer_period_covers_the_shorter_ones(series):
    found = series("goal: 80", ("2025", "70"), ("2026-H1", "75"))
    assert (found.gaps, found.is_mixed) == (("2026-Q3",), True)


@pytest.mark.parametrize(
    ("values", "trend", "means"),
    [
        (["1", "2"], "", ""), (["1", "2", "3"], "rising", "better"), (["3", "2", "2"], "falling", "worse"),
        (["2", "2", "2"], "steady", ""), (["1", "3", "2"], "up and down", ""), (["9", "1", "2", "3"], "rising", "better"),
    ],
)  # fmt: skip
def test_a_trend_needs_three_figures(series, values, trend, means):
    periods = ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"]
    found = series("direction: more is better", *zip(periods, values, strict=False))
    assert (found.trend, found.trend_means) == (trend, means)


def test_a_figure_is_judged_by_the_goal_of_its_period(series):
    before = {"id": "IND-0001", "definition": "Days", "formula": "Days", "unit": "days", "goal": 60, "direction": "more is better"}  # fmt: skip
    past = past_of([(date(2025, 1, 1), {"IND-0001": before}), (date(2026, 5, 1), {"IND-0001": {**before, "goal": 85}})])  # fmt: skip
    found = series("goal: 85, direction: more is better", *QUARTERS, known=Known(past, frozenset()))
    assert [one.goal.meets(one.number) for one in found.points] == [True, True, False, True]
    assert found.breaks == (), "a goal is no definition"


def test_gaps_end_where_the_calendar_begins(repository):
    for since in ("0001-Q3", "0001-Q1"):
        state = replace(repository({**catalogue("goal: 80"), **figures((since, "70"))}), as_of=date(2, 3, 2))  # fmt: skip
        (one,) = indicators(state)
        assert series_of(state, one, NOTHING).gaps[-1:] == ("0001-Q4",)


def test_a_changed_definition_breaks_the_series_and_says_both(series):
    before = {"definition": "Hours used", "formula": "Days (LIM-0001)", "unit": "days"}
    after = {"definition": "Days used", "formula": "Days", "unit": "days", "measure": "open-ideas"}
    versions = [Version(date(2025, 1, 1), before), Version(date(2026, 11, 1), after)]
    found = series("goal: 80", *QUARTERS, known=Known({"IND-0001": versions}, frozenset()))
    (broken,) = found.breaks
    assert (broken.day, broken.changed) == (
        date(2026, 11, 1),
        (("definition", "Hours used", "Days used"),),
    )
    assert {one.version for one in found.points} == {1}, "they were measured on that day"


def test_a_closed_figure_that_was_changed_is_marked(repository):
    state = repository({**catalogue("goal: 80"), **figures(*QUARTERS)})
    known = Known({}, frozenset({"docs/records/measurement/MEA-0002.md"}))
    found = overview(state, known)
    assert found.altered == ["MEA-0002"]
    assert len(found.empty) == 15


@pytest.mark.parametrize(
    ("goal", "number", "meets", "alarms"),
    [
        (Goal("more is better", Decimal(80)), "80", True, False),
        (Goal("less is better", Decimal(80)), "80.1", False, False),
        (Goal("within the band", low=Decimal(1), high=Decimal(3), below=Decimal(1)), "0.9", False, True),
        (Goal(above=Decimal(3)), "4", None, True),
        (Goal(), "4", None, False),
    ],
)  # fmt: skip
def test_a_goal_is_met_on_its_side(goal, number, meets, alarms):
    assert (goal.meets(Decimal(number)), goal.alarms(Decimal(number))) == (meets, alarms)


@pytest.mark.parametrize(
    ("objective", "entry", "found", "track", "why"),
    [
        ("indicator_id: IND-0001, due: 2027-06-30", "goal: 80", QUARTERS, Track.ON_TRACK, "was 90 in 2026-Q3"),
        ("indicator_id: IND-0001, due: 2027-06-30", "goal: 95", QUARTERS, Track.BEHIND, "the goal is at least 95"),
        ("indicator_id: IND-0001, due: 2027-06-30", "method: survey", QUARTERS, Track.UNKNOWN, "is no number"),
        ("indicator_id: IND-0001, due: 2026-06-30", "goal: 80", QUARTERS, Track.OVERDUE, "was due on 2026-06-30"),
        ("indicator_id: IND-0001, due: 2027-12-31", "goal: 99, goal_by: 2027-12-31, direction: more is better",
         QUARTERS, Track.ON_TRACK, "straight line"),
        ("indicator_id: IND-0001, due: 2027-12-31", "goal: 200, goal_by: 2026-12-31, direction: more is better",
         QUARTERS, Track.BEHIND, "straight line"),
        ("indicator_id: IND-0001, due: 2027-12-31", "goal: 200, goal_by: 2026-12-31", QUARTERS[:2], Track.UNKNOWN, "too few figures: 2"),
        ("due: 2027-12-31", "goal: 80", QUARTERS, Track.UNKNOWN, "No indicator is named"),
    ],
)  # fmt: skip
def test_an_objective_is_on_track_or_not_and_why(
    repository, *, objective, entry, found, track, why
):
    state = repository({
        **catalogue(entry), **figures(*found), **listed("objectives", f"{{id: OBE-0001, {OBJECTIVE}, {objective}}}"),
    })  # fmt: skip
    (one,) = progress(state, NOTHING)
    assert (one.track, why in one.why) == (track, True), one.why


def test_an_objective_may_be_measured_without_an_indicator(repository):
    entry = f"{{id: OBE-0001, {OBJECTIVE}, target: 40 %, due: 2027-06-30}}"
    state = repository({**figures(("2026-Q1", "0"), ("2026-Q2", "9"), ("2026-Q3", "27"), of="OBE-0001"), **listed("objectives", entry)})  # fmt: skip
    (one,) = progress(state, NOTHING)
    assert (one.track, one.shown[0].share) == (Track.ON_TRACK, Decimal("67.5"))
