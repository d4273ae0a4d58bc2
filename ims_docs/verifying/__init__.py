"""Verifying: whether a whole history can be believed, from a clone alone. Judges; writes nothing."""

from ims_docs.verifying.examination import LATE_AFTER, Question, verify
from ims_docs.verifying.received import received
from ims_docs.verifying.verification import (
    Anchor,
    Check,
    Control,
    Irregularity,
    Root,
    Unchecked,
    Verification,
)

__all__ = [
    "LATE_AFTER",
    "Anchor",
    "Check",
    "Control",
    "Irregularity",
    "Question",
    "Root",
    "Unchecked",
    "Verification",
    "received",
    "verify",
]
