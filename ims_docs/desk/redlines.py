"""What changed in a text, word by word, as a fragment of a page."""

from __future__ import annotations

from markupsafe import Markup

from ims_docs.adapters.git.trees import blobs_at
from ims_docs.desk.office import Sight
from ims_docs.formats.diff import compare
from ims_docs.reporters.comparison_html import fragment


def redline(sight: Sight, path: str) -> Markup:
    """What stands on disk and was not saved."""
    history = sight.workspace.history
    before = b""
    if history.has_commits and (blob := blobs_at(history, "HEAD", [path]).get(path)):
        before = next(iter(history.blobs([blob])), b"") or b""
    return between(before, sight.snapshot.body(path) or b"", path)


def between(before: bytes, after: bytes, path: str) -> Markup:
    """What changed from one text to the other."""
    return Markup(fragment(compare(before, after, path), "h4"))  # noqa: S704 - the fragment is escaped
