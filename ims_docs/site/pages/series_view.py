"""One series of figures on a page: its facts, its chart, its table, and what was counted before."""

from __future__ import annotations

from collections.abc import Iterator

from ims_docs.domain.indicators import Point, Series, standing
from ims_docs.model.content import readable
from ims_docs.model.period import Period
from ims_docs.site.pages import charts, markup
from ims_docs.site.pages.content import SiteContent
from ims_docs.site.pages.values import NOTHING

BAD = ("alarm", "goal missed")
"""What stands out."""


def blocks(content: SiteContent, one: Series, page: str) -> Iterator[str]:
    """Everything about one series, below its heading."""
    yield _facts(content, one, page)
    yield _chart(one)
    yield _table(content, one, page)
    yield from _breaks(one)


def _facts(content: SiteContent, one: Series, page: str) -> str:
    indicator = one.indicator
    word = standing(one)
    parts = [markup.late(word) if word in BAD else f"**{word}**"]
    if indicator.goal.words:
        parts.append(f"goal {markup.inline(indicator.goal.words)}")
    if indicator.goal.alarm_words:
        parts.append(f"alarm {markup.inline(indicator.goal.alarm_words)}")
    if one.trend:
        parts.append(f"{one.trend}{f' ({one.trend_means})' if one.trend_means else ''}")
    if one.is_mixed:
        parts.append("periods of several lengths, which do not compare")
    target = content.find(indicator.id)
    told = markup.inline(indicator.text("definition") or indicator.text("indicator"))
    return f"{'; '.join(parts)}. {told} {markup.link('Definition', target, page)}"


def _chart(one: Series) -> str:
    marks = []
    before: Point | None = None
    missing = [charts.Missing(name, *period) for name in one.gaps if (period := Period.parse(name))]
    for point in one.points:
        marks.append(_mark(point, before, missing))
        before = point
    title = f"{one.indicator.id} {one.indicator.text('title')}"
    return charts.timeline(title, one.unit, marks, missing, [each.day for each in one.breaks])


def _mark(point: Point, before: Point | None, missing: list[charts.Missing]) -> charts.Figure:
    goal = point.goal
    low = goal.value if goal.value is not None else goal.low
    is_next = before is not None and not any(
        before.period.last < gap.first < point.period.first for gap in missing
    )
    return charts.Figure(
        point.name,
        point.period.first,
        point.period.last,
        float(point.number),
        low=float(low) if goal.is_number and low is not None else None,
        high=float(goal.high) if goal.value is None and goal.high is not None else None,
        is_alarm=point.alarms,
        is_open=not point.is_closed,
        is_altered=point.is_altered,
        follows=bool(is_next and before and before.version == point.version),
    )


def _table(content: SiteContent, one: Series, page: str) -> str:
    rows: list[tuple[str, ...]] = [
        (
            markup.inline(each.name),
            markup.inline(each.value) or NOTHING,
            markup.inline(each.goal.words) or NOTHING,
            markup.inline(each.judgement) or NOTHING,
            _remarks(each) or NOTHING,
            markup.link(markup.inline(each.record or each.path), content.place(each.path), page),
        )
        for each in one.points
    ]
    rows += [(markup.inline(name), "**not measured**", *[NOTHING] * 4) for name in one.gaps]
    rows.sort(key=lambda row: row[0])
    head = ("Period", "Value", "Goal then", "Judgement", "Remarks", "Record")
    return markup.table(head, rows)


def _remarks(each: Point) -> str:
    found = []
    if each.alarms:
        found.append(markup.late("alarm"))
    if each.is_altered:
        found.append(markup.late("changed after it was closed"))
    if each.is_corrected:
        found.append("corrected")
    if not each.is_closed:
        found.append("not closed yet")
    if each.target and each.target != "none":
        found.append(f"judged by: {markup.inline(each.target)}")
    return "<br>".join(found)


def _breaks(one: Series) -> Iterator[str]:
    for each in one.breaks:
        rows = [
            (
                markup.inline(key),
                markup.inline(readable(was)) or NOTHING,
                markup.inline(readable(now)) or NOTHING,
            )
            for key, was, now in each.changed
        ]
        title = f"From {each.day} on something else is counted"
        told = markup.table(("What", "Before", "Since"), rows)
        words = "Figures that were measured before that day do not compare with those after it."
        yield markup.box("warning", title, f"{words}\n\n{told}")
