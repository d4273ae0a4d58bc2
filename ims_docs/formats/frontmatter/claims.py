"""The ids that a file names as its own, found where its keys cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ims_docs.formats.frontmatter.decoding import MAX_BYTES

_ID = re.compile(
    rb"""^(?:- )?[ ]*(?:- )?id:[ ]*["']?([A-Z]{2,5}-[0-9]{4,})["']?[ ]*\r?$""", re.MULTILINE
)
_TYPE = re.compile(rb"""^type:[ ]*["']?([a-z][a-z0-9-]*)["']?[ ]*\r?$""", re.MULTILINE)
_BELOW = re.compile(rb"^---[ ]*\r?$", re.MULTILINE)


def claims(path: str, data: bytes) -> tuple[str, ...]:
    """What the lines `id:` of a broken file say; of a register also its type.

    Good enough to tell people where to look. Nothing counts because of it.
    """
    return tuple(dict.fromkeys(_found(path, data[:MAX_BYTES])))


def _found(path: str, data: bytes) -> Iterator[str]:
    if path.endswith(".md"):
        begin = _BELOW.search(data)
        end = _BELOW.search(data, begin.end()) if begin else None
        found = _ID.search(data, 0, end.start() if end else len(data))
        yield from ([found[1].decode()] if found else [])
        return
    named = _TYPE.search(data)
    yield from ([named[1].decode()] if named else [])
    yield from (one[1].decode() for one in _ID.finditer(data))
