"""The gates: what they are, the scripts that git calls, and where they are in force."""

from __future__ import annotations

from ims_docs.gates.table import GATES, Gate, gate

__all__ = ["GATES", "Gate", "gate"]
