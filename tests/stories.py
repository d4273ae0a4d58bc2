"""Histories in which anything may come, change and go: broken files, links, forged signatures, merges."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from support import DEFAULTS, IDEA, POLICY, POLICY_KEYS, policy

from ims_docs.adapters.git import History
from ims_docs.formats.signatures import STATEMENTS, line_for
from ims_docs.formats.signatures.example import ExampleKey
from ims_docs.model.approval import Meaning, Statement, digest

WRITER, APPROVER = "PER-0001", "PER-0002"
SIGNERS = "trust/allowed_signers"
FINAL = policy(keys=POLICY_KEYS.replace('"0.1"', '"1.0"'))
LINKING = policy(more="See [the people](../registers/people.yaml#x) and [nothing](gone.md).\n")
OTHER = policy(keys=POLICY_KEYS.replace("POL-0001", "POL-0002") + "supersedes: [POL-0001]\n")
IDEAS = (
    "---\nid: IDE-0001\ntype: idea\ntitle: One\nstatus: captured\n---\n\nText.\n",
    "---\nid: IDE-0001\ntype: idea\ntitle: Two\nstatus: stopped\n---\n\nText.\n",
    "---\nid: IDE-0002\ntype: idea\ntitle: Two\nrelated: [POL-0001, POL-0009]\n---\n\nText.\n",
    "---\nid: [unclosed\n---\n",
    "No front matter.\n",
)
SCHEMA = "schemas/records/visit.schema.json"


def statement(text: str, meaning: Meaning, signer: str, version: str = "1.0") -> Statement:
    return Statement(
        document="POL-0001",
        version=version,
        digest=digest("POL-0001", version, text.encode()),
        meaning=meaning,
        signer=signer,
        signed_at=datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC),
        previous="none",
    )


def approvals() -> Iterator[tuple[str, str]]:
    for text in (FINAL, LINKING):
        for who, meaning in ((WRITER, Meaning.PREPARED), (APPROVER, Meaning.APPROVED)):
            said = statement(text, meaning, who)
            path = f"{said.folder}/{said.stem}.txt"
            yield path, said.text
            yield f"{path}.sig", ExampleKey(who).sign(said.text.encode(), STATEMENTS)
    yield "approvals/POL-0001/v1.0/prepared-PER-0001.txt", "not a statement\n"
    yield "approvals/POL-0001/v1.0/approved-PER-0002.txt.sig", "not a signature\n"
    yield "approvals/lost.txt.sig", "x\n"
    yield "approvals/innovation-policy/note.bin", "x\n"


def signers() -> str:
    since = datetime(2026, 1, 1, tzinfo=UTC)
    lines = (line_for(who, ExampleKey(who).public, since, who) for who in (WRITER, APPROVER))
    return "".join(f"{line}\n" for line in lines)


PEOPLE, ROLES = "docs/registers/people.yaml", "docs/registers/roles.yaml"
POSSIBLE: tuple[tuple[str, str], ...] = (
    *((POLICY, text) for text in (policy(), FINAL, LINKING, OTHER, "---\nid: POL-0001\n---\n")),
    ("docs/leadership/another.md", policy()),
    ("docs/leadership/another.md", OTHER),
    *((IDEA, text) for text in IDEAS),
    ("docs/records/idea/IDE-0002.md", IDEAS[2]),
    ("docs/records/lesson/IDE-0001.md", IDEAS[0]),
    ("docs/records/idea/list.yaml", "type: idea\n"),
    ("docs/records/idea/index.md", "# Ideas\n"),
    ("docs/index.md", "# Start\n"),
    ("docs/notes/plain.txt", "plain\n"),
    ("docs/NOTES/plain.txt", "plain\n"),
    ("README.md", "not looked at\n"),
    (PEOPLE, str(DEFAULTS[PEOPLE])),
    (PEOPLE, str(DEFAULTS[PEOPLE]).replace("PER-0002", "PER-0003")),
    (ROLES, str(DEFAULTS[ROLES])),
    ("docs/registers/roles-again.yaml", str(DEFAULTS[ROLES])),
    (SIGNERS, signers()),
    (SIGNERS, "PER-0001 nonsense\n"),
    (SCHEMA, "{"),
    (".gitattributes", "docs/** merge=union\n"),
    *approvals(),
)
RARELY = ("ims.yml", SIGNERS, SCHEMA, ".gitattributes")


class Story:
    """A history of commits, branches and merges in which anything may come, change and go."""

    def __init__(self, seed: int, length: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311
        self.trees: list[dict[str, tuple[str, str]]] = []
        self.stream = "".join(self._commits(length))

    def make(self, root: Path) -> History:
        subprocess.run(["git", "init", "-q", "-b", "main", str(root)], check=True)
        command = ["git", "-C", str(root), "fast-import", "--quiet", "--force"]
        subprocess.run(command, input=self.stream.encode(), check=True)
        return History(root)

    def _commits(self, length: int) -> Iterator[str]:
        for number in range(length):
            parents = self._parents(number)
            tree = dict(self.trees[parents[0]]) if parents else self._first()
            for other in parents[1:]:
                theirs = self.trees[other].items()
                tree.update(one for one in theirs if self.chance.random() < 0.5)
            for _ in range(self.chance.choice((0, 1, 1, 2, 3))):
                self._change(tree)
            self.trees.append(tree)
            yield f"commit refs/heads/main\nmark :{number + 1}\n"
            yield f"committer A <a@example.org> {1_700_000_000 + number} +0000\ndata 4\nSay\n\n"
            for word, parent in zip(("from", "merge"), parents, strict=False):
                yield f"{word} :{parent + 1}\n"
            yield "deleteall\n"
            for path, (mode, text) in tree.items():
                yield f"M {mode} inline {path}\ndata {len(text.encode())}\n{text}\n"

    def _parents(self, number: int) -> list[int]:
        if not number:
            return []
        before = number - 1 if self.chance.random() < 0.8 else self.chance.randrange(number)
        others = [self.chance.randrange(number)] if self.chance.random() < 0.2 else []
        # Everything leads to the last commit, so that nothing is left out.
        line = [number - 1] if number - 1 not in (before, *others) else []
        return list(dict.fromkeys([before, *others, *line]))[:2] if not line else [before, *line]

    def _first(self) -> dict[str, tuple[str, str]]:
        kept = DEFAULTS if self.chance.random() < 0.9 else {}
        return {path: ("100644", str(text)) for path, text in kept.items()}

    def _change(self, tree: dict[str, tuple[str, str]]) -> None:
        path, text = self.chance.choice(POSSIBLE)
        if path in RARELY and self.chance.random() < 0.7:
            return
        deed = self.chance.random()
        if deed < 0.65:
            tree[path] = ("100644", text)
        elif deed < 0.72:
            tree[path] = ("120000", "elsewhere")
        elif deed < 0.9 and tree:
            tree.pop(
                self.chance.choice([one for one in sorted(tree) if one not in RARELY] or [path]),
                None,
            )
        elif deed < 0.92:
            tree.pop("ims.yml", None)
        else:
            tree["ims.yml"] = ("100644", str(DEFAULTS["ims.yml"]))
