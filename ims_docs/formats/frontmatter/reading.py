"""The text of a file for people, from its bytes."""

from __future__ import annotations

from ims_docs.formats.frontmatter.decoding import decode
from ims_docs.formats.frontmatter.splitting import split


def body_of(data: bytes) -> str:
    """The Markdown below the keys, whatever the keys say. Raises MalformedError."""
    return split(decode(data))[1]
