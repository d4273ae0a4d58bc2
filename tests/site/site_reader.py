"""What the tests of the site share: git as Ada, and a page as a parser sees it."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from ims_docs.services.workspace import Workspace
from ims_docs.site import build as site_build
from ims_docs.site.build import Built

if TYPE_CHECKING:
    from reviewed import Reviewed
    from signers import Office

AS_OF = date(2026, 11, 23)
DEMO_DAY = date(2026, 11, 25)
IDENTITY = {
    "GIT_AUTHOR_NAME": "Ada Author",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada Author",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
STRATEGY = "docs/leadership/innovation-strategy.md"
RENAMED = "docs/leadership/strategy.md"
RECORD = """---
id: INT-0001
type: intelligence-report
title: First look around
date: "2026-10-02"
owner: PER-0001
status: open
---

# First look around

Nothing yet.
"""


def git(root: Path, *arguments: str) -> str:
    """Run git there, as Ada, without hooks."""
    done = subprocess.run(
        ["git", "-c", f"core.hooksPath={os.devnull}", *arguments],
        cwd=root, env={**os.environ, **IDENTITY}, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout


def edit(path: Path, old: str, new: str) -> None:
    """Replace words of a file that must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def commit(root: Path, message: str) -> str:
    """Commit everything."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", message)
    return git(root, "rev-parse", "HEAD").strip()


@dataclass
class Html(HTMLParser):
    """A page as a browser's parser sees it."""

    text: str
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    _cell: list[str] | None = None

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self._cell = []

    def handle_endtag(self, tag):
        if tag in ("td", "th") and self._cell is not None:
            self.tables[-1][-1].append("".join(self._cell).strip())
            self._cell = None

    def handle_data(self, data):
        self.words.append(data)
        if self._cell is not None:
            self._cell.append(data)

    @property
    def rows(self) -> list[list[str]]:
        return [row for table in self.tables for row in table]

    def fact(self, name: str) -> str:
        """The value beside a name in a table of two columns."""
        return next(row[1] for row in self.rows if len(row) == 2 and row[0] == name)

    def table(self, first: str) -> list[list[str]]:
        """The rows below the heading of a table whose first column is called so."""
        return next(
            table[1:] for table in self.tables if table[0][0] == first and len(table[0]) > 2
        )

    def hrefs(self) -> list[str]:
        return [value for tag, given in self.tags if tag == "a" and (value := given.get("href"))]


@dataclass(frozen=True)
class Site:
    root: Path
    folder: Path
    built: Built

    def page(self, path: str) -> Html:
        return Html((self.folder / path).read_text(encoding="utf-8"))


def built(organisation: Reviewed | Office, folder: Path) -> Site:
    """The site of what an organisation keeps now."""
    made = site_build.build(Workspace(root=organisation.root), folder / "out", as_of=AS_OF)
    return Site(organisation.root, folder / "out", made)


def text(page: Html) -> str:
    """The words of a page, in one line."""
    return " ".join("".join(page.words).split())
