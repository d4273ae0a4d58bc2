"""Charts: pure functions from values to SVG text in the colours of the theme."""

from __future__ import annotations

from ims_docs.site.pages.charts.bars import Bar, bars
from ims_docs.site.pages.charts.bubbles import Bubble, bubbles
from ims_docs.site.pages.charts.matrix import Mark, matrix
from ims_docs.site.pages.charts.series import Goal, Point, series

__all__ = ["Bar", "Bubble", "Goal", "Mark", "Point", "bars", "bubbles", "matrix", "series"]
