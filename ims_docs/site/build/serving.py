"""The site on this computer, built again whenever a file changes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from ims_docs.model.classification import Classification
from ims_docs.model.tree_entry import FOLDERS, ROOT_FILES
from ims_docs.services.workspace import Workspace
from ims_docs.site.build import engine, reading
from ims_docs.site.build.files import collect
from ims_docs.site.build.integrity import Verifier

HOST = "127.0.0.1"


def serve(
    workspace: Workspace,
    port: int,
    started: Callable[[str], None],
    *,
    verifier: Verifier | None = None,
    audience: Classification | None = None,
) -> None:
    """Serve until interrupted; who started it is told the address."""
    from mkdocs.livereload import LiveReloadServer

    with tempfile.TemporaryDirectory(prefix="ims-serve-") as folder:
        asked = verifier or Verifier()

        def builder() -> None:
            content = reading.read(workspace, verifier=asked, audience=audience)
            files, _ = collect(workspace.root, content)
            engine.run(content, files, Path(folder))

        builder()
        server = LiveReloadServer(builder, HOST, port, folder)
        for name in (*FOLDERS, *ROOT_FILES):
            if (workspace.root / name).exists():
                server.watch(str(workspace.root / name))
        started(server.url)
        try:
            server.serve()  # type: ignore[no-untyped-call]
        finally:
            server.shutdown()
