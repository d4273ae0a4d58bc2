"""Guarding: what may be committed, pushed and received. Judges; writes nothing."""

from __future__ import annotations

from ims_docs.guarding.commits import Judge, Judged
from ims_docs.guarding.pushes import (
    Refusal,
    Update,
    Verdict,
    judge_received,
    judge_sent,
    received_updates,
    sent_updates,
)

__all__ = [
    "Judge",
    "Judged",
    "Refusal",
    "Update",
    "Verdict",
    "judge_received",
    "judge_sent",
    "received_updates",
    "sent_updates",
]
