"""A long history for the benchmarks: documents, changed, renamed and approved over thousands of commits.

`git fast-import` makes it in seconds. The same numbers make the same history, and nothing in it
breaks a rule.
"""

from __future__ import annotations

import random
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from ims_docs.formats.signatures import STATEMENTS, line_for
from ims_docs.formats.signatures.example import ExampleKey
from ims_docs.model.approval import NO_PREVIOUS, Meaning, Statement, digest
from ims_docs.services.scaffold import create
from ims_docs.services.scaffold.answers import complete

FIRST = 1_600_000_000
"""The moment of the first commit; the others follow every three hours."""
STEP = 10_800
RENAMES = 60
"""One change in so many gives a file another name."""
MERGES = 30
"""One commit in so many is a merge."""
FOLDERS = ("context", "leadership", "planning", "support", "operation", "performance")
PEOPLE = ("Ada Author", "Ben Boss", "Cem Clerk", "Dana Doe")
SECTIONS = (
    "Purpose",
    "Our commitments",
    "How we take risk",
    "Frame for objectives",
    "How this policy is known",
    "Review",
)
"""What a document of this type holds."""
LINES = 30
WRITER, APPROVER = "PER-0002", "PER-0001"
"""Who prepares and who approves; the scaffold has them and their roles."""
WORDS = ("customer", "seal", "workshop", "risk", "evidence", "pilot", "review", "market", "value")


@dataclass(slots=True)
class FileHistory:
    """The repository and the names that its files have at the end."""

    root: Path
    files: int
    commits: int
    approvals: int = 0
    """Signed statements; half of them say that a text was prepared, half that it was approved."""
    paths: list[str] = field(default_factory=list)
    _previous: dict[str, str] = field(default_factory=dict)
    """By document: the name of its last statement."""
    _signed: int = 0
    _last: tuple[int, str, str] = (0, "", "")
    """The text that the main line changed last: number, version, text."""

    def make(self) -> FileHistory:
        """Write the history and check it out."""
        self.root.mkdir(parents=True)
        git = ["git", "-C", str(self.root)]
        subprocess.run([*git, "init", "-q", "-b", "main"], check=True)
        stream = "".join(self._stream()).encode()
        subprocess.run([*git, "fast-import", "--quiet"], input=stream, check=True)
        subprocess.run([*git, "repack", "-adq"], check=True)
        subprocess.run([*git, "reset", "-q", "--hard", "main"], check=True)
        return self

    def _stream(self) -> Iterator[str]:
        chance = random.Random(56001)
        self.paths = [
            f"docs/{FOLDERS[number % len(FOLDERS)]}/document-{number:04}.md"
            for number in range(self.files)
        ]
        bodies = [[self._line(chance) for _ in range(LINES)] for _ in range(self.files)]
        yield self._commit(1, "docs: start the system with its documents")
        aside: list[str] = []
        yield from self._scaffold()
        for number in range(self.files):
            yield self._file(self.paths[number], self._text(number, 1, bodies[number]))
        for place in range(2, self.commits + 1):
            if place % MERGES == 0 and place > MERGES:
                # A side branch of one commit: it left the line two commits before.
                yield self._commit(place, "Merge", first=place - 1, side=place - 2)
                yield from aside
            elif place % MERGES == MERGES - 2 and place > MERGES:
                aside = list(self._changes(chance, place, bodies, renames=False))
                yield self._commit(place, _subject(place), "side", first=place - 1)
                yield from aside
            else:
                gap = 2 if place % MERGES == MERGES - 1 and place > MERGES else 1
                yield self._commit(place, _subject(place), first=place - gap)
                due = self.approvals * place // self.commits
                if self._signed < due and self._last[0]:
                    yield from self._statements(place)
                else:
                    yield from self._changes(chance, place, bodies)

    def _changes(
        self, chance: random.Random, place: int, bodies: list[list[str]], *, renames: bool = True
    ) -> Iterator[str]:
        """Two files changed, the even ones on the line and the odd ones on the side."""
        for number in chance.sample(range(not renames, self.files, 2), 2):
            if renames and chance.randrange(RENAMES) == 0:
                renamed = self.paths[number].partition("-at-")[0].removesuffix(".md")
                renamed += f"-at-{place}.md"
                yield f"R {self.paths[number]} {renamed}\n"
                self.paths[number] = renamed
            bodies[number][chance.randrange(LINES)] = self._line(chance)
            text = self._text(number, place, bodies[number])
            if renames:
                self._last = (number, _version(place), text)
            yield self._file(self.paths[number], text)

    def _scaffold(self) -> Iterator[str]:
        """What `ims new` makes, and the list of signers; its own documents stay out."""
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "scaffold"
            answers = complete({"organisation": "FileHistory", "profile": "starter"})
            create(root, answers, when=datetime.fromtimestamp(FIRST, UTC))
            for path in sorted(root.rglob("*")):
                name = path.relative_to(root).as_posix()
                if path.is_file() and name.startswith(("docs/registers/", "ims.yml", ".gitattr")):
                    yield self._file(name, path.read_text(encoding="utf-8"))
        since = datetime.fromtimestamp(FIRST, UTC)
        lines = [line_for(who, ExampleKey(who).public, since, who) for who in (WRITER, APPROVER)]
        yield self._file("trust/allowed_signers", "".join(f"{line}\n" for line in lines))

    def _statements(self, place: int) -> Iterator[str]:
        """Two people sign the text that was changed last."""
        number, version, text = self._last
        document = f"POL-{number:04}"
        for later, (who, meaning) in enumerate(
            ((WRITER, Meaning.PREPARED), (APPROVER, Meaning.APPROVED))
        ):
            statement = Statement(
                document=document,
                version=version,
                digest=digest(document, version, text.encode()),
                meaning=meaning,
                signer=who,
                signed_at=datetime.fromtimestamp(FIRST + place * STEP - 60 + later, UTC),
                previous=self._previous.get(document, NO_PREVIOUS),
            )
            self._previous[document] = statement.sha256
            name = f"{statement.folder}/{statement.stem}.txt"
            signature = ExampleKey(who).sign(statement.text.encode(), STATEMENTS)
            yield self._file(name, statement.text)
            yield self._file(f"{name}.sig", signature)
        self._signed += 2
        self._last = (0, "", "")

    def _commit(
        self, place: int, message: str, branch: str = "main", first: int = 0, side: int = 0
    ) -> str:
        name = PEOPLE[place % len(PEOPLE)]
        who = f"{name} <{name[:3].lower()}@example.org> {FIRST + place * STEP} +0000"
        parents = f"from :{first}\n" if first else ""
        parents += f"merge :{side}\n" if side else ""
        return (
            f"commit refs/heads/{branch}\nmark :{place}\nauthor {who}\ncommitter {who}\n"
            f"data {len(message)}\n{message}\n{parents}"
        )

    def _file(self, path: str, text: str) -> str:
        return f"M 100644 inline {path}\ndata {len(text.encode())}\n{text}\n"

    def _text(self, number: int, place: int, body: list[str]) -> str:
        keys = (
            f"id: POL-{number:04}\ntype: innovation-policy\ntitle: Document {number}\n"
            f'version: "{_version(place)}"\nowner: innovation-manager\nclassification: internal\n'
        )
        each = LINES // len(SECTIONS)
        parts = (
            f"## {title}\n\n" + "\n\n".join(body[start * each : (start + 1) * each])
            for start, title in enumerate(SECTIONS)
        )
        return f"---\n{keys}---\n\n" + "\n\n".join(parts) + "\n"

    def _line(self, chance: random.Random) -> str:
        return " ".join(chance.choices(WORDS, k=14)).capitalize() + "."


def _subject(place: int) -> str:
    return f"docs: say what workshop {place} decided about this text"


def _version(place: int) -> str:
    """Each commit writes a version of its own."""
    return f"{1 + place // 1000}.{place % 1000}"
