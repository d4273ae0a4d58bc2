"""Views of a repository for people: lists, whole registers, one thing and what names it. Pure."""

from __future__ import annotations

from ims_docs.domain.views.competence import Competence, Fit, Grid, Level, competence
from ims_docs.domain.views.conditions import Condition, condition
from ims_docs.domain.views.holdings import Holding, holdings
from ims_docs.domain.views.inventory import INVENTORIES, inventory
from ims_docs.domain.views.names import Names, names
from ims_docs.domain.views.state import approval_of
from ims_docs.domain.views.table import Column, Row, Table, listed, whole
from ims_docs.domain.views.thing import Fact, Referrer, Thing, View, referrers, things

__all__ = [
    "INVENTORIES",
    "Column",
    "Competence",
    "Condition",
    "Fact",
    "Fit",
    "Grid",
    "Holding",
    "Level",
    "Names",
    "Referrer",
    "Row",
    "Table",
    "Thing",
    "View",
    "approval_of",
    "competence",
    "condition",
    "holdings",
    "inventory",
    "listed",
    "names",
    "referrers",
    "things",
    "whole",
]
