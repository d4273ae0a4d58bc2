"""A word as it is typed in a command: in quotes where a shell would take it apart."""

from __future__ import annotations

import shlex


def quoted(word: str) -> str:
    """The word, safe to copy into a terminal; words for people keep their letters."""
    return word if _is_plain(word) else shlex.quote(word)


def _is_plain(word: str) -> bool:
    """Whether no shell finds a sign in it that means something; letters of any script mean none."""
    return bool(word) and all(one.isalnum() or one in "_@%+=:,./-" for one in word)
