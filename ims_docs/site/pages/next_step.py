"""The next step in words: what to do in which section of which document or record."""

from __future__ import annotations

import re

from ims_docs.domain.next_step import Deed, Step, first_step, step_of
from ims_docs.model.document import Document
from ims_docs.model.finding import Location
from ims_docs.model.page import Page
from ims_docs.model.record import Record
from ims_docs.site.pages import markup
from ims_docs.site.pages.content import FINDINGS_PAGE, SiteContent

_NOTHING = "Nothing is open."
_DEEDS = {Deed.COMPLETE: "Finish", Deed.LOOK_AT: "Look at", Deed.PUT_RIGHT: "Put right", Deed.CONSIDER: "Consider"}  # fmt: skip
_PLACE = re.compile(r"\.(?:md|ya?ml)\b")
"""A file as only its author knows it."""


def said(content: SiteContent, origin: str) -> str:
    """The one thing that helps most now, as a sentence with a link."""
    step = step_of(content.report.findings, first_step(content.repository))
    if step is None:
        return _NOTHING
    if step.deed is Deed.SUPPLY:
        return f"{markup.sentence(step.hint.rstrip('.'))}{_serving(content, step, origin)}."
    words = f"{_DEEDS[step.deed]} {_thing(content, step.where, origin)}"
    if step.deed is Deed.COMPLETE:
        places = markup.count(step.number, "place")
        return f"{words} ({places} in all){_serving(content, step, origin)}."
    if step.deed is Deed.LOOK_AT:
        counted = markup.link(markup.count(step.number, "warning"), FINDINGS_PAGE, origin)
        return f"{words}: {counted}."
    if _PLACE.search(step.hint):  # what to do is said on its page; here nobody reads paths
        return f"{words}."
    return f"{words}: {markup.message(step.hint)}"


def _serving(content: SiteContent, step: Step, origin: str) -> str:
    page = content.clause_page(step.clause) if step.clause else ""
    clause = markup.link(step.clause, page, origin) if page else markup.inline(step.clause)
    return f"; it serves clause {clause}" if step.clause else ""


def _thing(content: SiteContent, where: Location, origin: str) -> str:
    """A place in a file as people name it: the section of a text, the entry of a register."""
    page = content.place(where.path)
    if not page:
        return markup.code(where.path)
    name, anchor = _part(content, where)
    part = f"{name} of " if name else ""
    target = f"{page}#{anchor}" if anchor else page
    return f"{part}{markup.link(markup.inline(content.label(where.path)), target, origin)}"


def _part(content: SiteContent, where: Location) -> tuple[str, str]:
    """The section or entry that a line lies in, and its anchor."""
    register = next((one for one in content.repository.registers if one.path == where.path), None)
    if register:
        above = [one for one in register.entries if one.id and one.position[0] <= where.line]
        entry = max(above, key=lambda one: one.position[0], default=None)
        return (f"the entry {markup.inline(entry.id)}", entry.id) if entry else ("", "")
    texts: tuple[Document | Record | Page, ...] = (
        *content.repository.documents,
        *content.repository.records,
        *content.repository.pages,
    )
    text = next((one for one in texts if one.path == where.path), None)
    headings = text.body.headings if text else ()
    found = [one for one in headings if one.level > 1 and one.line <= where.line]
    if not found:
        return "", ""
    return f"the section “{markup.inline(found[-1].title)}”", found[-1].anchor
