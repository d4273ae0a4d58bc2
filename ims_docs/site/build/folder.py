"""The site as a folder: rendered, or as plain pages for another site generator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeAlias

from ims_docs.model.classification import Classification
from ims_docs.services.workspace import Workspace
from ims_docs.site import ASSETS
from ims_docs.site.build import engine, output, reading
from ims_docs.site.build.files import Files, collect
from ims_docs.site.build.integrity import Verifier
from ims_docs.site.pages import SiteContent, stamped, verdict_warning

_STYLE = ("ims.css", "tables.js")
"""What another generator needs for pages that look and work as ours: name them in its settings."""

Writer: TypeAlias = Callable[[SiteContent, Files, Path], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What came of a build."""

    output: Path
    pages: int = 0
    commit: str = ""
    modified: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    """Attachments that stay away: they can run code, or not every machine keeps their names."""
    edition: str = ""
    """For whom it is and how much is left out, in a sentence; empty for the whole."""
    warning: str = ""
    """What the top of every page says of the integrity of all this; empty where it is intact."""


def build(
    workspace: Workspace,
    target: Path,
    *,
    as_of: date | None = None,
    verifier: Verifier | None = None,
    audience: Classification | None = None,
) -> Built:
    """Make a folder that opens from disk, needs no server and asks for nothing.

    `verifier` says what the history is compared with, or that nobody looks whether it was tampered with.
    Raises ConfigurationError when there is something at `target` that is not ours.
    """
    return _write(engine.run, workspace, target, Asked(as_of, verifier, audience))


def stage(
    workspace: Workspace,
    target: Path,
    *,
    as_of: date | None = None,
    verifier: Verifier | None = None,
    audience: Classification | None = None,
) -> Built:
    """Write the pages as plain files. Raises ConfigurationError as `build` does."""
    return _write(_plain, workspace, target, Asked(as_of, verifier, audience))


class Asked(NamedTuple):
    """What a build is asked for."""

    as_of: date | None
    verifier: Verifier | None
    audience: Classification | None


def _write(writer: Writer, workspace: Workspace, target: Path, asked: Asked) -> Built:
    place = output.refuse_foreign(target, workspace.root)
    return _written(writer, workspace, place, read(workspace, asked))


def read(workspace: Workspace, asked: Asked) -> SiteContent:
    """What a site is made from, for one who makes more of it than pages."""
    return reading.read(
        workspace, as_of=asked.as_of, verifier=asked.verifier, audience=asked.audience
    )


def build_from(content: SiteContent, workspace: Workspace, target: Path) -> Built:
    """The folder of `build`, from what was read. Raises ConfigurationError as `build` does."""
    place = output.refuse_foreign(target, workspace.root)
    return _written(engine.run, workspace, place, content)


def _written(writer: Writer, workspace: Workspace, place: Path, content: SiteContent) -> Built:
    files, left_out = collect(workspace.root, content)
    with output.replaced(place) as fresh:
        writer(content, files, fresh)
    return Built(
        output=place,
        pages=sum(path.endswith(".md") for path in files),
        commit=content.commit,
        modified=content.modified,
        left_out=left_out,
        edition=content.edition.told,
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
