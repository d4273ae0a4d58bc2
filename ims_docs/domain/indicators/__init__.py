"""Indicators and objectives over time: series, goals as they were then, alarms, what is not measured. Pure."""

from __future__ import annotations

from ims_docs.domain.indicators.indicator import Goal, Indicator, indicators, objectives
from ims_docs.domain.indicators.overview import FAMILIES, LEVELS, Overview, overview, standing
from ims_docs.domain.indicators.past import Past, Version, past_of
from ims_docs.domain.indicators.progress import Progress, Track, progress
from ims_docs.domain.indicators.series import Break, Known, Point, Series, series_of

__all__ = [
    "FAMILIES",
    "LEVELS",
    "Break",
    "Goal",
    "Indicator",
    "Known",
    "Overview",
    "Past",
    "Point",
    "Progress",
    "Series",
    "Track",
    "Version",
    "indicators",
    "objectives",
    "overview",
    "past_of",
    "progress",
    "series_of",
    "standing",
]
