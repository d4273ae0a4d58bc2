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
    """The first paragraph of the reason, on one line, as git shows it."""
    change: str
    """added, changed, renamed, removed."""
    path: str
    """Where the file was after this change."""
    former_path: str = ""
    body: str = ""
    """What the reason says below its first paragraph."""
    current_path: str = ""
    """The name that the file has now, or had last."""
    blob: str = ""
    """Git's name for the bytes after this change, empty when the file was removed."""
    former_blob: str = ""
    merge: str = ""
    """For a merge: "joined" when it holds what is in none of its sides, "left out" when it
    threw away what one side had done."""
    version: str = ""
    """The version the document gave itself at this revision."""
    approval: str = ""
    """Who approved exactly the bytes of this revision, and when; empty when nobody did."""

    @property
    def reason(self) -> str:
        """The whole message: why it was done."""
        return f"{self.subject}\n\n{self.body}" if self.body else self.subject
