"""The site as a folder: rendered, or as plain pages for another site generator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from ims_docs.model.finding import Finding
from ims_docs.services.workspace import Workspace
from ims_docs.site.build import engine, output, reading
from ims_docs.site.build.appearance import ASSETS
from ims_docs.site.build.files import Files, collect
from ims_docs.site.build.integrity import Verifier
from ims_docs.site.pages import SiteContent, stamped, verdict_warning

_STYLE = ("ims.css", "tables.js")
"""What another generator needs for pages that look and work as ours: name them in its settings."""

Writer: TypeAlias = Callable[[SiteContent, Files, Path], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What came of a build. With blocking findings nothing was written."""

    output: Path
    pages: int = 0
    commit: str = ""
    modified: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    """Attachments that can run code and stay away."""
    warning: str = ""
    """What the top of every page says of the integrity of all this; empty where it is intact."""
    blocking: tuple[Finding, ...] = ()


def build(
    workspace: Workspace, target: Path, *, as_of: date | None = None, verify: bool = True
) -> Built:
    """Make a folder that opens from disk, needs no server and asks for nothing.

    Without `verify` every page says that nobody looked whether the history was tampered with.
    Raises ConfigurationError when there is something at `target` that is not ours.
    """
    return _write(engine.run, workspace, target, as_of, verify=verify)


def stage(
    workspace: Workspace, target: Path, *, as_of: date | None = None, verify: bool = True
) -> Built:
    """Write the pages as plain files. Raises ConfigurationError as `build` does."""
    return _write(_plain, workspace, target, as_of, verify=verify)


def _write(
    writer: Writer, workspace: Workspace, target: Path, as_of: date | None, *, verify: bool
) -> Built:
    place = output.refuse_foreign(target, workspace.root)
    content = reading.read(workspace, as_of=as_of, verifier=Verifier(is_off=not verify))
    found = reading.blocking(content.report)
    if found:
        return Built(output=place, blocking=found)
    files, left_out = collect(workspace.root, content)
    with output.replaced(place) as fresh:
        writer(content, files, fresh)
    return Built(
        output=place,
        pages=sum(path.endswith(".md") for path in files),
        commit=content.commit,
        modified=content.modified,
        left_out=left_out,
        warning=verdict_warning(content),
    )


def _plain(content: SiteContent, files: Files, folder: Path) -> None:
    styled: Files = {
        f"assets/ims/{name}": (ASSETS / "assets/ims" / name).read_bytes() for name in _STYLE
    }
    for path, data in sorted({**files, **styled}.items()):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(stamped(content, data).encode() if isinstance(data, str) else data)
