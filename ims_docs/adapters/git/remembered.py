"""What git remembers for one copy: who works in it."""

from __future__ import annotations

from ims_docs.adapters.git.history import History
from ims_docs.errors import UnreadableError


def become(history: History, name: str, email: str) -> None:
    """Remember for this copy who works here. Raises UnreadableError when git cannot write it down."""
    for key, value in (("user.name", name), ("user.email", email)):
        status, answer = history.run_as_user("config", "--local", key, value)
        if status:
            raise UnreadableError(f"Git cannot remember who you are: {answer}")
