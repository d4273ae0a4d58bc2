"""Documents, records and plain pages: their own text, with links that work on the site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from ims_docs.model.document import Document
from ims_docs.model.page import Page
from ims_docs.model.record import Record
from ims_docs.model.text import spelled
from ims_docs.site.pages import backlinks, changes, former, markup, revisions, signing
from ims_docs.site.pages.content import SiteContent
from ims_docs.site.pages.control import header, past_header
from ims_docs.site.pages.file_history import FormerText, Source
from ims_docs.site.pages.values import Values

_IN_HEADER = ("id", "type", "title", "version", "owner", "classification", "date", "status")


def pages(edition: SiteContent) -> Iterator[tuple[str, str]]:
    """A page for each document and record, and for each index that no generated page takes up."""
    for document in edition.repository.documents:
        yield from _document(edition, document)
    for record in edition.repository.records:
        yield edition.place(record.path), _controlled(edition, record)
    for page in edition.repository.pages:
        heading, rest = split_heading(body(edition, page), edition.titles[page.path])
        yield edition.place(page.path), markup.page(edition.titles[page.path], heading, rest)


def body(edition: SiteContent, one: Document | Record | Page, origin: str = "") -> str:
    """The text of a file, with links to registers and folders turned to their pages."""
    source = edition.sources.get(one.path)
    return written(edition, one, source, origin or edition.place(one.path)) if source else ""


def written(
    edition: SiteContent, one: Document | Record | Page, source: Source, origin: str
) -> str:
    """The text of a source, with links that lead from the page at `origin` to pages of the site."""
    lines = source.body.split("\n")
    moved = origin != one.path.removeprefix("docs/")
    for link in sorted(one.body.links, key=lambda link: (link.line, link.column), reverse=True):
        number = link.line - source.first_line
        target = _published(edition, one.path, link.destination(one.path)[0], moved=moved)
        if target and 0 <= number < len(lines):
            _, found, fragment = link.target.partition("#")
            new = posixpath.relpath(target, posixpath.dirname(origin) or ".")
            before, after = lines[number][: link.column - 1], lines[number][link.column - 1 :]
            lines[number] = before + _led(after, link.target, f"{new}{found}{fragment}")
    return "\n".join(lines)


def _led(text: str, target: str, new: str) -> str:
    """A text whose first link to `target` leads to `new`; a label of the same words stays."""
    found = re.compile(rf"(\]\(\s*<?|\]:\s*<?|^\s*<?){spelled(target).pattern}").search(text)
    if found is None:
        return text
    return text[: found.start()] + found[1] + new + text[found.end() :]


def split_heading(text: str, title: str) -> tuple[str, str]:
    """The first heading of a body and the rest; a body without one gets its title."""
    stripped = text.lstrip("\n")
    first, _, rest = stripped.partition("\n")
    if first.startswith("# "):
        return first, rest
    return f"# {markup.inline(title)}", stripped


def _document(edition: SiteContent, document: Document) -> Iterator[tuple[str, str]]:
    """The page of what is in force or, before that, of the draft; then drafts and former texts."""
    shown = former.in_force(edition, document)
    place = edition.place(document.path)
    if shown is None:
        yield place, _controlled(edition, document)
    else:
        yield place, _in_force(edition, document, shown)
        yield former.draft_place(edition, document), _draft(edition, document, shown)
    for one in edition.past_of(document.path).texts:
        if one is not shown:
            yield former.place(edition, document.path, one.approved), _past(edition, document, one)


def _controlled(edition: SiteContent, item: Document | Record) -> str:
    heading, rest = split_heading(body(edition, item), item.title)
    approvals: list[str] = []
    if isinstance(item, Document):
        approvals = [*signing.in_tree(edition, item), *former.section(edition, item)]
    return markup.page(
        f"{item.id} {item.title}".strip(),
        heading,
        former.banner(edition, item) if isinstance(item, Document) else "",
        header(edition, item),
        details(edition, item, edition.place(item.path)),
        rest,
        *approvals,
        *_history(edition, item),
        identifier=item.id,
    )


def _history(edition: SiteContent, item: Document | Record) -> Iterator[str]:
    revised = edition.revisions.get(item.path, ())
    links = changes.links(edition, item.path, edition.place(item.path))
    yield "## Revisions"
    yield revisions.table(revised, links)
    yield from backlinks.section(edition, item)


def _in_force(edition: SiteContent, document: Document, shown: FormerText) -> str:
    """The text in force, while the tree holds a draft."""
    place = edition.place(document.path)
    then = shown.document
    heading, rest = _text(edition, shown, place)
    return markup.page(
        f"{document.id} {then.title}",
        heading,
        former.draft_notice(edition, document, shown),
        past_header(edition, document, shown, place),
        details(edition, then, place),
        rest,
        *signing.section(edition, document, shown.approved.digest, place),
        *former.section(edition, document),
        *_history(edition, document),
        identifier=document.id,
    )


def _draft(edition: SiteContent, document: Document, shown: FormerText) -> str:
    """The text in the tree while another one is in force."""
    place = former.draft_place(edition, document)
    heading, rest = split_heading(body(edition, document, place), document.title)
    return markup.page(
        f"{document.id} {document.title} (draft, not in force)",
        heading,
        former.draft_banner(edition, document, shown),
        header(edition, document, place),
        details(edition, document, place),
        rest,
        searched=False,
    )


def _past(edition: SiteContent, document: Document, shown: FormerText) -> str:
    """A text that was in force."""
    place = former.place(edition, document.path, shown.approved)
    heading, rest = _text(edition, shown, place)
    version = shown.approved.version
    return markup.page(
        f"{document.id} {shown.document.title} (version {version}, not in force)",
        heading,
        former.past_banner(edition, document, shown.approved),
        past_header(edition, document, shown, place),
        details(edition, shown.document, place),
        rest,
        *signing.section(edition, document, shown.approved.digest, place),
        searched=False,
    )


def _text(edition: SiteContent, shown: FormerText, origin: str) -> tuple[str, str]:
    """The heading and the text of a former version, as source where a page would not show it all."""
    if shown.document.body.unsafe_markup:
        heading = f"# {markup.inline(shown.document.title)}"
        return heading, markup.verbatim(shown.source.body)
    text = written(edition, shown.document, shown.source, origin)
    return split_heading(text, shown.document.title)


def details(edition: SiteContent, item: Document | Record, origin: str) -> str:
    """What the front matter says besides the control header."""
    known = edition.repository.types.get(item.type)
    values = Values(edition, origin, item.content)
    rows = values.rows(item.content.values, known, but=_IN_HEADER)
    return markup.table(("Key", "Value"), rows) if rows else ""


def _published(edition: SiteContent, origin: str, path: str, *, moved: bool) -> str:
    """The page of a link's destination when it differs from what the link says by itself."""
    if path.endswith((".yaml", ".yml")):
        return edition.place(path)
    if path != origin and f"{path}/index.md" in edition.titles:
        return f"{path.removeprefix('docs/')}/index.md"
    if path in edition.gone or path.endswith("/README.md"):
        return edition.place(path)
    if not moved or not path.startswith("docs/"):
        return ""
    today = edition.renamed.get(path, path)
    return edition.place(today) or (
        path.removeprefix("docs/") if path in edition.repository.paths else ""
    )
