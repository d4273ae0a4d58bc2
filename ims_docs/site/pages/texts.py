"""Documents, records and plain pages: their own text, with links that work on the site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from ims_docs.model.document import Document
from ims_docs.model.page import Page
from ims_docs.model.page_name import natural_page
from ims_docs.model.record import Record
from ims_docs.model.text import spelled
from ims_docs.site.pages import (
    backlinks,
    changes,
    former,
    markup,
    revisions,
    signing,
    unread,
    worksheets,
)
from ims_docs.site.pages.content import SiteContent
from ims_docs.site.pages.control import header, past_header
from ims_docs.site.pages.details import details
from ims_docs.site.pages.edition import PAGE as EDITION
from ims_docs.site.pages.file_history import FormerText, Source


def pages(content: SiteContent) -> Iterator[tuple[str, str]]:
    """A page for each document and record, and for each index that no generated page takes up."""
    for document in content.repository.documents:
        yield from _document(content, document)
    for record in content.repository.records:
        yield content.place(record.path), _controlled(content, record)
    for page in content.repository.pages:
        heading, rest = split_heading(body(content, page), content.titles[page.path])
        yield content.place(page.path), markup.page(content.titles[page.path], heading, rest)


def body(content: SiteContent, one: Document | Record | Page, origin: str = "") -> str:
    """The text of a file, with links to registers and folders turned to their pages.

    A text that could act, or would not be shown whole, is shown as it is written.
    """
    source = content.sources.get(one.path)
    if source is None:
        return ""
    if one.body.unsafe_markup:
        return f"{unread.as_source(one)}\n\n{markup.verbatim(source.body)}"
    return written(content, one, source, origin or content.place(one.path))


def written(
    content: SiteContent, one: Document | Record | Page, source: Source, origin: str
) -> str:
    """The text of a source, with links that lead from the page at `origin` to pages of the site."""
    lines = source.body.split("\n")
    moved = origin != one.path.removeprefix("docs/")
    for link in sorted(one.body.links, key=lambda link: (link.line, link.column), reverse=True):
        number = link.line - source.first_line
        path = link.destination(one.path)[0]
        is_hidden = content.edition.hides(path)
        target = EDITION if is_hidden else _published(content, one.path, path, moved=moved)
        if target and 0 <= number < len(lines):
            _, found, fragment = link.target.partition("#")
            found, fragment = ("", "") if is_hidden else (found, fragment)
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


def _document(content: SiteContent, document: Document) -> Iterator[tuple[str, str]]:
    """The page of what is in force or, before that, of the draft; then drafts and former texts."""
    shown = former.in_force(content, document)
    place = content.place(document.path)
    if shown is None:
        yield place, _controlled(content, document)
    else:
        yield place, _in_force(content, document, shown)
        yield former.draft_place(content, document), _draft(content, document, shown)
    for one in content.past_of(document.path).texts:
        if one is not shown:
            yield former.place(content, document.path, one.approved), _past(content, document, one)


def _controlled(content: SiteContent, item: Document | Record) -> str:
    heading, rest = split_heading(body(content, item), item.title)
    approvals: list[str] = []
    if isinstance(item, Document):
        approvals = [*signing.in_tree(content, item), *former.section(content, item)]
    return markup.page(
        f"{item.id} {item.title}".strip(),
        heading,
        former.banner(content, item) if isinstance(item, Document) else "",
        header(content, item),
        details(content, item, content.place(item.path)),
        *worksheets.section(content, item, content.place(item.path)),
        rest,
        *approvals,
        *_history(content, item),
        identifier=item.id,
        printed=_printed(item.id, item.version if isinstance(item, Document) else item.state),
    )


def _printed(identifier: str, version: str) -> str:
    """What stands on each sheet: a version is a number, the state of a record a word."""
    told = f"version {version}" if version[:1].isdigit() else version
    return " · ".join(filter(None, (identifier, told)))


def _history(content: SiteContent, item: Document | Record) -> Iterator[str]:
    origin = content.place(item.path)
    yield "## Revisions"
    yield revisions.table(content, item.path, origin, changes.links(content, item.path, origin))
    yield from backlinks.section(content, item)


def _in_force(content: SiteContent, document: Document, shown: FormerText) -> str:
    """The text in force, while the tree holds a draft."""
    place = content.place(document.path)
    then = shown.document
    heading, rest = _text(content, shown, place)
    return markup.page(
        f"{document.id} {then.title}",
        heading,
        former.draft_notice(content, document, shown),
        past_header(content, document, shown, place),
        details(content, then, place),
        rest,
        *signing.section(content, document, shown.approved.digest, place),
        *former.section(content, document),
        *_history(content, document),
        identifier=document.id,
        printed=_printed(document.id, shown.approved.version),
    )


def _draft(content: SiteContent, document: Document, shown: FormerText) -> str:
    """The text in the tree while another one is in force."""
    place = former.draft_place(content, document)
    heading, rest = split_heading(body(content, document, place), document.title)
    return markup.page(
        f"{document.id} {document.title} (draft, not in force)",
        heading,
        former.draft_banner(content, document, shown),
        header(content, document, place),
        details(content, document, place),
        rest,
        searched=False,
        printed=f"{_printed(document.id, document.version)} · draft, not in force",
    )


def _past(content: SiteContent, document: Document, shown: FormerText) -> str:
    """A text that was in force."""
    place = former.place(content, document.path, shown.approved)
    heading, rest = _text(content, shown, place)
    version = shown.approved.version
    return markup.page(
        f"{document.id} {shown.document.title} (version {version}, not in force)",
        heading,
        former.past_banner(content, document, shown.approved),
        past_header(content, document, shown, place),
        details(content, shown.document, place),
        rest,
        *signing.section(content, document, shown.approved.digest, place),
        searched=False,
        printed=f"{_printed(document.id, version)} · not in force",
    )


def _text(content: SiteContent, shown: FormerText, origin: str) -> tuple[str, str]:
    """The heading and the text of a former version, as source where a page would not show it all."""
    if shown.document.body.unsafe_markup:
        heading = f"# {markup.inline(shown.document.title)}"
        return heading, markup.verbatim(shown.source.body)
    text = written(content, shown.document, shown.source, origin)
    return split_heading(text, shown.document.title)


def _published(content: SiteContent, origin: str, path: str, *, moved: bool) -> str:
    """The page of a link's destination when it differs from what the link says by itself."""
    if path.endswith((".yaml", ".yml")) or content.place(path) not in ("", natural_page(path)):
        return content.place(path)
    if path != origin and f"{path}/index.md" in content.titles:
        return f"{path.removeprefix('docs/')}/index.md"
    if not moved or not path.startswith("docs/"):
        return ""
    today = content.saved.renamed.get(path, path)
    return content.place(today) or (
        path.removeprefix("docs/") if path in content.repository.paths else ""
    )
