"""What the person who verifies asks, and what that person has from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ims_docs.services.verification.witnesses import Copy

LATE_AFTER = 60
"""Days after which a record that comes in is named as late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the person who verifies asks, and what that person has from elsewhere."""

    as_of: date
    root: str = ""
    """Fingerprint of the root key."""
    codes: tuple[str, ...] = ()
    """Codes of baselines, as minutes give them."""
    late_after: int = LATE_AFTER
    against: tuple[Copy, ...] = ()
    """Other copies of the repository, to compare with."""
    memory: Path | None = None
    """Where it is remembered which commits were judged before; None judges all of them."""
