"""SHP: files can be read, kept and shown safely."""

from __future__ import annotations

from ims_docs.domain.rules._rule import Rule
from ims_docs.domain.rules.shape import files, markup

RULES: tuple[Rule, ...] = tuple(sorted((*files.RULES, *markup.RULES), key=lambda rule: rule.code))
