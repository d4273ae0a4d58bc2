"""Views of a repository for people: lists, whole registers, one thing and what names it. Pure."""

from __future__ import annotations

from ims_docs.viewing.conditions import Condition, condition
from ims_docs.viewing.holdings import Holding, holdings
from ims_docs.viewing.table import Column, Row, Table, listed, whole

__all__ = [
    "Column",
    "Condition",
    "Holding",
    "Row",
    "Table",
    "condition",
    "holdings",
    "listed",
    "whole",
]
