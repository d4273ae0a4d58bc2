"""What a rule reports, and what a whole check reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from ims_docs.model.waiver import Waiver


class Severity(StrEnum):
    """From the standard's own verb: shall is an error, should is advice, our practice is a warning."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"

    @property
    def weight(self) -> int:
        """Larger is graver."""
        return {"error": 3, "warning": 2, "advice": 1}[self.value]


class Outcome(StrEnum):
    """What came of one rule."""

    CONFORMING = "conforming"
    FINDINGS = "findings"
    WAIVED = "waived"
    NOT_APPLICABLE = "not applicable"


class Location(NamedTuple):
    """A place in a file; line and column count from 1, 0 means the file as a whole."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.path
        return (
            f"{self.path}:{self.line}:{self.column}" if self.column else f"{self.path}:{self.line}"
        )


class Problem(NamedTuple):
    """What a rule yields: where and what. The rule itself knows code, severity and clause."""

    where: Location
    message: str
    hint: str = ""
    """How to put this one right, where the rule's own hint is too general."""
    clause: str = ""
    severity: Severity | None = None
    """How grave this one is, where it is less than the rule says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is not right: where, what, and how to put it right."""

    code: str
    severity: Severity
    where: Location
    message: str
    hint: str
    clause: str = ""

    @property
    def sort_key(self) -> tuple[Location, str, str]:
        """By place, then code, then text: independent of the order of files and rules."""
        return (self.where, self.code, self.message)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOutcome:
    """A rule that ran, what it asks for, and what came of it."""

    code: str
    title: str
    severity: Severity
    outcome: Outcome
    findings: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WaivedFinding:
    """A finding that a waiver in ims.yml covers. It stays visible."""

    finding: Finding
    waiver: Waiver


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything one check found, and every rule that ran."""

    repository: str
    judged: str
    """What was read: the files on disk, what is staged, or a revision."""
    as_of: str
    findings: tuple[Finding, ...]
    waived: tuple[WaivedFinding, ...]
    rules: tuple[RuleOutcome, ...]
    counts: dict[str, int] = field(default_factory=dict)
    """How many documents, records, registers were read."""
    next_step: str = ""

    def count(self, severity: Severity) -> int:
        """How many findings of this severity."""
        return sum(finding.severity is severity for finding in self.findings)

    def fails(self, fail_on: Severity) -> bool:
        """Whether any finding is as grave as `fail_on`."""
        return any(finding.severity.weight >= fail_on.weight for finding in self.findings)
