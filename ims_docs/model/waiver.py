"""A waiver: a recorded, reasoned, dated decision not to apply a rule here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

INTEGRITY = ("HIS", "APR")
"""Families of rules that say whether evidence is what it was. Nobody can decide that it need not be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """One waiver of ims.yml."""

    code: str
    """A rule's code, for example DOC004."""
    path: str
    """A file, a folder ending with /, or empty for everywhere."""
    reason: str
    person: str
    until: date
    line: int

    @property
    def is_void(self) -> bool:
        """Whether it speaks of evidence that was altered, which nobody can decide away."""
        return self.code.startswith(INTEGRITY)

    def covers(self, code: str, path: str) -> bool:
        """Whether a finding of this rule in this file is waived, as long as the date holds."""
        if code != self.code or self.is_void:
            return False
        if self.path.endswith("/"):
            return path.startswith(self.path)
        return self.path in ("", path)
