"""A waiver: a recorded, reasoned, dated decision not to apply a rule here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

EXCLUSIONS = "CLS004"
"""The rule about clauses that were declared not applicable."""
INTEGRITY = ("HIS", "APR")
"""Families of rules that say whether evidence is what it was. Nobody can decide that it need not be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """One waiver of ims.yml."""

    code: str
    """A rule's code, for example DOC004."""
    path: str
    """A file, a folder ending with /, or empty for everywhere."""
    clause: str = ""
    """The one clause that it is about; empty for all."""
    reason: str
    person: str
    until: date
    line: int

    @property
    def is_void(self) -> bool:
        """Whether it speaks of evidence that was altered, which nobody can decide away."""
        return self.code.startswith(INTEGRITY)

    @property
    def is_vague(self) -> bool:
        """Whether it speaks of clauses that were left out, and does not name one: each is a decision."""
        return self.code == EXCLUSIONS and not self.clause

    def covers(self, code: str, path: str, clause: str = "") -> bool:
        """Whether a finding of this rule in this file is waived, as long as the date holds."""
        if code != self.code or self.is_void or self.is_vague or self.clause not in ("", clause):
            return False
        if self.path.endswith("/"):
            return path.startswith(self.path)
        return self.path in ("", path)
