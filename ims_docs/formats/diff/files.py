"""Two states of one file, whatever it is and whatever is wrong with it, to what changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ims_docs.formats import frontmatter
from ims_docs.formats.diff.changes import Comparison
from ims_docs.formats.diff.fields import fields
from ims_docs.formats.diff.passages import passages
from ims_docs.model.content import Value


class _Read(NamedTuple):
    """A file as keys and body."""

    values: Mapping[str, Value]
    front: str
    body: str
    why_plain: str = ""


def compare(before: bytes | None, after: bytes | None, path: str) -> Comparison:
    """What changed; None stands for a file that is not there. Content never makes it raise."""
    if any(data is not None and b"\0" in data for data in (before, after)):
        sizes = " → ".join(
            "nothing" if one is None else f"{len(one)} bytes" for one in (before, after)
        )
        return Comparison(note="" if before == after else f"This is no text: {sizes}")
    old, new = _read(before, path), _read(after, path)
    why = old.why_plain or new.why_plain
    if why:
        old, new = (_Read({}, "", _plain(one)) for one in (before, after))
    changed = tuple(fields(old.values, new.values))
    text, relaid = passages(old.body, new.body)
    return Comparison(
        fields=changed,
        text=text,
        layout=relaid or (old.front != new.front and not changed) or _only_blanks(old, new, text),
        note=f"Compared as plain text, because its keys cannot be read: {why}" if why else "",
    )


def _read(data: bytes | None, path: str) -> _Read:
    if data is None:
        return _Read({}, "", "")
    if not path.endswith((".md", ".yaml", ".yml")):
        return _Read({}, "", _plain(data))
    try:
        read = frontmatter.read(path, data, bare=frontmatter.begins_with_text)
    except frontmatter.MalformedError as error:
        return _Read({}, "", "", error.message)
    return _Read(read.values, read.front, read.body)


def _plain(data: bytes | None) -> str:
    return (data or b"").decode("utf-8", "surrogateescape").replace("\r\n", "\n")


def _only_blanks(old: _Read, new: _Read, text: tuple[object, ...]) -> bool:
    """Whether the bodies differ though no passage does, as with empty lines."""
    return len(text) <= 1 and old.body != new.body and old.body.split() == new.body.split()
