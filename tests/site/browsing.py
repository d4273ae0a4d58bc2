"""A real browser on the example site: from the folder and over http, with everything noted that it asks for."""

from __future__ import annotations

import functools
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

CHROME = os.environ.get("CHROME") or shutil.which("chromium") or shutil.which("google-chrome") or ""
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]

PAGES = (
    "index",
    "guide",
    "about",
    "who",
    "trail",
    "findings",
    "clauses/index",
    "clauses/10/index",
    "clauses/10.2",
    "coverage/index",
    "coverage/iso56001",
    "registers/index",
    "registers/risks",
    "registers/portfolio",
    "records/index",
    "records/measurement/index",
    "records/idea/index",
    "records/nonconformity/NCR-0001",
    "leadership/innovation-policy",
    "operation/innovation-processes",
    "context/glossary",
    "drafts/context/glossary",
    "former/context/ims-scope/version-1.0",
    "changes/context/ims-scope",
    "changes/registers/objectives",
)
"""One page of each kind."""

LISTS = (
    "lists/documents",
    "lists/records",
    "lists/actions",
    "lists/competence",
    "lists/distribution",
    "lists/retention",
    "trail/2026-10",
)
"""Lists of everything, and a month of the trail."""

REVIEWED = (
    "index",
    "baselines",
    "baselines/2026-start",
    "baselines/2026-review",
    "gone",
    "gone/improvement/nonconformity-procedure",
    "gone/records/nonconformity/NCR-0001",
    "former/registers/risks/version-1",
    "former/registers/risks/version-2",
    "registers/risks",
)
"""Pages of the organisation that fixed baselines and lost files."""


@dataclass
class Visit:
    """A page that is open, and what the browser said about it."""

    page: Any
    base: str
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda one: self.asked.append(one.url))
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def _hear(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.said.append(message.text)

    def go(self, path: str, rest: str = "") -> None:
        """Open a page and wait until its scripts have run."""
        self.page.goto(f"{self.base}/{path}.html{rest}", wait_until="load")

    @property
    def elsewhere(self) -> list[str]:
        """What it asked for outside the site."""
        inside = (self.base, "data:", "blob:", "about:")
        return [url for url in self.asked if not url.startswith(inside)]

    def column(self, number: int) -> list[str]:
        """The texts of a column of the first table that sorts, as far as they are shown."""
        return self.page.evaluate(
            """number => [...document.querySelector(".ims-sort").closest("table").tBodies[0].rows]
            .filter(row => !row.hidden).map(row => row.cells[number].textContent.trim())""",
            number,
        )


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a web server for a folder."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
