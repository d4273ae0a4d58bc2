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
    names = [f"{one.commit}:{one.path}" for one in revisions]
    contents = history.blobs(names) if names else iter(())
    return tuple(
        replace(one, version=_version(data)) for one, data in zip(revisions, contents, strict=True)
    )


def _version(data: bytes | None) -> str:
    if data is None:
        return ""
    try:
        front, _, _ = frontmatter.split(frontmatter.decode(data))
        version = frontmatter.parse(front).values.get("version")
    except frontmatter.MalformedError:
        return ""
    return version if isinstance(version, str) else ""
