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
    worksheets,
)
from ims_docs.site.pages.content import SiteContent
from ims_docs.site.pages.control import header
from ims_docs.site.pages.values import Values

INDEX = "registers/index.md"


def pages(content: SiteContent) -> Iterator[tuple[str, str]]:
    """A page for each register, and one that lists them."""
    for register in content.repository.registers:
        yield content.place(register.path), _page(content, register)
    yield INDEX, index(content)


def index(content: SiteContent) -> str:
    """All registers with their owners."""
    rows = [
        (
            markup.link(markup.inline(one.title), content.place(one.path), INDEX),
            str(sum(1 for _ in one.entries)),
            Values(content, INDEX, one.content).owner(one.content.text("owner")),
            f"{len(one.template_text)} left" if one.template_text else "none",
        )
        for one in sorted(content.repository.registers, key=lambda one: one.title.casefold())
    ]
    listed = (
        markup.sortable(markup.table(("Register", "Entries", "Owner", "Template text"), rows))
        if rows
        else "There is no register yet."
    )
    return markup.page(
        "Registers", "# Registers", "Lists that are kept up to date.", listed, wide=True
    )


def _page(content: SiteContent, register: Register) -> str:
    origin = content.place(register.path)
    values = Values(content, origin, register.content)
    known = content.repository.types.get(register.type)
    return markup.page(
        register.title,
        f"# {markup.inline(register.title)}",
        former.banner(content, register),
        header(content, register),
        markup.inline(known.description) if known else "",
        *chart_choice.of_register(content, register),
        *worksheets.section(content, register, origin),
        "## Entries",
        listing.table(content, register, origin),
        *_in_full(content, register, values, listing.columns(content, register)),
        *signing.in_tree(content, register),
        *former.section(content, register),
        "## Revisions",
        revisions.table(
            content, register.path, origin, changes.links(content, register.path, origin)
        ),
        *backlinks.section(content, register),
        wide=True,
    )


def _in_full(
    content: SiteContent, register: Register, values: Values, columns: tuple[str, ...]
) -> Iterator[str]:
    """What entries say beyond the columns of the table."""
    known = content.repository.types.get(register.type)
    blocks = []
    for entry in register.entries:
        rows = values.rows(entry.values, known, but=columns)
        if links := backlinks.of_entry(content, register, entry):
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
