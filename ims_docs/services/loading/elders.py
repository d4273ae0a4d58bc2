"""Who keeps an id that stands in two files: the approved text, then the older file. Never the order of names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ims_docs.adapters.git import History
from ims_docs.adapters.git.changes import arrivals
from ims_docs.errors import ImsDocsError
from ims_docs.model.holder import Holder
from ims_docs.model.repository import Repository

_MANY = 200
"""So many names fit into one command line on every system."""
_NEVER = 2**31


def with_elders(repository: Repository, history: History | None, commit: str) -> Repository:
    """The repository with the rightful holder of each id first, and the other files named.

    `commit` is where the history begins that is asked; nothing is asked where no id is
    held twice.
    """
    twice = {name: held for name, held in repository.holders.items() if _apart(held)}
    if not twice:
        return replace(repository, seconds=frozenset()) if repository.seconds else repository
    paths = sorted({one.path for held in twice.values() for one in held})
    ages = _ages(history, commit, paths)
    signed = _signed(repository)

    def rank(one: Holder) -> tuple[bool, int]:
        return one.path not in signed, ages.get(one.path, _NEVER)

    ordered = {
        name: tuple(sorted(held, key=lambda one: (*rank(one), one.path, one.line)))
        for name, held in twice.items()
    }
    seconds = {
        one.path
        for held in ordered.values()
        for one in held[1:]
        if one.path != held[0].path and rank(one) > rank(held[0])
    }
    whole = {one.path for one in repository.documents} | {one.path for one in repository.records}
    return replace(
        repository,
        held_by={**repository.holders, **ordered},
        seconds=frozenset(seconds & whole),
    )


def _apart(held: tuple[Holder, ...]) -> bool:
    return len(held) > 1 and len({one.path for one in held}) > 1


def _signed(repository: Repository) -> frozenset[str]:
    """The paths whose text is the one that a statement was signed about."""
    said: dict[str, set[tuple[str, str]]] = {}
    for one in repository.statements:
        if one.statement and not one.refused:
            about = (one.statement.version, one.statement.digest)
            said.setdefault(one.statement.document, set()).add(about)
    return frozenset(
        one.path
        for one in repository.documents
        if any(
            repository.digest_of(one.path, version) == digest
            for version, digest in said.get(one.id, ())
        )
    )


def _ages(history: History | None, commit: str, paths: list[str]) -> Mapping[str, int]:
    """By path: how early it came, as far as the history knows."""
    if history is None:
        return {}
    try:
        return _first(arrivals(history, commit, *(paths if len(paths) <= _MANY else ["docs"])))
    except ImsDocsError:
        return {}


def _first(names: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, name in enumerate(names):
        found.setdefault(name, place)
    return found
