"""Charts: the same values give the same inert picture, with words for those who do not see it."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown
from site_reader import Html

from ims_docs.site.build.sanitise import sanitise
from ims_docs.site.pages import charts

HOSTILE = '</text><script>alert(1)</script>[TODO: x] & "y"'
DAY = date(2026, 11, 30)
PICTURES = {
    "bars": charts.bars(HOSTILE, [charts.Bar(HOSTILE, 3, 1), charts.Bar("b", 0)], marked_as="late"),
    "matrix": charts.matrix(HOSTILE, HOSTILE, "up", [charts.Mark(HOSTILE, 1, 5)]),
    "bubbles": charts.bubbles(HOSTILE, HOSTILE, "up", "euros", [charts.Bubble(HOSTILE, 2, 2, 9)]),
    "gantt": charts.gantt(
        HOSTILE, [charts.Task(HOSTILE, DAY, DAY, HOSTILE, is_done=False, decides=False)], DAY, DAY
    ),
    "series": charts.series(HOSTILE, HOSTILE, [charts.Point(HOSTILE, 1, 2), charts.Point("b", 3)]),
}


def said(picture: str) -> str:
    """The description."""
    return html.unescape(re.search(r"<desc[^>]*>(.*?)</desc>", picture)[1])


@pytest.mark.parametrize("name", PICTURES)
def test_no_value_becomes_markup(name):
    page = sanitise(markdown(f"x\n\n{PICTURES[name]}\n\ny"))
    tags = {tag for tag, _ in Html(page).tags}
    assert "svg" in tags
    assert not tags & {"script", "mark", "em", "a"}
    assert "<script" not in page
    assert HOSTILE in html.unescape(page)


@pytest.mark.parametrize("name", PICTURES)
def test_the_sanitiser_leaves_a_chart_as_it_is(name):
    def shape(text):
        return [(tag, sorted(found.items())) for tag, found in Html(text).tags]

    assert shape(sanitise(PICTURES[name])) == shape(PICTURES[name])


@pytest.mark.parametrize("name", PICTURES)
def test_every_chart_is_one_line_with_title_and_description(name):
    assert "\n" not in PICTURES[name]
    svg = next(found for tag, found in Html(PICTURES[name]).tags if tag == "svg")
    ids = {found.get("id") for _, found in Html(PICTURES[name]).tags}
    assert svg["role"] == "img"
    assert set(svg["aria-labelledby"].split()) <= ids


def test_bars_name_what_stands_out():
    picture = charts.bars(
        "Ideas", [charts.Bar("open", 3, 1), charts.Bar("done", 2)], marked_as="stuck"
    )
    assert said(picture) == "open: 3, 1 stuck; done: 2"
    assert 'class="ims-c-marked"' in picture


def test_a_matrix_counts_what_does_not_fit():
    marks = [charts.Mark(f"R{number}", 3, 4) for number in range(9)]
    picture = charts.matrix("Risks", "Likelihood", "Impact", marks)
    assert "+ 4<" in picture
    assert said(picture).startswith("Likelihood 3, Impact 4: R0, R1, ")


def test_a_score_outside_one_to_five_is_left_out():
    assert said(charts.matrix("R", "a", "b", [charts.Mark("x", 0, 9)])) == "Nothing yet."


def test_bubbles_on_one_spot_stand_apart():
    both = [charts.Bubble("a", 2, 2, 5), charts.Bubble("b", 2, 2, quiet=True)]
    picture = charts.bubbles("P", "Risk", "Value", "budget", both)
    assert len(set(re.findall(r'cx="([\d.]+)%"', picture))) == 2
    assert said(picture) == "a: Risk 2, Value 2, budget 5; b: Risk 2, Value 2, ended"


def test_a_series_shows_the_target_of_its_time():
    picture = charts.series(
        "I", "percent", [charts.Point("Q1", 64, 80), charts.Point("Q2", 83, 80)]
    )
    assert said(picture) == "percent. Q1: 64, target 80; Q2: 83, target 80"
    assert picture.count('class="ims-c-target"') == 2


def test_one_point_and_no_point_are_fine():
    assert "polyline" not in charts.series("I", "", [charts.Point("Q1", 0)])
    for empty in (charts.series("I", "", []), charts.bars("B", [])):
        assert "<svg" in empty


@given(st.lists(st.floats(-1e9, 1e9), max_size=30))
def test_every_value_has_a_place_in_the_picture(values):
    picture = charts.series("I", "", [charts.Point(str(one), one) for one in values])
    for y in re.findall(r'cy="([-\d.]+)"', picture):
        assert 0 <= float(y) <= 230


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (f"TODO: {'a' * 77}&amp;b", f"TODO: {'a' * 77}&amp;b"),
        ("x [TODO: say &lt;b&gt;] &amp;lt;", "[TODO: say &lt;b&gt;]"),
        ("&#91;TODO: x]", "[TODO: x]"),
    ],
)
def test_a_placeholder_is_marked_whole(written, shown):
    page = sanitise(f"<p>{written}</p>")
    assert f'<mark class="ims-todo">{shown}</mark>' in page
    plain = page.replace('<mark class="ims-todo">', "").replace("</mark>", "")
    assert html.unescape(plain) == html.unescape(f"<p>{written}</p>")


def test_a_large_number_is_grouped_as_in_the_table_below_it():
    picture = charts.bars("Budget", [charts.Bar("core", 78_000, 1_500)], marked_as="late")
    assert said(picture) == "core: 78,000, 1,500 late"
    assert ">78,000, 1,500 late<" in picture


def test_a_plan_is_drawn_from_day_to_day_and_told_to_who_does_not_see_it():
    tasks = [
        charts.Task("TSK-0001 <b>Kick-off</b> [x]", date(2026, 1, 1), date(2026, 1, 31), "done", is_done=True, decides=False),
        charts.Task("TSK-0002 Audit", date(2026, 2, 1), date(2026, 4, 11), "planned", is_done=False, decides=True),
    ]  # fmt: skip
    drawn = charts.gantt("Tasks", tasks, date(2026, 2, 20), date(2026, 4, 11))
    assert "<b>" not in drawn
    assert "[" not in drawn
    assert "TSK-0002 Audit: 2026-02-01 to 2026-04-11, decides the end" in drawn
    assert "today 2026-02-20" in drawn
    assert "due 2026-04-11" in drawn
    bars = re.findall(
        r'class="ims-c-(done|decides)" x="([0-9.]+)%" y="[0-9.]+" width="([0-9.]+)%"', drawn
    )
    assert bars == [("done", "0", "30"), ("decides", "31", "69")]


def test_a_long_plan_shows_its_last_tasks_and_one_of_a_day_has_a_bar():
    many = [
        charts.Task(f"T{at}", DAY, DAY, "planned", is_done=False, decides=False) for at in range(70)
    ]
    drawn = charts.gantt("Tasks", many, DAY, None)
    assert ">T69<" in drawn
    assert ">T9<" not in drawn
    assert drawn.count('class="ims-c-bar"') == 60
