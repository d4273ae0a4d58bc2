"""Bytes of a file as a source of pages: their digest, and the Markdown below the front matter."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from ims_docs.adapters.disk.tree import is_blob
from ims_docs.formats import frontmatter
from ims_docs.formats.frontmatter import MalformedError
from ims_docs.site.pages import Source


def source(path: str, data: bytes, held: Mapping[str, str]) -> Source:
    """A file as it was read; `held` says what the commit holds."""
    return saved_source(path, data, modified=not is_blob(data, held.get(path, "")))


def saved_source(path: str, data: bytes, *, modified: bool = False) -> Source:
    """A file as a revision holds it."""
    body, first_line = _body(data) if path.endswith(".md") else ("", 1)
    return Source(
        digest=hashlib.sha256(data).hexdigest(), body=body, first_line=first_line, modified=modified
    )


def as_written(one: Source, data: bytes) -> Source:
    """The same source with what the file holds, for a page that says why it could not be read."""
    return replace(one, written=data.decode("utf-8", "backslashreplace").replace("\r\n", "\n"))


def _body(data: bytes) -> tuple[str, int]:
    try:
        _, body, line = frontmatter.parts(data, bare=frontmatter.begins_with_text)
    except MalformedError:
        return "", 1
    return body, line
