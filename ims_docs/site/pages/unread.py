"""Files that could not be read: a page for each that says what is wrong, where, and what it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ims_docs.model.defect import Defect
from ims_docs.model.document import Document
from ims_docs.model.page import Page
from ims_docs.model.record import Record
from ims_docs.model.register import Register
from ims_docs.site.pages import concern, markup, revisions
from ims_docs.site.pages.content import FINDINGS_PAGE, SiteContent
from ims_docs.site.pages.lost import lost

_AROUND = 3
"""Lines that are shown before and after the one with the fault."""
_LONGEST = 400
"""Characters of a line that are shown."""
_BOX = "danger"
_MOST = 8
"""Files that the home page names; ids that a file seems to hold."""


def pages(content: SiteContent) -> Iterator[tuple[str, str]]:
    """A page for each, in the place where that of its text would be."""
    for path, some in lost(content.repository).items():
        yield content.place(path), _page(content, path, some)


def at_home(content: SiteContent, origin: str) -> str:
    """The box on the home page; empty where every file could be read."""
    found = list(lost(content.repository))
    if not found:
        return ""
    shown = [markup.link(markup.code(one), content.place(one), origin) for one in found[:_MOST]]
    more = [f"and {len(found) - _MOST} more"] if len(found) > _MOST else []
    all_of_them = markup.link("All findings", FINDINGS_PAGE, origin)
    title = f"{markup.count(len(found), 'file')} could not be read, so nothing that is there counts"
    return markup.box(_BOX, title, f"{markup.bullets([*shown, *more])}\n\n{all_of_them}.")


def marked(content: SiteContent, made: Mapping[str, str]) -> dict[str, str]:
    """Pages with a box on each clause and list of records that misses what could not be read."""
    missed: dict[str, list[str]] = {}
    for path in lost(content.repository):
        for page in concern.served(content, path):
            missed.setdefault(page, []).append(path)
    boxes = {page: _missed(content, some, page) for page, some in missed.items() if page in made}
    return {**made, **{page: markup.below_heading(made[page], box) for page, box in boxes.items()}}


def _missed(content: SiteContent, some: Sequence[str], origin: str) -> str:
    lines = [
        f"{markup.link(markup.inline(_called(content, one)), content.place(one), origin)}: {markup.code(one)}"
        for one in some[:_MOST]
    ]
    lines += [f"and {len(some) - _MOST} more"] if len(some) > _MOST else []
    belong = markup.count(len(some), "file that belongs", "files that belong")
    title = f"{belong} here could not be read"
    text = "Until that is put right, nothing that it says counts on this page."
    return markup.box(_BOX, title, f"{markup.bullets(lines)}\n\n{text}")


def _called(content: SiteContent, path: str) -> str:
    """What a file was called when it could be read last."""
    item = content.last_read.get(path)
    if item is None or isinstance(item, Record):
        return item.id if item and item.id else path.rpartition("/")[2]
    return item.title if isinstance(item, Register) else f"{item.id} {item.title}".strip()


def as_source(one: Document | Record | Page) -> str:
    """Above a text that is shown as it is written: what in it could act, and where."""
    found = one.body.unsafe_markup
    lines = [
        f"{markup.code(f'{one.path}:{each.line}:{each.column}')}: {markup.sentence(each.message)}. "
        f"{markup.message(each.hint)}"
        for each in found[:_MOST]
    ]
    lines += [f"and {len(found) - _MOST} more"] if len(found) > _MOST else []
    title = "Shown as it is written: a page of this text could act, or would not show it all"
    return markup.box(_BOX, title, markup.bullets(lines))


def _page(content: SiteContent, path: str, some: Sequence[Defect]) -> str:
    origin = content.place(path)
    return markup.page(
        f"{path} (could not be read)",
        f"# {markup.inline(path.rpartition('/')[2])}",
        _told(some),
        *_excerpt(content, path, some[0]),
        _control(content, path, some),
        "## Revisions",
        revisions.table(content, path, origin),
        searched=False,
    )


def _told(some: Sequence[Defect]) -> str:
    lines = [
        f"{markup.code(one.place)}: {markup.sentence(one.message)}. {markup.message(one.hint)}"
        for one in some
    ]
    text = "Until it is put right, nothing that it says counts anywhere on this site."
    return markup.box(_BOX, "This file could not be read", f"{markup.bullets(lines)}\n\n{text}")


def _excerpt(content: SiteContent, path: str, one: Defect) -> Iterator[str]:
    """The lines around the fault, as they are written; none in an edition.

    Nobody knows who may read a text whose keys cannot be read.
    """
    source = content.sources.get(path)
    if source is None or not source.written or not one.line or not content.edition.is_whole:
        return
    lines = source.written.split("\n")
    first = max(one.line - 1 - _AROUND, 0)
    shown = lines[first : one.line + _AROUND]
    width = len(str(first + len(shown)))
    numbered = (
        f"{number:>{width}}  {_plain(line[:_LONGEST])}{'…' if len(line) > _LONGEST else ''}"
        for number, line in enumerate(shown, first + 1)
    )
    yield "## Where it is"
    yield markup.verbatim("\n".join(numbered))


def _plain(line: str) -> str:
    """A line with names for the characters that nobody sees."""
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode() for one in line
    )


def _control(content: SiteContent, path: str, some: Sequence[Defect]) -> str:
    source = content.sources.get(path)
    seems = ", ".join(dict.fromkeys(name for one in some for name in one.claims[:_MOST]))
    facts = [
        ("File", markup.code(path)),
        *([("It seems to be", markup.inline(seems))] if seems else []),
        *([("SHA-256 of the file", markup.code(source.digest))] if source else []),
    ]
    return markup.table(("Key", "Value"), facts)
