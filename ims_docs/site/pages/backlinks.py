"""What links here: the places of the site that lead to a page or to an entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ims_docs.model.document import Document
from ims_docs.model.record import Record
from ims_docs.model.register import Entry, Register
from ims_docs.site.pages import markup
from ims_docs.site.pages.content import SiteContent
from ims_docs.site.pages.mentions import Mention

_SHOWN = 40
_IN_ENTRY, _IN_ROW = 12, 4


def section(content: SiteContent, item: Document | Record | Register) -> Iterator[str]:
    """The heading with the list, for the end of a page."""
    names = (item.path,) if isinstance(item, Register) else (item.path, item.id)
    links = _links(content, _found(content, names, item.path), content.place(item.path))
    yield "## What links here"
    yield markup.bullets(_cut(links, _SHOWN)) if links else "Nothing leads here yet."


def of_entry(content: SiteContent, register: Register, entry: Entry) -> str:
    """The links to one entry, for its table."""
    found = _found(content, (entry.id,), "") if entry.id else []
    return "<br>".join(_cut(_links(content, found, content.place(register.path)), _IN_ENTRY))


def to(content: SiteContent, name: str, origin: str) -> str:
    """The links to something that has no page."""
    return ", ".join(_cut(_links(content, _found(content, (name,), ""), origin), _IN_ROW))


def _found(content: SiteContent, names: Iterable[str], but: str) -> list[Mention]:
    places = {one for name in names if name for one in content.mentions.get(name, ())}
    return sorted(one for one in places if one.path != but and content.place(one.path))


def _links(content: SiteContent, found: Iterable[Mention], origin: str) -> list[str]:
    return [_link(content, one, origin) for one in found]


def _link(content: SiteContent, one: Mention, origin: str) -> str:
    place = content.place(one.path)
    if not one.entry:
        return markup.link(markup.inline(content.label(one.path)), place, origin)
    title = content.name(one.entry)
    named = one.entry if title == one.entry else f"{one.entry} {title}"
    linked = markup.link(markup.inline(named), f"{place}#{one.entry}", origin)
    return f"{linked} {markup.inline(f'({content.titles[one.path]})')}"


def _cut(links: list[str], shown: int) -> list[str]:
    more = len(links) - shown
    return [*links[:shown], f"and {more} more"] if more > 0 else links
