"""Who names what: for each file and each identifier, the places that lead to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ims_docs.model.content import Content, Value
from ims_docs.model.document import Document
from ims_docs.model.record import Record
from ims_docs.model.repository import Repository

_ID = re.compile(r"\b[A-Z]{2,5}-[0-9]{4}\b")


class Mention(NamedTuple):
    """A file, or one entry of a register, that names something."""

    path: str
    entry: str = ""


def mentions(
    repository: Repository, bodies: Mapping[str, str]
) -> Mapping[str, tuple[Mention, ...]]:
    """What leads to each path and each identifier. Nothing leads to itself."""
    found: dict[str, dict[Mention, None]] = {}
    for target, mention in _all(repository, bodies):
        if target not in (mention.path, mention.entry):
            found.setdefault(target, {})[mention] = None
    return {target: tuple(sorted(places)) for target, places in found.items()}


def _all(repository: Repository, bodies: Mapping[str, str]) -> Iterator[tuple[str, Mention]]:
    for text in repository.texts:
        here = Mention(text.path)
        for link in text.body.links:
            path, fragment = link.destination(text.path)
            for target in filter(None, (path, fragment)):
                yield target, here
        for found in _ID.finditer(bodies.get(text.path, "")):
            yield found[0], here
    written: tuple[Document | Record, ...] = (*repository.documents, *repository.records)
    for one in written:
        own = {one.id} if one.id else set()
        for target in _named(one.content.values, _wanted(one.content)):
            if target not in own:
                yield target, Mention(one.path)
    for register in repository.registers:
        wanted = _wanted(register.content)
        for entry in register.entries:
            here = Mention(register.path, entry.id)
            yield from ((target, here) for target in _named(entry.values, wanted))
        rest = {key: one for key, one in register.content.values.items() if key != "entries"}
        yield from ((target, Mention(register.path)) for target in _named(rest, wanted))


def _wanted(content: Content) -> frozenset[str]:
    """Values that name something, whatever they look like: roles have no numbers."""
    return frozenset(one.value for one in content.references if one.wanted != "clause")


def _named(values: Mapping[str, Value], wanted: frozenset[str]) -> Iterator[str]:
    ahead: list[Value] = list(values.values())
    while ahead:
        one = ahead.pop()
        if isinstance(one, str):
            if one in wanted:
                yield one
            else:
                yield from (found[0] for found in _ID.finditer(one))
        elif isinstance(one, list):
            ahead.extend(one)
        elif isinstance(one, dict):
            ahead.extend(one.values())
