"""Registers as they were: a page for each approved version that is not the list in the tree."""

from __future__ import annotations

from collections.abc import Iterator

from ims_docs.domain.approval_state import standings
from ims_docs.model.register import Register
from ims_docs.site.pages import former, listing, markup, redlines, signing
from ims_docs.site.pages.content import SiteContent
from ims_docs.site.pages.control import past_header
from ims_docs.site.pages.file_history import FormerRegister


def pages(content: SiteContent) -> Iterator[tuple[str, str]]:
    """A page for each of them."""
    for register in content.repository.registers:
        for one in content.past_of(register.path).versions:
            yield former.place(content, register.path, one.approved), _page(content, register, one)


def _page(content: SiteContent, register: Register, shown: FormerRegister) -> str:
    origin = former.place(content, register.path, shown.approved)
    is_valid = standings(content.repository).of(register).in_force == shown.approved
    title = f"{shown.register.title} (version {shown.approved.version}{'' if is_valid else ', not in force'})"
    banner = _valid_banner(content, register, shown, origin) if is_valid else ""
    return markup.page(
        title,
        f"# {markup.inline(shown.register.title)}",
        banner or former.past_banner(content, register, shown.approved),
        past_header(content, register, shown, origin),
        "## Entries as they were",
        listing.entries(content, shown.register, origin),
        *_following(shown),
        *signing.section(content, register, shown.approved.digest, origin),
        wide=True,
        searched=False,
    )


def _valid_banner(
    content: SiteContent, register: Register, shown: FormerRegister, origin: str
) -> str:
    """In force, while the list in the tree was changed and not approved."""
    today = markup.link(
        markup.inline(content.label(register.path)), content.place(register.path), origin
    )
    text = f"{today} shows the list of today, which is not approved."
    title = f"In force since {shown.approved.day}: version {shown.approved.version}"
    return markup.box("note", title, text)


def _following(shown: FormerRegister) -> Iterator[str]:
    """What the next version, or the list of today, has otherwise."""
    if shown.following is None:
        return
    yield f"## What {shown.followed_by} changed"
    if shown.following.is_same:
        yield "Nothing: the same text was approved again."
        return
    yield redlines.LEGEND
    yield redlines.redline(shown.following)
