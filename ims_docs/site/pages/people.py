"""Who: people and roles, what they answer for, what they did and what they signed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from ims_docs.model.document import Document
from ims_docs.model.register import Entry, Register
from ims_docs.site.pages import markup, signing
from ims_docs.site.pages.content import SiteContent
from ims_docs.site.pages.values import NOTHING, Values

PAGE = "who.md"
_WORDS = (
    "Names come from the registers of people and roles. The last saved change is the newest one "
    "whose author has the address of that person; git takes it from the author's computer."
)


def pages(content: SiteContent) -> Iterator[tuple[str, str]]:
    """One page, where there is a register of people or of roles."""
    people, roles = (content.repository.register(name) for name in ("people", "roles"))
    if not people and not roles:
        return
    blocks = ["# Who", _WORDS]
    if people:
        blocks += ["## People", _people(content, people, roles)]
    if roles:
        blocks += ["## Roles", _roles(content, roles)]
    blocks += signing.by_everybody(content, PAGE)
    yield PAGE, markup.page("Who", *blocks, wide=True)


def _people(content: SiteContent, people: Register, roles: Register | None) -> str:
    values = Values(content, PAGE, people.content)
    open_records = _owned_records(content, closed=False)
    closed_records = _owned_records(content, closed=True)
    last = {one.email.casefold(): one.authored.date().isoformat() for one in reversed(content.log)}
    rows = [
        (
            values.owner(entry.id),
            values.show(entry.values.get("job_title")),
            "<br>".join(_held(content, roles, entry.id)) or NOTHING,
            str(open_records[entry.id]),
            str(closed_records[entry.id]),
            last.get(str(entry.values.get("email") or "").casefold(), NOTHING),
        )
        for entry in people.entries
        if entry.id
    ]
    head = ("Person", "Position", "Roles", "Open records", "Closed records", "Last saved change")
    return markup.sortable(markup.table(head, rows)) if rows else "Nobody is listed yet."


def _roles(content: SiteContent, roles: Register) -> str:
    owned = _owned(content)
    rows = [
        (
            markup.link(
                markup.inline(_title(entry)), f"{content.place(roles.path)}#{entry.id}", PAGE
            ),
            ", ".join(_names(content, entry.values.get("holders"))) or "no holder",
            ", ".join(_names(content, [entry.values.get("deputy")])) or NOTHING,
            "<br>".join(owned.get(entry.id, ())) or NOTHING,
        )
        for entry in roles.entries
        if entry.id
    ]
    head = ("Role", "Holders", "Deputy", "Answers for")
    return markup.sortable(markup.table(head, rows)) if rows else "No role is listed yet."


def _held(content: SiteContent, roles: Register | None, person: str) -> Iterator[str]:
    """The roles that a person holds, and those in which the person stands in."""
    for entry in roles.entries if roles else ():
        holders = entry.values.get("holders")
        place = f"{content.place(roles.path)}#{entry.id}" if roles else ""
        if isinstance(holders, list) and person in holders:
            yield markup.link(markup.inline(_title(entry)), place, PAGE)
        elif entry.values.get("deputy") == person:
            yield f"{markup.link(markup.inline(_title(entry)), place, PAGE)} (deputy)"


def _owned(content: SiteContent) -> Mapping[str, list[str]]:
    """Documents and registers by the role that owns them."""
    found: dict[str, list[str]] = {}
    owned: tuple[Document | Register, ...] = (
        *content.repository.documents,
        *content.repository.registers,
    )
    for one in owned:
        linked = markup.link(markup.inline(content.label(one.path)), content.place(one.path), PAGE)
        found.setdefault(one.content.text("owner"), []).append(linked)
    return found


def _owned_records(content: SiteContent, *, closed: bool) -> Counter[str]:
    return Counter(
        one.content.text("owner") for one in content.repository.records if one.is_closed is closed
    )


def _names(content: SiteContent, ids: object) -> Iterator[str]:
    for one in ids if isinstance(ids, list) else ():
        if isinstance(one, str) and one:
            yield markup.inline(content.name(one))


def _title(entry: Entry) -> str:
    title = entry.values.get("title")
    return title if isinstance(title, str) else entry.id
