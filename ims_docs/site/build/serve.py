"""The site on this computer, built again whenever a file changes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ims_docs.model.classification import Classification
from ims_docs.model.finding import Finding
from ims_docs.model.tree_entry import FOLDERS, ROOT_FILES
from ims_docs.services.workspace import Workspace
from ims_docs.site.build import engine, reading
from ims_docs.site.build.files import collect
from ims_docs.site.build.integrity import Verifier
from ims_docs.site.pages import SiteContent

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """Who wants to know what happens."""

    started: Callable[[str], None]
    refused: Callable[[tuple[Finding, ...]], None]


def serve(
    workspace: Workspace,
    port: int,
    listener: Listener,
    *,
    verify: bool = True,
    audience: Classification | None = None,
) -> None:
    """Serve until interrupted. While a state cannot be shown, the last good one stays."""
    from mkdocs.livereload import LiveReloadServer

    with tempfile.TemporaryDirectory(prefix="ims-serve-") as folder:
        verifier = Verifier(is_off=not verify)

        def read() -> SiteContent:
            return reading.read(workspace, verifier=verifier, audience=audience)

        builder = _builder(workspace, Path(folder), listener, read)
        builder()
        server = LiveReloadServer(builder, HOST, port, folder)
        for name in (*FOLDERS, *ROOT_FILES):
            if (workspace.root / name).exists():
                server.watch(str(workspace.root / name))
        listener.started(server.url)
        try:
            server.serve()  # type: ignore[no-untyped-call]
        finally:
            server.shutdown()


def _builder(
    workspace: Workspace, folder: Path, listener: Listener, read: Callable[[], SiteContent]
) -> Callable[[], None]:
    def rebuild() -> None:
        content = read()
        found = reading.blocking(content)
        if found:
            listener.refused(found)
            return
        files, _ = collect(workspace.root, content)
        engine.run(content, files, folder)

    return rebuild
