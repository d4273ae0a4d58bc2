"""Registers as tables, every entry with an anchor and its remaining values."""

from __future__ import annotations

from collections.abc import Iterator

from ims_docs.model.register import Register
from ims_docs.site.pages import (
    backlinks,
    changes,
    chart_choice,
    former,
    listing,
    markup,
    revisions,
    signing,
)
from ims_docs.site.pages.content import SiteContent
from ims_docs.site.pages.control import header
from ims_docs.site.pages.values import Values

INDEX = "registers/index.md"


def pages(edition: SiteContent) -> Iterator[tuple[str, str]]:
    """A page for each register, and one that lists them."""
    for register in edition.repository.registers:
        yield edition.place(register.path), _page(edition, register)
    yield INDEX, index(edition)


def index(edition: SiteContent) -> str:
    """All registers with their owners."""
    rows = [
        (
            markup.link(markup.inline(one.title), edition.place(one.path), INDEX),
            str(sum(1 for _ in one.entries)),
            Values(edition, INDEX, one.content).owner(one.content.text("owner")),
            f"{len(one.template_text)} left" if one.template_text else "none",
        )
        for one in sorted(edition.repository.registers, key=lambda one: one.title.casefold())
    ]
    listed = (
        markup.sortable(markup.table(("Register", "Entries", "Owner", "Template text"), rows))
        if rows
        else "There is no register yet."
    )
    return markup.page(
        "Registers", "# Registers", "Lists that are kept up to date.", listed, wide=True
    )


def _page(edition: SiteContent, register: Register) -> str:
    origin = edition.place(register.path)
    values = Values(edition, origin, register.content)
    known = edition.repository.types.get(register.type)
    return markup.page(
        register.title,
        f"# {markup.inline(register.title)}",
        former.banner(edition, register),
        header(edition, register),
        markup.inline(known.description) if known else "",
        *chart_choice.of_register(edition, register),
        "## Entries",
        listing.table(edition, register, origin),
        *_in_full(edition, register, values, listing.columns(edition, register)),
        *signing.in_tree(edition, register),
        *former.section(edition, register),
        "## Revisions",
        revisions.table(
            edition.revisions.get(register.path, ()), changes.links(edition, register.path, origin)
        ),
        *backlinks.section(edition, register),
        wide=True,
    )


def _in_full(
    edition: SiteContent, register: Register, values: Values, columns: tuple[str, ...]
) -> Iterator[str]:
    """What entries say beyond the columns of the table."""
    known = edition.repository.types.get(register.type)
    blocks = []
    for entry in register.entries:
        rows = values.rows(entry.values, known, but=columns)
        if links := backlinks.of_entry(edition, register, entry):
            rows.append(("What links here", links))
        if rows:
            title = entry.values.get("title") or entry.values.get("name") or ""
            blocks.append(
                markup.folded(
                    "abstract", f"{entry.id} {title}".strip(), markup.table(("Key", "Value"), rows)
                )
            )
    if blocks:
        yield "## Entries in full"
        yield from blocks
