"""The pages as plain files, so that another site generator can take them over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ims_docs.publishing import pages
from ims_docs.site import attachments, output, reading
from ims_docs.site.building import Built


def stage(root: Path, target: Path, *, as_of: date, index_file: str = "") -> Built:
    """Write every page as Markdown, and the attachments, into a folder."""
    place = output.refuse_foreign(target, root)
    edition = reading.read(root, as_of=as_of, index_file=index_file)
    found = reading.blocking(edition.report)
    if found:
        return Built(output=place, blocking=found)
    kept, left_out = attachments.listed(edition)
    made = pages(edition)
    files = {path: text.encode() for path, text in made.items()} | attachments.contents(root, kept)
    with output.replaced(place) as fresh:
        for path, data in sorted(files.items()):
            file = fresh / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
    return Built(
        output=place, pages=len(made), commit=edition.commit, modified=edition.modified, left_out=tuple(left_out),
    )  # fmt: skip
