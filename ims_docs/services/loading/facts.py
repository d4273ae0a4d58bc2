"""A file that was read, as a text for the cache and back.

Only what fits its schema is written down: a file with something wrong is read and
judged anew in every run, so a message never comes from the cache.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeAlias

from ims_docs.model.citation import Citation
from ims_docs.model.content import Content, Reference
from ims_docs.model.defect import Defect
from ims_docs.model.document import Document
from ims_docs.model.page import Page
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.text import (
    Heading,
    Leftover,
    Link,
    Misreading,
    MisreadingKind,
    Section,
    TemplateText,
    Text,
    UnsafeMarkup,
)
from ims_docs.services.loading import late_positions
from ims_docs.services.loading.content import Loaded
from ims_docs.services.loading.late_positions import LatePositions

Fact: TypeAlias = "list[Any]"


def written(loaded: Loaded) -> str:
    """The text for the cache, empty when this is not to be kept."""
    if isinstance(loaded, Defect):
        return ""
    if isinstance(loaded, Page):
        fact: Fact = ["page", _from_text(loaded.body)]
    elif loaded.content.violations:
        return ""
    elif isinstance(loaded, Register):
        fact = ["register", _from_content(loaded.content)]
    elif isinstance(loaded, Document):
        fact = ["document", _from_content(loaded.content), _from_text(loaded.body)]
    else:
        parts = [_from_content(loaded.content), _from_text(loaded.body), loaded.is_closed]
        fact = ["record", *parts]
    return json.dumps(fact, separators=(",", ":"))


def read(texts: Mapping[str, str]) -> dict[str, Loaded]:
    """What `written` was given, by the path of the file. The texts are those that `written` made.

    Many at once: then the keys that all files have are one text in memory, and read once.
    """
    facts = json.loads(f"[{','.join(texts.values())}]")
    return {path: _loaded(fact, path) for path, fact in zip(texts, facts, strict=True)}


def _loaded(fact: Fact, path: str) -> Loaded:
    kind, *parts = fact
    if kind == "page":
        return Page(path=path, body=_to_text(parts[0]))
    content = _to_content(parts[0])
    if kind == "register":
        return Register(path=path, content=content)
    body = _to_text(parts[1])
    if kind == "document":
        return Document(path=path, content=content, body=body)
    return Record(path=path, content=content, body=body, is_closed=parts[2])


def written_keys(content: Content) -> str:
    """Keys without the places where they stand."""
    return json.dumps(content.values, separators=(",", ":"))


def read_keys(text: str) -> Content:
    """What `written_keys` was given."""
    return Content(values=json.loads(text))


def _from_content(content: Content) -> Fact:
    return [
        content.values,
        late_positions.written(content.positions),
        content.references,
        content.template_text,
        content.citations,
    ]


def _to_content(fact: Fact) -> Content:
    values, positions, references, template_text, citations = fact
    return Content(
        values=values,
        positions=LatePositions(positions),
        references=tuple(map(Reference._make, references)),
        template_text=_to_template_text(template_text),
        citations=_to_citations(citations),
    )


def _from_text(text: Text) -> Fact:
    return [
        text.headings,
        text.sections,
        text.links,
        text.template_text,
        text.unsafe_markup,
        text.misreadings,
        text.citations,
    ]


def _to_text(fact: Fact) -> Text:
    headings, sections, links, template_text, unsafe_markup, misreadings, citations = fact
    return Text(
        headings=tuple(map(Heading._make, headings)),
        sections=tuple(map(Section._make, sections)),
        links=tuple(map(Link._make, links)),
        template_text=_to_template_text(template_text),
        unsafe_markup=tuple(map(UnsafeMarkup._make, unsafe_markup)),
        misreadings=tuple(Misreading(MisreadingKind(kind), *rest) for kind, *rest in misreadings),
        citations=_to_citations(citations),
    )


def _to_template_text(rows: Fact) -> tuple[TemplateText, ...]:
    return tuple(
        TemplateText(Leftover(kind), line, column, text) for kind, line, column, text in rows
    )


def _to_citations(rows: Fact) -> tuple[Citation, ...]:
    return tuple(Citation(tuple(ids), *rest) for ids, *rest in rows)
