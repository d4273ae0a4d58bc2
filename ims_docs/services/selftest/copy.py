"""A copy of the example, and somebody who may do everything to it that git and an editor can."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from ims_docs.adapters.disk.writing import replace
from ims_docs.adapters.git import History


class Copy:
    """The files and the history of one copy; past every gate."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.history = History(root)

    def text(self, path: str) -> str:
        """What a file says."""
        return (self.root / path).read_text(encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        """Put other bytes into a file."""
        replace(self.root, path, text)

    def change(self, path: str, old: str, new: str) -> None:
        """Put something in place of something else. Raises ValueError where it is not there."""
        before = self.text(path)
        if old not in before:
            raise ValueError(f"{path} does not say {old!r}")
        self.write(path, before.replace(old, new))

    def delete(self, path: str) -> None:
        """Take a file away."""
        (self.root / path).unlink()

    def save(self, message: str, when: datetime | None = None) -> None:
        """Commit everything, past every gate."""
        self.history.commit_all(message, name="Ada Author", email="ada@example.org", when=when)

    def first(self, pattern: str) -> str:
        """The path of the first file that a pattern finds."""
        return min(self.root.glob(pattern)).relative_to(self.root).as_posix()
