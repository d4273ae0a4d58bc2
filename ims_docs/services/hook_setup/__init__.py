"""The gates: what they are, the scripts that git calls, and where they are in force."""

from __future__ import annotations

from ims_docs.services.hook_setup.gates import GATES, Gate, gate

__all__ = ["GATES", "Gate", "gate"]
