"""The dashboard: objectives with a reason, four families by level, each series with its table."""

from __future__ import annotations

from collections.abc import Iterator

from ims_docs.domain.indicators import (
    FAMILIES,
    LEVELS,
    Overview,
    Progress,
    Series,
    Track,
    overview,
    standing,
)
from ims_docs.site.pages import markup, series_view
from ims_docs.site.pages.content import SiteContent
from ims_docs.site.pages.values import NOTHING

PAGE = "lists/indicators.md"
_WORDS = (
    "What is measured, and whether objectives will be reached. Every figure is a measurement; the table below "
    "each chart leads to it. A figure is judged by the goal that held when its period ended. A trend needs three figures."
)
_LATE = (Track.OVERDUE, Track.BEHIND)


def is_needed(content: SiteContent) -> bool:
    """Whether anything is to be measured."""
    return any(content.repository.register(name) for name in ("indicators", "objectives"))


def pages(content: SiteContent) -> Iterator[tuple[str, str]]:
    """One page, where there are indicators or objectives."""
    if not is_needed(content):
        return
    found = overview(content.repository, content.known)
    blocks = [
        _tally(found),
        *_objectives(content, found),
        *_grid(found),
        *_figures(content, found),
        *_without(content, found),
    ]
    yield (
        PAGE,
        markup.page("Indicators and objectives", "# Indicators and objectives", _WORDS, *blocks),
    )


def _tally(found: Overview) -> str:
    parts = [
        f"{len(found.measured)} of {markup.count(len(found.series), 'indicator')} have figures"
    ]
    names = ", ".join(one.indicator.id for one in found.alarms)
    if names:
        parts.append(f"{markup.late('alarm')}: {names}")
    if found.altered:
        parts.append(f"{markup.late('changed after they were closed')}: {', '.join(found.altered)}")
    if found.empty:
        parts.append(f"{len(found.empty)} of 16 combinations of family and level have no indicator")
    return markup.bullets(parts)


def _objectives(content: SiteContent, found: Overview) -> Iterator[str]:
    if not found.objectives:
        return
    rows = [
        (
            _linked(content, one.objective.id, one.objective.text("title")),
            markup.inline(one.objective.text("due")) or NOTHING,
            markup.late(one.track.value) if one.track in _LATE else f"**{one.track.value}**",
            markup.inline(one.why),
            _way(one),
        )
        for one in found.objectives
    ]
    yield "## Objectives"
    yield markup.table(("Objective", "By", "On track?", "Why", "Way done"), rows)


def _way(one: Progress) -> str:
    shares = [
        f"{each.series.indicator.id}: {each.share:.0f} per cent"
        for each in one.shown
        if each.share is not None
    ]
    return "<br>".join(shares) or NOTHING


def _grid(found: Overview) -> Iterator[str]:
    if not found.series:
        return
    rows = []
    for family in FAMILIES:
        cells = [_cell(found, family, level) for level in LEVELS]
        rows.append((f"**{family.capitalize()}**", *cells))
    yield "## What is measured"
    yield "Input is what is put in, throughput is speed and flow, output is what comes out, a result is the effect of it."
    yield markup.table(("Family", *(one.capitalize() for one in LEVELS)), rows)


def _cell(found: Overview, family: str, level: str) -> str:
    names = []
    for one in found.cell(family, level):
        title = markup.inline(one.indicator.text("title"))
        target = f"{PAGE}#{_anchor(one)}" if one.points else ""
        word = standing(one)
        told = markup.late(word) if word in series_view.BAD else word
        names.append(f"{markup.link(title, target, PAGE)} <small>({told})</small>")
    return "<br>".join(names) or "**nothing**"


def _anchor(one: Series) -> str:
    return markup.inline(one.indicator.id)


def _figures(content: SiteContent, found: Overview) -> Iterator[str]:
    measured = [one for one in found.all_series if one.points]
    if measured:
        yield "## Figures"
    for one in measured:
        title = f"{one.indicator.id} {one.indicator.text('title')}"
        yield f'<div id="{_anchor(one)}"></div>'
        yield f"### {markup.inline(title)}"
        yield from series_view.blocks(content, one, PAGE)


def _without(content: SiteContent, found: Overview) -> Iterator[str]:
    rest = [one for one in found.series if not one.points]
    if not rest:
        return
    rows = [
        (
            _linked(content, one.indicator.id, one.indicator.text("title")),
            *(
                markup.inline(one.indicator.text(key)) or NOTHING
                for key in ("family", "level", "method", "frequency", "status")
            ),
            ", ".join(
                markup.link(markup.inline(each.id), content.place(each.path), PAGE)
                for each in one.others
            )
            or NOTHING,
        )
        for one in rest
    ]
    head = ("Indicator", "Family", "Level", "Method", "Frequency", "Status", "In words")
    yield "## Without figures"
    yield markup.table(head, rows)


def _linked(content: SiteContent, name: str, title: str) -> str:
    words = markup.inline(f"{name} {title}".strip())
    return markup.link(words, content.find(name), PAGE)
