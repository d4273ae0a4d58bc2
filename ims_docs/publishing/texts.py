"""Documents, records and plain pages: their own text, with links that work on the site."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ims_docs.model.document import Document
from ims_docs.model.page import Page
from ims_docs.model.record import Record
from ims_docs.publishing import inward, markup, revisions
from ims_docs.publishing.control import header
from ims_docs.publishing.edition import Edition
from ims_docs.publishing.values import Values

_IN_HEADER = ("id", "type", "title", "version", "owner", "classification", "date", "status")


def pages(edition: Edition) -> Iterator[tuple[str, str]]:
    """A page for each document and record, and for each index that no generated page takes up."""
    for document in edition.repository.documents:
        yield edition.place(document.path), _controlled(edition, document)
    for record in edition.repository.records:
        yield edition.place(record.path), _controlled(edition, record)
    for page in edition.repository.pages:
        heading, rest = split_heading(body(edition, page), edition.titles[page.path])
        yield edition.place(page.path), markup.page(edition.titles[page.path], heading, rest)


def body(edition: Edition, one: Document | Record | Page) -> str:
    """The text of a file, with links to registers and folders turned to their pages."""
    source = edition.sources.get(one.path)
    if source is None:
        return ""
    lines = source.body.split("\n")
    for link in sorted(one.body.links, key=lambda link: (link.line, link.column), reverse=True):
        number = link.line - source.first_line
        target = _published(edition, one.path, link.destination(one.path)[0])
        if target and 0 <= number < len(lines):
            path, found, fragment = link.target.partition("#")
            new = posixpath.relpath(target, posixpath.dirname(edition.place(one.path)) or ".")
            before, after = lines[number][: link.column - 1], lines[number][link.column - 1 :]
            lines[number] = before + after.replace(
                f"{path}{found}{fragment}", f"{new}{found}{fragment}", 1
            )
    return "\n".join(lines)


def split_heading(text: str, title: str) -> tuple[str, str]:
    """The first heading of a body and the rest; a body without one gets its title."""
    stripped = text.lstrip("\n")
    first, _, rest = stripped.partition("\n")
    if first.startswith("# "):
        return first, rest
    return f"# {markup.inline(title)}", stripped


def _controlled(edition: Edition, item: Document | Record) -> str:
    heading, rest = split_heading(body(edition, item), item.title)
    history = revisions.table(edition.revisions.get(item.path, ()))
    return markup.page(
        f"{item.id} {item.title}".strip(),
        heading,
        header(edition, item),
        _details(edition, item),
        rest,
        "## Revisions",
        history,
        *inward.section(edition, item),
        identifier=item.id,
    )


def _details(edition: Edition, item: Document | Record) -> str:
    """What the front matter says besides the control header."""
    known = edition.repository.types.get(item.type)
    values = Values(edition, edition.place(item.path), item.content)
    rows = values.rows(item.content.values, known, but=_IN_HEADER)
    return markup.table(("Key", "Value"), rows) if rows else ""


def _published(edition: Edition, origin: str, path: str) -> str:
    """The page of a link's destination when it differs from the file that the link names."""
    if path.endswith((".yaml", ".yml")):
        return edition.place(path)
    if path != origin and f"{path}/index.md" in edition.titles:
        return f"{path.removeprefix('docs/')}/index.md"
    return ""
