"""Files, dates and sentences that tests share."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TypeAlias

from ims_docs.adapters.disk.tree import WorkingTree
from ims_docs.adapters.git import History
from ims_docs.domain.runner import check
from ims_docs.model.finding import Finding, Report
from ims_docs.services.loading.repository import LoadRequest, load
from ims_docs.services.workspace import Clock

AS_OF = date(2026, 11, 23)
"""The day on which every test asks its questions."""

Files: TypeAlias = Mapping[str, "str | bytes"]

HANGS = 120
"""Seconds after which a process hangs; what is slow is measured by the time of the processor."""


def processor_seconds() -> float:
    """What this process and its ended children have used; a busy machine does not change it."""
    return sum(os.times()[:4])


DEFAULTS: Files = {
    "ims.yml": 'organisation: "Acme"\nprofile: starter\nstandards:\n  - iso56001\n',
    "docs/registers/people.yaml": """\
type: people
title: People
owner: innovation-manager
classification: internal
entries:
  - id: PER-0001
    name: Ada Author
    email: ada@example.org
    active: active
  - id: PER-0002
    name: Ben Boss
    email: ben@example.org
    active: active
""",
    "docs/registers/roles.yaml": """\
type: roles
title: Roles
owner: innovation-manager
classification: internal
entries:
  - id: innovation-manager
    title: Innovation manager
    holders: [PER-0001]
    responsibilities: [Keeps the system running]
    decides: []
  - id: top-management
    title: Top management
    holders: [PER-0002]
    responsibilities: [Answers for the system]
    decides: []
""",
}
"""A repository in which nothing is wrong but what is missing."""


class StoppedClock(Clock):
    """A clock that always shows one moment."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


def write(root: Path, files: Files) -> Path:
    """Put files below a folder, bytes as they are."""
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def pack(git: Path) -> None:
    """Keep the objects of this folder of git in one file."""
    subprocess.run(["git", f"--git-dir={git}", "repack", "-a", "-d", "-q"], check=True)


def checked(root: Path) -> Report:
    """The report on the files on disk, on the day of the tests."""
    return check(load(LoadRequest(tree=WorkingTree(root), as_of=AS_OF)))


def shown(finding: Finding) -> str:
    """A finding as one line: `path:line:col CODE message`."""
    return f"{finding.where} {finding.code} {finding.message}"


def of_form(report: Report) -> list[str]:
    """Every finding but those that say what a complete system still needs."""
    return [shown(one) for one in report.findings if not one.code.startswith("CLS")]


POLICY = "docs/leadership/innovation-policy.md"

POLICY_KEYS = """\
id: POL-0001
type: innovation-policy
title: Innovation policy
version: "0.1"
owner: innovation-manager
classification: internal
"""

_SECTIONS = (
    "Purpose",
    "Our commitments",
    "How we take risk",
    "Frame for objectives",
    "How this policy is known",
    "Review",
)


def policy(*, keys: str = POLICY_KEYS, more: str = "") -> str:
    """A complete innovation policy, and whatever else its body is to hold (from line 34)."""
    body = "\n".join(f"## {title}\n\nWe mean it.\n" for title in _SECTIONS)
    return f"---\n{keys}---\n\n{body}\n{more}"


IDEA = "docs/records/idea/IDE-0001.md"

LIFE = [
    {"state": "open", "moves": ["closed"], "days": 30},
    {"state": "closed", "closes": True},
]
"""The shortest life of a record, for schemas of an organisation's own."""

STATUS = {"enum": ["open", "closed"]}

CLOSING = [
    {
        "if": {"properties": {"status": {"const": "closed"}}, "required": ["status"]},
        "then": {"required": ["closed_on"]},
    }
]
"""What the end of that life asks for."""


class GitRepository:
    """A real git repository at `root`, with one author and one day."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")
        self.git("config", "commit.gpgSign", "false")

    def git(self, *arguments: str, check: bool = True) -> str:
        """What git prints."""
        command = ["git", "-C", str(self.root), *arguments]
        return subprocess.run(command, check=check, capture_output=True, text=True).stdout

    def commit(self, files: Files, message: str = "Change") -> str:
        """Write files, commit everything, and return the commit's name."""
        write(self.root, files)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD").strip()

    def report(self) -> Report:
        """Check what lies on disk, compared with what git keeps."""
        loaded = load(
            LoadRequest(
                tree=WorkingTree(self.root), as_of=AS_OF, history=History(self.root), root=self.root
            )
        )
        return check(loaded)
