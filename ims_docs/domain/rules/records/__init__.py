"""REC: records are identified, complete when closed, and say when and by whom."""

from __future__ import annotations

from ims_docs.domain.rules._rule import Rule
from ims_docs.domain.rules.records import agreement, contents, dates, grounds, readers, worksheets

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *contents.RULES,
            *dates.RULES,
            *agreement.RULES,
            *grounds.RULES,
            *readers.RULES,
            *worksheets.RULES,
        ),
        key=lambda rule: rule.code,
    )
)
