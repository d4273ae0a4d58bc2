"""The entries of a register as a table that sorts and filters."""

from __future__ import annotations

from ims_docs.model.register import Entry, Register
from ims_docs.site.pages import markup
from ims_docs.site.pages.content import SiteContent
from ims_docs.site.pages.values import Values, heading

_MOST_FORMER = 300
"""So many entries of a list of the past are shown; git has the others."""


def columns(content: SiteContent, register: Register) -> tuple[str, ...]:
    """The keys that have a column: those that the type names, or all there are."""
    known = content.repository.types.get(register.type)
    if known:
        return known.columns
    return tuple(dict.fromkeys(key for one in register.entries for key in one.values))


def table(content: SiteContent, register: Register, origin: str, most: int = 0) -> str:
    """Its entries, each with an anchor; the first ones when there is a limit."""
    values = Values(content, origin, register.content)
    known = content.repository.types.get(register.type)
    titles = {one.name: one for one in known.properties} if known else {}
    names = columns(content, register)
    found = list(register.entries)
    rows = [[_cell(values, one, name) for name in names] for one in found[: most or None]]
    if not rows or not names:
        return "There is no entry yet."
    head = [heading(titles.get(name), name) for name in names]
    return markup.sortable(markup.table(head, rows))


def entries(content: SiteContent, register: Register, origin: str) -> str:
    """The entries of a list of the past; of a very long one the first."""
    listed = table(content, register, origin, _MOST_FORMER)
    more = sum(1 for _ in register.entries) - _MOST_FORMER
    return f"{listed}\n\nand {more:,} more entries, which git shows" if more > 0 else listed


def _cell(values: Values, entry: Entry, name: str) -> str:
    if name == "id" and entry.id:
        return f'<a id="{markup.inline(entry.id)}" class="ims-id">{markup.inline(entry.id)}</a>'
    return values.show(entry.values.get(name))
