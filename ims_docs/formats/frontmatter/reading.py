"""The one reader of a file: its bytes to keys and body."""

from __future__ import annotations

from typing import NamedTuple

from ims_docs.formats.frontmatter.decoding import decode
from ims_docs.formats.frontmatter.parsing import Mapping, parse
from ims_docs.formats.frontmatter.splitting import split


class File(NamedTuple):
    """A Markdown file with front matter, or a file of YAML alone."""

    text: str
    """All of it."""
    front: str
    """The YAML."""
    keys: Mapping
    body: str
    """The Markdown below the keys; empty in a file of YAML."""
    body_line: int
    """The line on which the body starts."""


def read(path: str, data: bytes) -> File:
    """What a file says; its name tells Markdown from YAML. Raises MalformedError."""
    text = decode(data)
    if not path.endswith(".md"):
        return File(text, text, parse(text), "", 1)
    front, body, line = split(text)
    return File(text, front, parse(front, 2), body, line)


def body_of(data: bytes) -> str:
    """The Markdown below the keys, whatever the keys say. Raises MalformedError."""
    return split(decode(data))[1]
