"""Indicators and objectives over time: series, goals as they stood, alarms, what is not measured. Pure."""

from __future__ import annotations

from ims_docs.domain.indicators.indicator import Goal, Indicator, indicators, objectives

__all__ = ["Goal", "Indicator", "indicators", "objectives"]
