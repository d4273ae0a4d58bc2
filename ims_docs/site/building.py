"""The site as a folder that opens from disk, needs no server and asks for nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ims_docs.findings import Finding
from ims_docs.publishing import pages
from ims_docs.site import attachments, engine, output, reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What came of a build. With blocking findings nothing was written."""

    output: Path
    pages: int = 0
    commit: str = ""
    modified: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    """Attachments that can run code and stay away."""
    blocking: tuple[Finding, ...] = ()


def build(root: Path, target: Path, *, as_of: date, index_file: str = "") -> Built:
    """Build the site of the files on disk into a folder.

    Raises ConfigurationError when the folder is somebody else's.
    """
    place = output.refuse_foreign(target, root)
    edition = reading.read(root, as_of=as_of, index_file=index_file)
    found = reading.blocking(edition.report)
    if found:
        return Built(output=place, blocking=found)
    kept, left_out = attachments.listed(edition)
    with output.replaced(place) as fresh:
        engine.run(edition, attachments.contents(root, kept), fresh)
    return Built(
        output=place, pages=len(pages(edition)), commit=edition.commit,
        modified=edition.modified, left_out=tuple(left_out),
    )  # fmt: skip
