"""One file of the tree: its bytes as a document, record, register or page, or a defect."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TypeAlias

from ims_docs.formats import frontmatter, markdown
from ims_docs.formats.frontmatter import MalformedError
from ims_docs.formats.schemas import Schemas
from ims_docs.model.citation import Citation
from ims_docs.model.content import Content, Pointer, Value
from ims_docs.model.defect import Defect, DefectKind
from ims_docs.model.document import Document
from ims_docs.model.page import Page
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.model.text import Leftover, TemplateText, Text
from ims_docs.model.type import Kind
from ims_docs.services.loading.unclear import remedy

Loaded: TypeAlias = "Document | Record | Register | Page | Defect"

TOOLKIT = "docs/toolkit/"
"""The folder of working pages. They are copied, filled in and kept with a record, and bind nobody."""
_BASE_KIND = {Kind.DOCUMENT: "document", Kind.RECORD: "record", Kind.REGISTER: "register"}


def is_content(path: str) -> bool:
    """Whether a file under docs/ is controlled content or an index."""
    return path.startswith("docs/") and path.endswith((".md", ".yaml", ".yml"))


def is_index(path: str) -> bool:
    """Whether this is a page without control, such as docs/index.md."""
    return path.endswith("/index.md")


def may_be_plain(path: str) -> bool:
    """Whether a text of this name may stand without front matter: then it is a plain page."""
    return is_index(path) or path.endswith("/README.md") or path.startswith(TOOLKIT)


def load_file(path: str, data: bytes, schemas: Schemas) -> Loaded:
    """Read one content file. What cannot be read comes back as a Defect."""
    text = ""
    try:
        text = frontmatter.decode(data)
        bare = _is_plain if may_be_plain(path) else frontmatter.never
        read = frontmatter.read_text(path, text, bare=bare)
    except MalformedError as error:
        return Defect(
            kind=DefectKind.UNREADABLE,
            path=path,
            line=error.line,
            column=error.column,
            message=error.message,
            hint=remedy(error, text, schemas),
            claims=frontmatter.claims(path, data),
        )
    body = _body(read.body, read.line) if path.endswith(".md") else Text()
    if is_index(path) or (path.endswith(".md") and read.line == 1):
        return Page(path=path, body=body)
    return _typed(path, read.keys, _asked(read, body, schemas), schemas, front=read.front)


def _asked(read: frontmatter.Read, body: Text, schemas: Schemas) -> Text:
    """A text with the cells that wait for an answer, where its type asks in tables."""
    name = read.keys.values.get("type")
    known = schemas.types.get(name) if isinstance(name, str) else None
    if known is None or known.asks is None:
        return body
    blank = markdown.blank_cells(read.body, known.asks.answers, read.line)
    left = sorted((*body.template_text, *blank), key=lambda one: one[1:3])
    return replace(body, template_text=tuple(left)) if blank else body


def _body(text: str, first_line: int) -> Text:
    body = markdown.structure(text, first_line)
    cited = markdown.citations(text, first_line)
    return replace(body, citations=cited) if cited else body


def load_keys(path: str, data: bytes) -> Content | Defect:
    """Read a YAML file that is no content of the system, such as ims.yml."""
    try:
        parsed = frontmatter.read_keys(data)
    except MalformedError as error:
        return Defect(
            kind=DefectKind.SETTINGS,
            path=path,
            line=error.line,
            column=error.column,
            message=error.message,
            hint=error.hint,
        )
    return Content(values=parsed.values, positions=parsed.positions)


def _is_plain(text: str) -> bool:
    """Whether nothing at the top of a page was meant for keys."""
    return not frontmatter.looks_meant(text)


def _typed(
    path: str, parsed: frontmatter.Mapping, body: Text, schemas: Schemas, *, front: str
) -> Loaded:
    name = parsed.values.get("type")
    known = schemas.types.get(name) if isinstance(name, str) else None
    if known is None:
        return _untyped(path, parsed, schemas)
    if path.endswith(".md") == (known.kind is Kind.REGISTER):
        line, column = parsed.positions.get(("type",), (1, 1))
        ending = "a .yaml file" if known.kind is Kind.REGISTER else "a .md file"
        return Defect(
            kind=DefectKind.UNTYPED,
            path=path,
            line=line,
            column=column,
            message=f"A {_BASE_KIND[known.kind]} is kept in {ending}",
            hint=f"Save it as {known.path('ID')}.",
        )
    content = Content(
        values=parsed.values,
        positions=parsed.positions,
        violations=schemas.judge(known.name, parsed.values, parsed.positions),
        references=schemas.references(known.name, parsed.values, parsed.positions),
        template_text=tuple(_template_text(parsed, has_todo=markdown.has_any(front))),
        citations=tuple(_citations(parsed)) if markdown.may_cite(front) else (),
    )
    if known.kind is Kind.REGISTER:
        return Register(path=path, content=content)
    if known.kind is Kind.DOCUMENT:
        return Document(path=path, content=content, body=body)
    state = known.life.state(content.text("status"))
    is_closed = state is not None and state.closes
    return Record(path=path, content=content, body=body, is_closed=is_closed)


@lru_cache(maxsize=64)
def _closest(name: str, types: tuple[str, ...]) -> str:
    """The type that somebody may have meant; a thousand files may ask for the same."""
    return next(iter(difflib.get_close_matches(name, types, 1)), "")


def _untyped(path: str, parsed: frontmatter.Mapping, schemas: Schemas) -> Defect:
    name = parsed.values.get("type")
    line, column = parsed.positions.get(("type",), (1, 1))
    if name is None:
        message, hint = (
            "The key `type` is missing, so nobody knows what this file is",
            "Add a line `type: …`; `ims explain` lists the types.",
        )
    else:
        close = _closest(str(name), tuple(schemas.types))
        message = f"There is no type {str(name)!r}"
        hint = f"Did you mean `{close}`?" if close else "`ims explain` lists the types."
    return Defect(
        kind=DefectKind.UNTYPED, path=path, line=line, column=column, message=message, hint=hint
    )


def _citations(parsed: frontmatter.Mapping) -> Iterator[Citation]:
    """What the values cite; a key that holds nothing but an id refers and cites nothing."""
    for pointer, text in _strings(parsed.values, ()):
        if " " in text and pointer != ("guidance",):
            yield from markdown.citations(text, *parsed.positions[pointer])


def _template_text(parsed: frontmatter.Mapping, *, has_todo: bool) -> Iterator[TemplateText]:
    if "guidance" in parsed.values:
        yield TemplateText(
            Leftover.GUIDANCE, *parsed.positions[("guidance",)], "The guidance of the register"
        )
    if has_todo:
        for pointer, text in _strings(parsed.values, ()):
            if pointer != ("guidance",):
                yield from markdown.placeholders(text, *parsed.positions[pointer])


def _strings(value: Value, pointer: Pointer) -> Iterator[tuple[Pointer, str]]:
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _strings(inner, (*pointer, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _strings(inner, (*pointer, index))
