"""What a person has begun in git and not finished."""

from __future__ import annotations

import re

from ims_docs.adapters.git.history import History

_NAME = re.compile("[0-9a-f]{40}")

MERGED = "MERGE_HEAD"
"""How git names the commit that a merge brings in, as long as the merge waits for an answer."""

_MARKS = {
    MERGED: "A merge",
    "rebase-merge": "A rebase",
    "rebase-apply": "A rebase",
    "CHERRY_PICK_HEAD": "A cherry-pick",
    "REVERT_HEAD": "A revert",
    "sequencer": "A row of cherry-picks or reverts",
    "BISECT_LOG": "A bisect",
}
"""What lies among git's own files meanwhile."""


def coming_parents(history: History) -> tuple[str, ...]:
    """The parents that the next commit will have: the last commit, and what a merge brings in."""
    head = history.head()
    try:
        merged = (history.root / history.git_path(MERGED)).read_text("ascii").split()
    except (OSError, UnicodeDecodeError):
        merged = []
    known = [one for one in merged if _NAME.fullmatch(one)]
    return (head, *known) if head else ()


def under_way(history: History) -> str:
    """What is unfinished, such as "A merge"; empty when nothing."""
    places = history.git_paths(tuple(_MARKS))
    for place, what in zip(places, _MARKS.values(), strict=True):
        if (history.root / place).exists():
            return what
    return ""
