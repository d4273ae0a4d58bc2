"""The revisions of one document or record, with the version each one carried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ims_docs import frontmatter
from ims_docs.history import History
from ims_docs.model.revision import Revision


def trace(history: History, path: str) -> tuple[Revision, ...]:
    """Every revision of a file, newest first, across renames. One pass over the history."""
    return with_versions(history, history.revisions(path))


def with_versions(history: History, revisions: Sequence[Revision]) -> tuple[Revision, ...]:
    """The same revisions with the version that the file gave itself at each."""
    blobs = list(dict.fromkeys(one.blob for one in revisions if one.blob))
    found = dict(zip(blobs, map(_version, history.blobs(blobs)), strict=True))
    return tuple(replace(one, version=found.get(one.blob, "")) for one in revisions)


def _version(data: bytes | None) -> str:
    if data is None:
        return ""
    try:
        front, _, _ = frontmatter.split(frontmatter.decode(data))
        version = frontmatter.parse(front).values.get("version")
    except frontmatter.MalformedError:
        return ""
    return version if isinstance(version, str) else ""
