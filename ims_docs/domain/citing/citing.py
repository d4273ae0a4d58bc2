"""What the registers of limits and decisions say of an id, and whether a text says the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from ims_docs.domain.analysis import derived
from ims_docs.domain.citing import deciders, values
from ims_docs.model.citation import DECISION, LIMIT, REGISTERS, Citation
from ims_docs.model.document import Document
from ims_docs.model.page import Page
from ims_docs.model.record import Record
from ims_docs.model.register import Entry, Register
from ims_docs.model.repository import Repository


class Cited(NamedTuple):
    """A limit or a decision as its register has it."""

    id: str
    title: str
    words: str
    """What a text has to say beside the id: 3,000 euros, Portfolio board."""


class Contradiction(NamedTuple):
    """A citation beside which something else stands than the register says."""

    citation: Citation
    cited: Cited
    said: str
    """What the text says, empty where it says nothing that could be compared."""


@derived
def cited(repository: Repository) -> Mapping[str, Cited]:
    """Every limit and decision that is registered, by id."""
    registers = (repository.register(name) for name in REGISTERS.values())
    return registered((one for one in registers if one), _role_titles(repository))


@derived
def _role_titles(repository: Repository) -> Mapping[str, str]:
    return titles_of(repository.register("roles"))


def registered(registers: Iterable[Register], titles: Mapping[str, str]) -> dict[str, Cited]:
    """What some registers say of each limit and decision; `titles` are those of roles, by id."""
    found: dict[str, Cited] = {}
    for register in registers:
        for entry in register.entries:
            if entry.id and entry.id not in found:
                found[entry.id] = _entry(entry, titles)
    return found


def _entry(entry: Entry, titles: Mapping[str, str]) -> Cited:
    title = entry.values.get("title")
    is_limit = entry.id.startswith(LIMIT)
    words = limit_words(entry) if is_limit else titles.get(str(entry.values.get("decides")), "")
    return Cited(entry.id, title if isinstance(title, str) else entry.id, words)


def limit_words(entry: Entry) -> str:
    """The value of a limit with its unit, as people write it; empty where it has none."""
    value, unit = entry.values.get("value"), entry.values.get("unit")
    if isinstance(value, bool) or not isinstance(value, int | float) or not isinstance(unit, str):
        return ""
    number = f"{Decimal(str(value)).normalize():,f}"
    return f"{number} {unit.strip()}"


def titles_of(roles: Register | None) -> dict[str, str]:
    """The title of each role, by id."""
    return {
        entry.id: title
        for entry in (roles.entries if roles else ())
        if isinstance(title := entry.values.get("title"), str)
    }


def citations_of(item: Document | Record | Register | Page) -> Iterator[Citation]:
    """Every citation in a text or in the values of its keys."""
    if not isinstance(item, Page):
        yield from item.content.citations
    if not isinstance(item, Register):
        yield from item.body.citations


def contradictions(
    repository: Repository, item: Document | Register | Page, kind: str
) -> Iterator[Contradiction]:
    """Each citation of a limit or of a decision beside which the text says something else.

    `kind` is the beginning of the ids: LIMIT or DECISION.
    """
    known, titles = cited(repository), _role_titles(repository)
    for citation in citations_of(item):
        for place, name in enumerate(citation.ids):
            one = known.get(name) if name.startswith(kind) else None
            if one is None or not one.words:
                continue
            if name.startswith(DECISION):
                said = deciders.said_instead(citation, one.words, titles)
            else:
                others = [
                    known[other].words for other in citation.ids[place + 1 :] if other in known
                ]
                said = values.said_instead(citation, one.words, others)
            if said is not None:
                yield Contradiction(citation, one, said)
