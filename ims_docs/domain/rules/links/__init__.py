"""LNK: everything that is named exists, and every id belongs to one thing."""

from __future__ import annotations

from ims_docs.domain.rules._rule import Rule
from ims_docs.domain.rules.links import ids, latest, targets

RULES: tuple[Rule, ...] = tuple(
    sorted((*targets.RULES, *ids.RULES, *latest.RULES), key=lambda rule: rule.code)
)
