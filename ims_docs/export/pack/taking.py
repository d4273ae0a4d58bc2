"""One commit taken out into a folder of its own: whatever a pack holds is made from that alone.

So a pack does not depend on what is not saved yet, on other branches, on the settings of this
computer, or on the day on which it is made.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from ims_docs.adapters.git import History
from ims_docs.adapters.git.excerpt import bundle, take_out
from ims_docs.services.verification import Question, Verification, own_copy, verify
from ims_docs.services.workspace import Clock, Workspace

JUDGED = "the history in the pack"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A commit as a repository of its own."""

    workspace: Workspace
    commit: str
    day: date
    """The day on which every question is asked."""
    bundle: bytes
    verification: Verification


class _Stopped(Clock):
    """A clock that shows the day of a pack."""

    def __init__(self, day: date) -> None:
        self._day = day

    def now(self) -> datetime:
        return datetime.combine(self._day, time(23, 59, 59), UTC)


@contextmanager
def taken(history: History, commit: str, as_of: date | None) -> Iterator[Taken]:
    """A commit as a repository of its own, gone when the work is done. Raises UnreadableError.

    Without a day, the one on which the commit was saved is asked about.
    """
    with tempfile.TemporaryDirectory(prefix="ims-pack-") as name:
        folder = Path(name).resolve()
        (folder / "borrowed").mkdir()
        file = bundle(history, commit, folder / "borrowed")
        root = folder / "repository"
        root.mkdir()
        own = take_out(file, root)
        saved = max(one.committed for one in own.log()).date()
        day = as_of or min(saved, Clock().today())
        workspace = Workspace(root=root, clock=_Stopped(day), cache=folder / "cache")
        with own_copy(file) as clone:
            question = Question(as_of=day, memory=folder / "cache")
            found = verify(History(clone), question, JUDGED)
        yield Taken(
            workspace=workspace,
            commit=commit,
            day=day,
            bundle=file.read_bytes(),
            verification=found,
        )
