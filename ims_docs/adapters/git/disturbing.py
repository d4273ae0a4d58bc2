"""What somebody with git at hand does to a history; for copies that we made ourselves to be tried."""

from __future__ import annotations

from ims_docs.adapters.git.history import History


def drop_newest(history: History, count: int) -> None:
    """Forget the newest commits of the branch that is checked out."""
    history.run("reset", "--quiet", "--hard", f"HEAD~{count}")


def move_tag(history: History, name: str, target: str) -> None:
    """Let a tag lead to another commit."""
    history.run("tag", "--force", name, target)
