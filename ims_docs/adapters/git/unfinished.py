"""What a person has begun in git and not finished."""

from __future__ import annotations

from ims_docs.adapters.git.history import History

MERGED = "MERGE_HEAD"
"""How git names the commit that a merge brings in, as long as the merge waits for an answer."""

_MARKS = {
    MERGED: "A merge",
    "rebase-merge": "A rebase",
    "rebase-apply": "A rebase",
    "CHERRY_PICK_HEAD": "A cherry-pick",
    "REVERT_HEAD": "A revert",
    "BISECT_LOG": "A bisect",
}
"""What lies among git's own files meanwhile."""


def under_way(history: History) -> str:
    """What is unfinished, such as "A merge"; empty when nothing."""
    places = history.git_paths(tuple(_MARKS))
    for place, what in zip(places, _MARKS.values(), strict=True):
        if (history.root / place).exists():
            return what
    return ""
