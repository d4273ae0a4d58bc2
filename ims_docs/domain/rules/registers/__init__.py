"""REG: registers name what they should, once, and what they propose can be done."""

from __future__ import annotations

from ims_docs.domain.rules._rule import Rule
from ims_docs.domain.rules.registers import entries, proposals

RULES: tuple[Rule, ...] = (*entries.RULES, *proposals.RULES)
