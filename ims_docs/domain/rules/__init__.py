"""The rules: small pure functions from a Repository to problems, one room a family."""

from __future__ import annotations

from ims_docs.domain.rules import (
    approvals,
    audits,
    clauses,
    documents,
    history,
    links,
    numbers,
    people,
    records,
    registers,
    shape,
    values,
    waivers,
)
from ims_docs.domain.rules._rule import Rule

ALL_RULES: tuple[Rule, ...] = (
    *approvals.RULES,
    *audits.RULES,
    *clauses.RULES,
    *documents.RULES,
    *history.RULES,
    *links.RULES,
    *numbers.RULES,
    *records.RULES,
    *registers.RULES,
    *shape.RULES,
    *values.RULES,
    *people.RULES,
    *waivers.RULES,
)

__all__ = ["ALL_RULES", "Rule"]
