"""The rules: small pure functions from a Repository to problems, by family."""

from __future__ import annotations

from ims_docs.domain.rules import (
    approvals,
    clauses,
    documents,
    history,
    ids,
    links,
    markup,
    people,
    record_dates,
    records,
    registers,
    shape,
    waivers,
)
from ims_docs.domain.rules._rule import Rule

ALL_RULES: tuple[Rule, ...] = (
    *approvals.RULES,
    *clauses.RULES,
    *documents.RULES,
    *history.RULES,
    *links.RULES,
    *ids.RULES,
    *records.RULES,
    *record_dates.RULES,
    *registers.RULES,
    *shape.RULES,
    *markup.RULES,
    *people.RULES,
    *waivers.RULES,
)

__all__ = ["ALL_RULES", "Rule"]
