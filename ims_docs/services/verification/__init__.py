"""Verifying: whether a whole history can be believed, from a clone alone. Judges; writes nothing."""

from ims_docs.services.verification.elsewhere import Elsewhere
from ims_docs.services.verification.examine import not_seen, verify
from ims_docs.services.verification.foreign_copy import own_copy
from ims_docs.services.verification.on_disk import not_saved
from ims_docs.services.verification.packs import PackVerification, verify_pack
from ims_docs.services.verification.question import LATE_AFTER, Question
from ims_docs.services.verification.result import (
    Anchor,
    Changed,
    Check,
    Control,
    Irregularity,
    Kind,
    Root,
    Unchecked,
    Verdict,
    Verification,
    Witnessed,
)
from ims_docs.services.verification.witnesses import Copy

__all__ = [
    "LATE_AFTER",
    "Anchor",
    "Changed",
    "Check",
    "Control",
    "Copy",
    "Elsewhere",
    "Irregularity",
    "Kind",
    "PackVerification",
    "Question",
    "Root",
    "Unchecked",
    "Verdict",
    "Verification",
    "Witnessed",
    "not_saved",
    "not_seen",
    "own_copy",
    "verify",
    "verify_pack",
]
