"""One change in history, as the domain sees a commit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One change of one file."""

    commit: str
    author: str
    email: str
    authored: datetime
    """When the author says it was written (claimed)."""
    committed: datetime
    """When the committer's clock says it was saved (claimed)."""
    subject: str
    change: str
    """added, changed, renamed, removed."""
    path: str
    """Where the file was after this change."""
    former_path: str = ""
    version: str = ""
    """The version the document gave itself at this revision."""
    approval: str = ""
    """Who approved exactly the bytes of this revision, and when; empty when nobody did."""
