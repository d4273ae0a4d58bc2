"""The dashboard draws gaps, breaks, alarms and goals of then, and leads from each figure to its record."""

from __future__ import annotations

from datetime import date

from ims_docs.domain.indicators import Known, Version
from ims_docs.site.pages import SiteContent, charts, indicators, pipeline


def content(repository, files, known=None):
    state = repository(files)
    return SiteContent(
        repository=state,
        report=None,
        coverages=(),
        revisions={},
        sources={},
        known=known or Known({}, frozenset()),
    )


ENTRY = "id: IND-0001, title: 'Time <b>', family: input, level: system, definition: Days, formula: Days, unit: days, frequency: quarterly, status: in use, direction: more is better, goal: 80, alarm_below: 50"
HEAD = "title: A register\nowner: top-management\nclassification: internal\nentries:\n"


def figure(number: int, period: str, value: str, status: str = "closed") -> dict[str, str]:
    name = f"MEA-{number:04}"
    text = f'---\nid: {name}\ntype: measurement\ntitle: A figure\ndate: 2026-05-01\nowner: PER-0001\nstatus: {status}\nindicator: IND-0001\nperiod: "{period}"\nvalue: "{value}"\n---\n'
    return {f"docs/records/measurement/{name}.md": text}


FILES = {
    "docs/registers/indicators.yaml": f"type: indicators\n{HEAD}  - {{{ENTRY}}}\n",
    **figure(1, "2025-Q3", "90"),
    **figure(2, "2026-Q1", "40"),
    **figure(3, "2026-Q2", "70", "open"),
}


def test_each_figure_leads_to_its_record_and_what_is_wrong_is_said_in_words(repository):
    before = {"definition": "Hours", "goal": 30, "direction": "more is better"}
    versions = [Version(date(2025, 1, 1), before), Version(date(2026, 4, 1), {"definition": "Days", "goal": 80})]  # fmt: skip
    known = Known({"IND-0001": versions}, frozenset({"docs/records/measurement/MEA-0002.md"}))
    page = dict(indicators.pages(content(repository, FILES, known)))[indicators.PAGE]
    for number in (1, 2, 3):
        assert f"[MEA-000{number}](../records/measurement/MEA-000{number}.md)" in page
    for words in (
        "changed after it was closed", "not closed yet", "not measured", "From 2026-04-01 on something else is counted",
        "| definition | Hours | Days |", "at least 30", "**nothing**", "Time &lt;b&gt;",
    ):  # fmt: skip
        assert words in page, words
    assert "<b>" not in page


def test_a_gap_parts_the_line_and_an_alarm_is_ringed(repository):
    page = dict(indicators.pages(content(repository, FILES)))[indicators.PAGE]
    assert page.count('class="ims-c-line"') == 1, "from the first quarter to the second alone"
    assert page.count('class="ims-c-gap"') == 2
    assert page.count('class="ims-c-ring"') == 1
    assert page.count('class="ims-c-point-open"') == 1


def test_a_repository_without_either_has_no_such_pages(repository):
    found = content(repository, {})
    assert not [*indicators.pages(found), *pipeline.pages(found)]
    assert not indicators.is_needed(found)


def test_who_waits_for_an_answer_is_named_and_late(repository):
    idea = "---\nid: IDE-0001\ntype: idea\ntitle: Wheels\ndate: 2026-10-01\nowner: PER-0001\nstatus: open\nauthor: PER-0002\nidea_type: process\n---\n"
    limit = "  - {id: LIM-0001, title: Answer, value: 10, unit: working days, decided_in: Policy}\n"
    asks = ENTRY.replace("status:", "method: automatic, measure: ideas-answered-in-time, limit: LIM-0001, status:")  # fmt: skip
    files = {
        "docs/records/idea/IDE-0001.md": idea,
        "docs/registers/limits.yaml": f"type: limits\n{HEAD}{limit}",
        "docs/registers/indicators.yaml": f"type: indicators\n{HEAD}  - {{{asks}}}\n",
    }
    page = dict(pipeline.pages(content(repository, files)))[pipeline.PAGE]
    assert "within 10 working days ([LIM-0001]" in page
    assert "Ben Boss" in page
    assert '<strong class="ims-late">late</strong>' in page


def test_money_of_two_currencies_is_not_added(repository):
    entries = "".join(
        f"  - {{id: PFL-000{n}, title: One, horizon: core, budget: 100, currency: {one}, status: running}}\n"
        for n, one in enumerate(("EUR", "SEK"), 1)
    )
    page = dict(pipeline.pages(content(repository, {"docs/registers/portfolio.yaml": f"type: portfolio\n{HEAD}{entries}"})))[pipeline.PAGE]  # fmt: skip
    assert "Budgets are in EUR, SEK, so they do not add up" in page
    assert "ims-chart-budget" not in page


def test_a_chart_says_in_words_what_it_shows():
    days = [(date(2026, 1, 1), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 6, 30))]
    marks = [charts.Figure(f"Q{n}", *each, float(n), 1.0, 3.0, follows=True) for n, each in enumerate(days, 1)]  # fmt: skip
    drawn = charts.timeline("A title", "days", marks, (), [date(2026, 2, 1)])
    assert "days. Q1: 1, goal 1 to 3; Q2: 2, goal 1 to 3; definition changed on 2026-02-01" in drawn
    assert drawn.count('class="ims-c-band"') == 2
