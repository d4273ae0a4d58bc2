"""What the front matter of a document or record says besides its control header."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ims_docs.model.content import Value
from ims_docs.model.document import Document
from ims_docs.model.record import Record
from ims_docs.model.type import Property
from ims_docs.site.pages import late, markup
from ims_docs.site.pages.content import SiteContent
from ims_docs.site.pages.values import Values, heading

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_IN_HEADER = ("id", "type", "title", "version", "owner", "classification", "date", "status")
_MANY = 3
"""A group with so many keys gets a table of its own."""


def details(content: SiteContent, item: Document | Record, origin: str) -> str:
    """What the front matter says besides the control header."""
    known = content.repository.types.get(item.type)
    values = Values(content, origin, item.content)
    listed = {name: some for name, some in item.content.values.items() if _is_list(some)}
    grouped = {
        name: some
        for name, some in item.content.values.items()
        if isinstance(some, dict) and len(some) >= _MANY
    }
    rows = values.rows(item.content.values, known, but=(*_IN_HEADER, *listed, *grouped))
    titles = {one.name: one for one in known.properties} if known else {}
    tables = [
        f"**{heading(titles.get(name), name)}**\n\n{_table(content, item, name, values)}"
        for name in listed
    ]
    tables += [
        f"**{heading(titles.get(name), name)}**\n\n{_group(titles.get(name), some, values)}"
        for name, some in grouped.items()
    ]
    return "\n\n".join([*([markup.table(("Key", "Value"), rows)] if rows else []), *tables])


def _group(known: Property | None, some: Mapping[str, Value], values: Values) -> str:
    """One row for each key of a group, such as a canvas."""
    parts = {one.name: one for one in known.parts} if known else {}
    names = [
        *(name for name in parts if name in some),
        *(name for name in some if name not in parts),
    ]
    rows = [(heading(parts.get(name), name), values.show(some[name])) for name in names]
    return markup.table(("Key", "Value"), rows)


def _is_list(value: Value) -> bool:
    """Whether a value is a list of steps, actions and the like."""
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _table(content: SiteContent, item: Document | Record, name: str, values: Values) -> str:
    """One row for each, with what is late."""
    value = item.content.values[name]
    steps = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    keys = list(dict.fromkeys(key for one in steps for key in one))
    rows = []
    for index, one in enumerate(steps):
        lines = {key: item.content.position(name, index, key)[0] for key in one}
        days = {
            key: late.at(content, item.path, line)
            for key, line in lines.items()
            if _is_day(one[key])
        }
        rows.append([f"{values.show(one.get(key))} {days.get(key, '')}".rstrip() for key in keys])
    return markup.table([heading(None, key) for key in keys], rows)


def _is_day(value: Value) -> bool:
    return isinstance(value, str) and _DAY.fullmatch(value) is not None
