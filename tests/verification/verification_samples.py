"""The verdict of the tests, and its findings as lines."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from support import AS_OF, Files, write

from ims_docs.adapters.git import History
from ims_docs.services.verification import Question, Verification, verify

LATE = 365
"""Days; most of what happens here is of one day, and older things are no matter."""


def judged(root: Path, /, **question: object) -> Verification:
    """The verdict on the day of the tests."""
    asked = {"as_of": AS_OF, "late_after": LATE, **question}
    return verify(History(root), Question(**asked), "the repository")


def told(found: Verification) -> list[str]:
    """Each finding as a line: check, rule, place, message. Changed controls have tests of their own."""
    return [
        " ".join(filter(None, (one.check, one.code, str(one.where), one.message)))
        for one in found.found
        if not one.changed
    ]


class Clone:
    """A git repository at a folder, with git as a person uses it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def git(self, *arguments: str, check: bool = True, **variables: str) -> str:
        """What git prints."""
        command = ["git", "-C", str(self.root), *arguments]
        variables = {name: f"{value}" for name, value in variables.items()}
        environment = {**os.environ, **variables}
        return subprocess.run(
            command, check=check, capture_output=True, text=True, env=environment
        ).stdout

    def commit(self, files: Files, message: str, **variables: str) -> str:
        """Write files, commit everything past all gates, and return the commit's name."""
        write(self.root, files)
        self.git("add", "-A")
        self.git("commit", "-q", "--no-verify", "--allow-empty", "-m", message, **variables)
        return self.git("rev-parse", "HEAD").strip()
