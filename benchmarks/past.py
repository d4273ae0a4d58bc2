"""A long history for the benchmarks: documents, changed and renamed over thousands of commits.

`git fast-import` makes it in seconds. The same numbers make the same history.
"""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FIRST = 1_600_000_000
"""The moment of the first commit; the others follow every three hours."""
STEP = 10_800
RENAMES = 60
"""One change in so many gives a file another name."""
MERGES = 30
"""One commit in so many is a merge."""
FOLDERS = ("context", "leadership", "planning", "support", "operation", "performance")
PEOPLE = ("Ada Author", "Ben Boss", "Cem Clerk", "Dana Doe")
WORDS = ("customer", "seal", "workshop", "risk", "evidence", "pilot", "review", "market", "value")


@dataclass(slots=True)
class Past:
    """The repository and the names that its files have at the end."""

    root: Path
    files: int
    commits: int
    paths: list[str] = field(default_factory=list)

    def make(self) -> Past:
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
        bodies = [[self._line(chance) for _ in range(30)] for _ in range(self.files)]
        settings = 'organisation: "Past"\nprofile: starter\nstandards:\n  - iso56001\n'
        yield self._commit(1, "docs: start")
        aside: list[str] = []
        yield self._file("ims.yml", settings)
        for number in range(self.files):
            yield self._file(self.paths[number], self._text(number, 1, bodies[number]))
        for place in range(2, self.commits + 1):
            if place % MERGES == 0 and place > MERGES:
                # A side branch of one commit: it left the line two commits before.
                yield self._commit(place, "Merge", first=place - 1, side=place - 2)
                yield from aside
            elif place % MERGES == MERGES - 2 and place > MERGES:
                aside = list(self._changes(chance, place, bodies, renames=False))
                yield self._commit(place, f"docs: change {place}", "side", first=place - 1)
                yield from aside
            else:
                gap = 2 if place % MERGES == MERGES - 1 and place > MERGES else 1
                yield self._commit(place, f"docs: change {place}", first=place - gap)
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
            bodies[number][chance.randrange(30)] = self._line(chance)
            yield self._file(self.paths[number], self._text(number, place, bodies[number]))

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
            f'version: "1.{place % 100}"\nowner: innovation-manager\nclassification: internal\n'
        )
        return f"---\n{keys}---\n\n## Purpose\n\n" + "\n\n".join(body) + "\n"

    def _line(self, chance: random.Random) -> str:
        return " ".join(chance.choices(WORDS, k=14)).capitalize() + "."
