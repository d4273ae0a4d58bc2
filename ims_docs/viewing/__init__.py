"""Views of a repository for people: lists, whole registers, one thing and what names it. Pure."""

from __future__ import annotations

from ims_docs.viewing.conditions import Condition, condition
from ims_docs.viewing.holdings import Holding, holdings
from ims_docs.viewing.names import Names, names
from ims_docs.viewing.standing import approval_of
from ims_docs.viewing.table import Column, Row, Table, listed, whole
from ims_docs.viewing.thing import Fact, Referrer, Thing, View, referrers, things

__all__ = [
    "Column",
    "Condition",
    "Fact",
    "Holding",
    "Names",
    "Referrer",
    "Row",
    "Table",
    "Thing",
    "View",
    "approval_of",
    "condition",
    "holdings",
    "listed",
    "names",
    "referrers",
    "things",
    "whole",
]
