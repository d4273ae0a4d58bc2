"""What a text can link to: found by a few letters, and written as it belongs into the text."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from ims_docs.desk.office import Sight
from ims_docs.desk.showing import address
from ims_docs.domain.citing import cited
from ims_docs.model.register import Register

MOST = 12
"""So many are shown; more letters find the rest."""


class Target(NamedTuple):
    """One thing that a text can link to."""

    id: str
    kind: str
    title: str
    written: str = ""
    """What stands in the text then."""
    address: str = ""
    """Where the link leads; empty for a citation."""
    rank: int = 0
    """Of two that fit alike, the smaller is meant more often."""


def find(sight: Sight, page: str, asked: str) -> list[Target]:
    """What fits the words that were typed, the closest first."""
    wanted = asked.casefold().split()
    if not wanted:
        return []
    found = []
    for one in _all(sight, page):
        name = f"{one.id} {one.title}".casefold()
        everything = f"{name} {one.kind} {one.written}".casefold()
        if all(word in everything for word in wanted):
            is_start = name.startswith(wanted[0]) or one.title.casefold().startswith(wanted[0])
            is_named = all(word in name for word in wanted)
            is_exact = wanted[-1] == one.id.casefold().split()[-1]
            found.append((not is_exact, not is_start, not is_named, one.rank, len(one.title), one))
    return [one for *_, one in sorted(found)[:MOST]]


def by_id(sight: Sight, page: str, identifier: str) -> Target | None:
    """The one with this id."""
    return next((one for one in _all(sight, page) if one.id == identifier), None)


def _all(sight: Sight, page: str) -> Iterator[Target]:
    for one in sight.repository.controlled:
        if isinstance(one, Register):
            yield _linked(page, one.path, Target(one.type, "Register", one.title))
            yield from _entries(sight, page, one)
        elif one.path != page:
            kind = (
                sight.repository.types[one.type].title if one.type in sight.repository.types else ""
            )
            is_record = one.path.startswith("docs/records/")
            title = f"{one.id} {one.title}" if is_record else one.title
            yield _linked(
                page, one.path, Target(one.id, kind, one.title, rank=2 * is_record), title
            )
    yield from _clauses(sight)


def _entries(sight: Sight, page: str, register: Register) -> Iterator[Target]:
    known = cited(sight.repository)
    for entry in register.entries:
        title = sight.titles.get(entry.id, entry.id)
        if (found := known.get(entry.id)) and found.words:
            yield Target(
                entry.id,
                register.title,
                f"{title}: {found.words}",
                f"{found.words} ({entry.id})",
                rank=3,
            )
        elif entry.id:
            name = title if title == entry.id else f"{entry.id} {title}"
            yield _linked(
                page, register.path, Target(entry.id, register.title, title, rank=3), name
            )


def _clauses(sight: Sight) -> Iterator[Target]:
    for name in sight.repository.settings.standards:
        standard = sight.repository.standards.get(name)
        if standard is None:
            continue
        for one in standard.clauses:
            written = f"clause {one.clause} of {standard.number}"
            yield Target(f"{standard.number} {one.clause}", "Clause", one.title, written, rank=1)


def _linked(page: str, path: str, found: Target, words: str = "") -> Target:
    """A target with its link, which leads on from the folder of the page."""
    place = address(posixpath.relpath(path, posixpath.dirname(page)))
    place = place.replace("(", "%28").replace(")", "%29")
    said = (words or found.title).replace("[", "\\[").replace("]", "\\]")
    return found._replace(written=f"[{said}]({place})", address=place)
