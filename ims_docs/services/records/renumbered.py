"""Giving another number to what two branches numbered alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ims_docs.errors import ConfigurationError
from ims_docs.formats import frontmatter
from ims_docs.model.type import Kind, Type
from ims_docs.services.records.record_text import with_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Renumbered:
    """One document, record or entry under its new number."""

    old: str
    new: str
    path: str
    text: str


def renumbered(type_: Type, path: str, text: str, new: str) -> Renumbered:
    """A document or record with another id, and the path that goes with it.

    Raises ConfigurationError when it has none yet.
    """
    old = frontmatter.read_text(path, text).values.get("id")
    if not isinstance(old, str) or not old:
        raise ConfigurationError(
            f"{path} has no id that could be replaced", hint=f"Write `id: {new}` into it."
        )
    place = type_.path(new) if type_.kind is Kind.RECORD else path
    return Renumbered(old=old, new=new, path=place, text=with_keys(text, {"id": new}))


def renumbered_entry(type_: Type, path: str, text: str, old: str, new: str) -> Renumbered:
    """A register in which the last entry with an id has another one.

    Raises ConfigurationError when there is no such entry.
    """
    read = frontmatter.parse(text)
    entries = read.values.get("entries")
    found = [
        at
        for at, entry in enumerate(entries if isinstance(entries, list) else [])
        if isinstance(entry, dict) and entry.get("id") == old
    ]
    if not found or type_.kind is not Kind.REGISTER:
        raise ConfigurationError(
            f"{path} has no entry {old!r}", hint="Name an entry that is there."
        )
    line, column = read.positions[("entries", found[-1], "id")]
    lines = text.splitlines(keepends=True)
    row = lines[line - 1]
    lines[line - 1] = row[: column - 1] + row[column - 1 :].replace(old, new, 1)
    return Renumbered(old=old, new=new, path=path, text="".join(lines))


def following(texts: Mapping[str, str], old: str, new: str) -> dict[str, str]:
    """The texts, by path, in which the old id stands, with the new one in its place."""
    named = re.compile(rf"(?<![A-Z0-9-]){re.escape(old)}(?![0-9])")
    return {path: named.sub(new, text) for path, text in texts.items() if named.search(text)}
