"""A controlled file from its bytes: the keys, and the Markdown below them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from ims_docs.formats.frontmatter.decoding import decode
from ims_docs.formats.frontmatter.parsing import Mapping, parse
from ims_docs.formats.frontmatter.splitting import split
from ims_docs.model.content import Pointer, Position, Value

Bare: TypeAlias = Callable[[str], bool]
"""Which Markdown may do without keys, by its text."""

_SUFFIXES = (".yaml", ".yml")
"""A file with such a name is all keys; any other has them above its text."""
_FIRST_LINE = 2
"""Where the keys begin below the line ---."""


class Parts(NamedTuple):
    """A Markdown file cut in two, whatever its keys say."""

    front: str
    body: str
    line: int
    """The line the body starts on."""


@dataclass(frozen=True, slots=True)
class Read:
    """A file that could be read."""

    front: str
    """The YAML as it is written."""
    keys: Mapping
    body: str
    """The Markdown; empty in a file that is all keys."""
    line: int
    """The line the body starts on."""

    @property
    def values(self) -> dict[str, Value]:
        """The keys and what they say."""
        return self.keys.values

    @property
    def positions(self) -> dict[Pointer, Position]:
        """Where each stands in the file."""
        return self.keys.positions


def never(_: str) -> bool:
    """For a file that has to have keys."""
    return False


def read(path: str, data: bytes, *, bare: Bare = never) -> Read:
    """A file by its name. Raises MalformedError."""
    return read_text(path, decode(data), bare=bare)


def read_text(path: str, text: str, *, bare: Bare = never) -> Read:
    """The same where the bytes are a text already. Raises MalformedError."""
    if path.endswith(_SUFFIXES):
        return Read(text, parse(text), "", 1)
    return _page(text, bare)


def read_page(data: bytes) -> Read:
    """A Markdown file, whatever its name. Raises MalformedError."""
    return _page(decode(data), never)


def read_keys(data: bytes) -> Mapping:
    """A file that is all keys, whatever its name. Raises MalformedError."""
    return parse(decode(data))


def read_either(data: bytes) -> Read:
    """A file whose name says nothing: a line --- at its beginning puts the keys above a text.

    Raises MalformedError.
    """
    text = decode(data)
    return _page(text, never) if text.startswith("---\n") else Read(text, parse(text), "", 1)


def parts(data: bytes, *, bare: Bare = never) -> Parts:
    """A Markdown file whose keys nobody asks for. Raises MalformedError."""
    return _parts(decode(data), bare)


def body_of(data: bytes) -> str:
    """The Markdown below the keys, whatever the keys say. Raises MalformedError."""
    return parts(data).body


def _parts(text: str, bare: Bare) -> Parts:
    return Parts("", text, 1) if bare(text) else Parts(*split(text))


def _page(text: str, bare: Bare) -> Read:
    if bare(text):
        return Read("", Mapping({}, {}), text, 1)
    front, body, line = split(text)
    return Read(front, parse(front, _FIRST_LINE), body, line)
