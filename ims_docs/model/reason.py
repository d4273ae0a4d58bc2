"""A reason that a person gives: one sentence in which nothing hides, and its words for a reader."""

from __future__ import annotations

import re
import unicodedata

_SHORTEST, _LONGEST = 10, 500
_UNSEEN = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")
"""Unicode categories that a reader does not see, or sees differently from a machine."""

_PREFIX = re.compile(
    r"(?:build|chore|ci|docs|feat|fix|perf|refactor|revert|style|test)(?:\([^)\n]*\))?!?:\s+(?=\S)"
)


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


def words(reason: str) -> str:
    """A reason without what it begins with for programs: "feat: ", "fix(scope)!: "."""
    said = _PREFIX.sub("", reason, count=1)
    return said[:1].upper() + said[1:] if said != reason else reason
