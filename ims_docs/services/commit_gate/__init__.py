"""Guarding: what may be committed, pushed and received. Judges; writes nothing."""

from __future__ import annotations

from ims_docs.services.commit_gate.commits import Judge, JudgedCommit
from ims_docs.services.commit_gate.pushes import (
    Refusal,
    Update,
    Verdict,
    judge_received,
    judge_sent,
    received_updates,
    sent_updates,
)
from ims_docs.services.commit_gate.staged import excused_by_staged

__all__ = [
    "Judge",
    "JudgedCommit",
    "Refusal",
    "Update",
    "Verdict",
    "excused_by_staged",
    "judge_received",
    "judge_sent",
    "received_updates",
    "sent_updates",
]
