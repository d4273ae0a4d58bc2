"""SHP: files can be read, kept and shown safely."""

from __future__ import annotations

from ims_docs.domain.rules._rule import Rule
from ims_docs.domain.rules.shape import files, markup, names

RULES: tuple[Rule, ...] = tuple(
    sorted((*files.RULES, *markup.RULES, *names.RULES), key=lambda rule: rule.code)
)
