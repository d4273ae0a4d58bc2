"""Charts: pure functions from values to SVG text in the colours of the theme."""

from __future__ import annotations

from ims_docs.site.pages.charts.bars import Bar, bars
from ims_docs.site.pages.charts.bubbles import Bubble, bubbles
from ims_docs.site.pages.charts.gantt import Task, gantt
from ims_docs.site.pages.charts.matrix import Mark, matrix
from ims_docs.site.pages.charts.series import Goal, Point, series
from ims_docs.site.pages.charts.timeline import Mark as Figure
from ims_docs.site.pages.charts.timeline import Missing, timeline

__all__ = [
    "Bar",
    "Bubble",
    "Figure",
    "Goal",
    "Mark",
    "Missing",
    "Point",
    "Task",
    "bars",
    "bubbles",
    "gantt",
    "matrix",
    "series",
    "timeline",
]
