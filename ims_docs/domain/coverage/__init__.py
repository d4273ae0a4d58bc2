"""The evidence ladder: how far each clause and each item has come. Pure."""

from __future__ import annotations

from ims_docs.domain.coverage.ladder import ClauseCoverage, Coverage, ItemCoverage, Reach, Rung
from ims_docs.domain.coverage.standard import asked_rung, cover
from ims_docs.domain.coverage.types import audit_period, reaches

__all__ = [
    "ClauseCoverage",
    "Coverage",
    "ItemCoverage",
    "Reach",
    "Rung",
    "asked_rung",
    "audit_period",
    "cover",
    "reaches",
]
