"""A file as a revision holds it, read again as what it was then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from ims_docs.formats import frontmatter, markdown
from ims_docs.formats.frontmatter import MalformedError
from ims_docs.model.content import Content, Value
from ims_docs.model.document import Document
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.type import Kind, Type

Controlled: TypeAlias = "Document | Record | Register"


def read_again(path: str, data: bytes | None, types: Mapping[str, Type]) -> Controlled | None:
    """What the bytes were, None when they cannot be read as anything. Content never makes it raise.

    A type that nobody knows any more counts as what its folder and ending say.
    """
    if data is None:
        return None
    try:
        read = frontmatter.read(path, data)
    except MalformedError:
        return None
    content = Content(values=read.values)
    if path.endswith((".yaml", ".yml")):
        return Register(path=path, content=content)
    structure = markdown.structure(read.body, read.line)
    known = types.get(content.text("type"))
    is_record = known.kind is Kind.RECORD if known else path.startswith("docs/records/")
    if not is_record:
        return Document(path=path, content=content, body=structure)
    return Record(
        path=path, content=content, body=structure, is_closed=_is_closed(known, content.values)
    )


def _is_closed(known: Type | None, values: Mapping[str, Value]) -> bool:
    state = known.life.state(values.get("status")) if known else None
    return state is not None and state.closes
