"""What a rule is, and the decorator that makes one."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from ims_docs.model.finding import Problem, Severity
from ims_docs.model.repository import Repository

Check: TypeAlias = Callable[[Repository], Iterator[Problem]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One check: what it asks for, why, and how to put it right."""

    code: str
    """Family letters and three digits. Never reused."""
    title: str
    """The good condition, so that it reads right when passed and when failed."""
    severity: Severity
    hint: str
    clause: str
    """The clause of `settings.LEADING` it serves, empty where it is our own practice."""
    rationale: str
    """Why it matters: the docstring of the check."""
    whole: bool
    """Whether it needs the whole repository, so that it does not run on a few staged files."""
    check: Check

    @property
    def family(self) -> str:
        """The letters of its code."""
        return self.code[:3]


def rule(  # noqa: PLR0913 - each is one fact about the rule
    code: str,
    *,
    title: str,
    severity: Severity,
    hint: str,
    clause: str = "7.5.3",
    whole: bool = False,
) -> Callable[[Check], Rule]:
    """Turn a function that yields problems into a Rule; its docstring is the rule's page."""

    def make(check: Check) -> Rule:
        return Rule(
            code=code,
            title=title,
            severity=severity,
            hint=hint,
            clause=clause,
            rationale=inspect.getdoc(check) or "",
            whole=whole,
            check=check,
        )

    return make
