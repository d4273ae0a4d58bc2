"""The evidence ladder: how far each clause and each item has come. Pure."""

from __future__ import annotations

from ims_docs.domain.coverage.exclusions import Exclusion, exclusions
from ims_docs.domain.coverage.ladder import (
    RUNG_OF_A_CLAUSE,
    ClauseCoverage,
    Coverage,
    ItemCoverage,
    Reach,
    Rung,
    questioned,
)
from ims_docs.domain.coverage.questions import Question, questions, touches
from ims_docs.domain.coverage.standard import asked_rung, cover
from ims_docs.domain.coverage.types import audit_period, reaches

__all__ = [
    "RUNG_OF_A_CLAUSE",
    "ClauseCoverage",
    "Coverage",
    "Exclusion",
    "ItemCoverage",
    "Question",
    "Reach",
    "Rung",
    "asked_rung",
    "audit_period",
    "cover",
    "exclusions",
    "questioned",
    "questions",
    "reaches",
    "touches",
]
