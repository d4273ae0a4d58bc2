"""What the schema of a type lets a new one begin with (x-ims-start)."""

from __future__ import annotations

from collections.abc import Iterator

from ims_docs.formats import frontmatter
from ims_docs.formats.schemas.files import Schema, as_object
from ims_docs.model.content import Value

_KEY = "x-ims-start"


def problem_with_starts(schema: Schema) -> str:
    """What is wrong with them, or nothing: each has to be readable as it is written."""
    for name, start in _starts(schema):
        try:
            written = frontmatter.dump({name: start})
            fits = frontmatter.parse(written).values == {name: start}
        except (ValueError, frontmatter.MalformedError):
            fits = False
        if not fits:
            return f"{_KEY} of {name!r} holds something that no front matter can hold"
    return ""


def _starts(schema: Schema) -> Iterator[tuple[str, Value]]:
    for name, part in as_object(schema.get("properties")).items():
        if _KEY in as_object(part):
            yield name, part[_KEY]
