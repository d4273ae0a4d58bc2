"""A small organisation with two baselines, a document and a record that are gone, and a register approved twice."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from complete_records import NONCONFORMITY, NONCONFORMITY_PATH
from signers import Office
from site_reader import IDENTITY
from support import DEFAULTS, POLICY, POLICY_KEYS, StoppedClock, policy, write

from ims_docs.formats.signatures import BASELINES, STATEMENTS
from ims_docs.model.baseline import Baseline
from ims_docs.model.trust import Level
from ims_docs.services.baselines import Maker
from ims_docs.services.workspace import Workspace

USES = f'namespaces="{STATEMENTS},{BASELINES}"'
RISKS = "docs/registers/risks.yaml"
GONE = "docs/improvement/nonconformity-procedure.md"
RENAMED = "docs/context/scope.md"
ENTRY = """\
  - id: RSK-000{number}
    title: {title}
    kind: risk
    likelihood: {likelihood}
    impact: 4
    response: {response}
    owner: PER-0001
    status: open
"""
HEAD = """\
type: risks
title: Risks and opportunities
owner: innovation-manager
classification: internal
entries:
"""


def entry(number: int, title: str, likelihood: int = 2, response: str = "reduce") -> str:
    return ENTRY.format(number=number, title=title, likelihood=likelihood, response=response)


def document(identifier: str, kind: str, title: str, version: str, words: str) -> str:
    keys = POLICY_KEYS.replace("POL-0001", identifier).replace("innovation-policy", kind)
    keys = keys.replace("title: Innovation policy", f"title: {title}").replace(
        '"0.1"', f'"{version}"'
    )
    return f"{policy(keys=keys)}\n{words}\n"


class Reviewed:
    """The organisation, at whatever point of its life it is."""

    def __init__(self, root: Path, keys: Path) -> None:
        self.root = root
        people = ("PER-0001", "PER-0002")
        self.office = Office(root, keys, () if keys.is_dir() else people)
        self.office.keys = {one: keys / one for one in people}
        if not root.is_dir():
            root.mkdir(parents=True)
            self.git("init", "-q", "-b", "main", day="2026-01-01")

    def git(self, *arguments: str, day: str, name: str = "Ada Author") -> str:
        moment = f"{day}T09:00:00+00:00"
        who = {f"GIT_{role}_NAME": name for role in ("AUTHOR", "COMMITTER")}
        when = {f"GIT_{role}_DATE": moment for role in ("AUTHOR", "COMMITTER")}
        return subprocess.run(
            ["git", "-c", f"core.hooksPath={os.devnull}", *arguments],
            cwd=self.root, env={**os.environ, **IDENTITY, **who, **when},
            check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip

    def save(self, message: str, day: str, files: dict[str, str] | None = None, **more: str) -> str:
        write(self.root, files or {})
        self.git("add", "--all", day=day)
        self.git("commit", "-q", "-m", message, day=day, **more)
        return self.git("rev-parse", "HEAD", day=day).strip()

    def fix(self, name: str, day: str) -> Baseline:
        """A baseline by Ben, saved."""
        moment = datetime.fromisoformat(f"{day}T10:00:00").replace(tzinfo=UTC)
        made = Maker(
            workspace=Workspace(root=self.root, clock=StoppedClock(moment), identity=IDENTITY),
            level=Level.SIGNED,
            person="PER-0002",
            key=self.office.keys["PER-0002"],
        ).make(name)
        self.save(f"docs: fix the baseline {name}", day)
        return made.baseline

    def live(self) -> None:
        """From the first draft to today."""
        self.begin()
        self.fix("2026-start", "2026-02-01")
        self.change()
        self.fix("2026-review", "2026-06-01")
        self.go_on()

    def begin(self) -> None:
        self.office.lists(USES)
        files = {
            **DEFAULTS,
            ".gitattributes": "* text=auto eol=lf\nbaselines/** -text\n",
            POLICY: document("POL-0001", "innovation-policy", "Innovation policy", "1.0", "First words."),
            GONE: document(
                "NCP-0001", "nonconformity-procedure", "Nonconformity procedure", "1.0",
                "See [the policy](../leadership/innovation-policy.md) and [the scope](../context/ims-scope.md).",
            ),
            "docs/context/ims-scope.md": document("SCO-0001", "ims-scope", "Scope", "0.1", "All of it."),
            RISKS: HEAD + entry(1, "A supplier fails") + entry(2, "Nobody has an idea"),
            NONCONFORMITY_PATH: NONCONFORMITY,
        }  # fmt: skip
        self.save("docs: begin the system", "2026-01-05", files)
        self.office.approves("1.0", "2026-01-06")
        self.office.approves("1.0", "2026-01-08", document="NCP-0001", text=GONE)
        self.office.approves("1", "2026-01-10", document="risks", text=RISKS)
        self.save("docs: approve the first texts", "2026-01-12")

    def change(self) -> None:
        text = document(
            "POL-0001", "innovation-policy", "Innovation policy", "1.1", "Second words."
        )
        linking = text + "\nSee [the procedure](../improvement/nonconformity-procedure.md).\n"
        self.save("docs: sharpen the policy", "2026-03-01", {POLICY: linking})
        self.office.approves("1.1", "2026-03-02")
        risks = HEAD + entry(1, "A supplier fails", 5) + entry(3, "The market turns")
        self.save("docs: look at the risks again", "2026-04-01", {RISKS: risks})
        self.office.approves("2", "2026-04-02", document="risks", text=RISKS)
        self.save("docs: approve the changes", "2026-04-05")

    def go_on(self) -> None:
        text = document("POL-0001", "innovation-policy", "Innovation policy", "1.2", "Third words.")
        self.save("docs: third words", "2026-07-01", {POLICY: text})
        self.office.approves("1.2", "2026-07-02")
        (self.root / GONE).unlink()
        self.save(
            "docs: the procedure moved into the quality manual", "2026-08-03", name="Ben Boss"
        )
        (self.root / NONCONFORMITY_PATH).unlink()
        self.save("docs: remove a record that nobody may remove", "2026-08-04")
        self.git("mv", "docs/context/ims-scope.md", RENAMED, day="2026-08-05")
        risks = HEAD + entry(1, "A supplier fails", 3) + entry(3, "The market turns", 1)
        new = document("VIS-0001", "glossary", "Words", "0.1", "A new one.")
        self.save(
            "docs: go on", "2026-09-01", {RISKS: risks, "docs/context/glossary.md": new}
        )  # fmt: skip
