"""A reason that a person gives and signs: one sentence in which nothing hides."""

from __future__ import annotations

import unicodedata

_SHORTEST, _LONGEST = 10, 500
_UNSEEN = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")
"""Unicode categories that a reader does not see, or sees differently from a machine."""


def reason_problem(reason: str) -> str:
    """What is wrong with a reason, empty when nothing is."""
    if not _SHORTEST <= len(reason) <= _LONGEST:
        return f"The reason needs {_SHORTEST} to {_LONGEST} characters"
    if reason != reason.strip() or "  " in reason:
        return "The reason has blanks at its ends or two in a row"
    if any(unicodedata.category(one) in _UNSEEN for one in reason):
        return "The reason holds a character that nobody sees"
    if unicodedata.normalize("NFC", reason) != reason:
        return "The reason is not in Unicode NFC form"
    return ""
