"""What was done when, by whom and why: to one file across its renames, or to the whole system."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, islice

from ims_docs.adapters.git import History
from ims_docs.formats import frontmatter
from ims_docs.model.repository import Repository
from ims_docs.model.revision import Revision
from ims_docs.model.type import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which revisions are asked for."""

    since: date | None = None
    until: date | None = None
    author: str = ""
    """A part of the name or the e-mail address."""
    type: str = ""
    path: str = ""
    """A file or a folder, by its name now or then."""
    limit: int | None = None
    """How many saved states at most."""


def trace(history: History, path: str) -> tuple[Revision, ...]:
    """Every revision of a file, newest first, across renames. One pass over the history."""
    return with_versions(history, history.revisions(path))


def with_versions(history: History, revisions: Sequence[Revision]) -> tuple[Revision, ...]:
    """The same revisions with the version that the file gave itself at each."""
    blobs = list(dict.fromkeys(one.blob for one in revisions if one.blob))
    found = dict(zip(blobs, (_key(data, "version") for data in history.blobs(blobs)), strict=True))
    return tuple(replace(one, version=found.get(one.blob, "")) for one in revisions)


def select(
    revisions: Iterable[Revision], wanted: Wanted, types: Mapping[str, str]
) -> tuple[Revision, ...]:
    """Those that are asked for. `types` says the type of each file by its name now.

    Days are those on which a revision was saved, in UTC. All revisions are looked at, so
    one with a wrong date hides none behind it.
    """
    states = groupby(
        (one for one in revisions if _fits(one, wanted, types)), key=lambda one: one.commit
    )
    return tuple(one for _, state in islice(states, wanted.limit) for one in state)


def types_of(repository: Repository, paths: Iterable[str]) -> dict[str, str]:
    """The type of each file, also of one that is gone, as far as its place tells."""
    present = {one.path: one.type for one in repository.controlled}
    folders = {
        f"docs/{one.folder}/": one.name
        for one in repository.types.values()
        if one.kind is Kind.RECORD
    }
    places = {
        one.path(""): one.name for one in repository.types.values() if one.kind is not Kind.RECORD
    }
    return {
        path: present.get(path)
        or places.get(path)
        or folders.get(path.rpartition("/")[0] + "/", "")
        for path in paths
    }


def formerly(history: History, revisions: Iterable[Revision], identifier: str) -> str:
    """The path of what had this id or path when it was last saved; empty when nothing had.

    It may be gone from the disk, or be there and not be readable.
    """
    last: dict[str, str] = {}
    for one in revisions:
        last.setdefault(one.current_path, one.blob or one.former_blob)
    if identifier in last:
        return identifier
    pages = {path: blob for path, blob in last.items() if blob and path.endswith(".md")}
    found = history.blobs(pages.values())
    return next(
        (path for path, data in zip(pages, found, strict=True) if _key(data, "id") == identifier),
        "",
    )


def states(revisions: Iterable[Revision]) -> Iterator[tuple[Revision, ...]]:
    """The revisions of each saved state together."""
    for _, state in groupby(revisions, key=lambda one: one.commit):
        yield tuple(state)


def _fits(one: Revision, wanted: Wanted, types: Mapping[str, str]) -> bool:
    day = one.committed.date()
    author = wanted.author.casefold()
    return (
        (wanted.since is None or day >= wanted.since)
        and (wanted.until is None or day <= wanted.until)
        and (author in one.author.casefold() or author in one.email.casefold())
        and (not wanted.type or types.get(one.current_path) == wanted.type)
        and (
            not wanted.path
            or any(
                name == wanted.path or name.startswith(f"{wanted.path}/")
                for name in (one.path, one.former_path, one.current_path)
            )
        )
    )


def _key(data: bytes | None, key: str) -> str:
    """What a file's front matter says under a key, empty when it says nothing."""
    if data is None:
        return ""
    try:
        value = frontmatter.read_page(data).values.get(key)
    except frontmatter.MalformedError:
        return ""
    return value if isinstance(value, str) else ""
