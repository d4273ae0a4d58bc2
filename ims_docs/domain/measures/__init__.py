"""Measures that a repository answers itself: a closed list, each figure with the records behind it. Pure."""

from __future__ import annotations

from ims_docs.domain.measures.figure import Figure, Item, Measure, Question
from ims_docs.domain.measures.named import MEASURES, compute, question_of

__all__ = ["MEASURES", "Figure", "Item", "Measure", "Question", "compute", "question_of"]
