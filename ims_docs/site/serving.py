"""The site on this computer, built again whenever a file changes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from ims_docs.findings import Finding
from ims_docs.site import attachments, engine, reading
from ims_docs.tree import FOLDERS, ROOT_FILES

HOST = "127.0.0.1"


def serve(
    root: Path, *, port: int, today: Callable[[], date], refused: Callable[[tuple[Finding, ...]], None],
    started: Callable[[str], None],
) -> None:  # fmt: skip
    """Serve until interrupted. A state that cannot be shown is told to `refused`; the last good one stays."""
    from mkdocs.livereload import LiveReloadServer

    with tempfile.TemporaryDirectory(prefix="ims-serve-") as folder:
        builder = _builder(root, Path(folder), today, refused)
        builder()
        server = LiveReloadServer(builder, HOST, port, folder)
        for name in (*FOLDERS, *ROOT_FILES):
            if (root / name).exists():
                server.watch(str(root / name))
        started(server.url)
        try:
            server.serve()
        finally:
            server.shutdown()


def _builder(
    root: Path,
    folder: Path,
    today: Callable[[], date],
    refused: Callable[[tuple[Finding, ...]], None],
) -> Callable[[], None]:
    def rebuild() -> None:
        edition = reading.read(root, as_of=today())
        found = reading.blocking(edition.report)
        if found:
            refused(found)
            return
        kept, _ = attachments.listed(edition)
        engine.run(edition, attachments.contents(root, kept), folder)

    return rebuild
