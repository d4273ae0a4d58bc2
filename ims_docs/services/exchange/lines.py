"""Two lines of work since they went apart: what was saved here, and what others sent."""

from __future__ import annotations

from typing import NamedTuple

from ims_docs.adapters.git import History
from ims_docs.adapters.git.changes import Changes, commit_changes
from ims_docs.adapters.git.commits import common


class Lines(NamedTuple):
    """What each of them changed."""

    mine: Changes
    theirs: Changes

    @classmethod
    def of(cls, history: History, mine: str, theirs: str) -> Lines:
        """Those that lead to two commits."""
        base = common(history, mine, theirs)
        return cls(commit_changes(history, mine, base), commit_changes(history, theirs, base))
