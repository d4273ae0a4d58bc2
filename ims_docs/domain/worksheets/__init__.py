"""What is computed from one record or register and shown beside it: totals, ranks, spreads. Pure."""

from __future__ import annotations

from ims_docs.domain.worksheets.sheet import Sheet
from ims_docs.domain.worksheets.sheets import sheets

__all__ = ["Sheet", "sheets"]
