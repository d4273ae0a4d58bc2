"""The revisions of documents and records: which version each carried, and when it last changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import TypeAlias

from ims_docs import frontmatter
from ims_docs.approvals import Subject, people_of, standings
from ims_docs.history import History
from ims_docs.model.approval import digest
from ims_docs.model.document import Document
from ims_docs.model.repository import Repository
from ims_docs.model.revision import Revision

_VERSION = re.compile(
    rb"^version:[ \t]*[\"']?([0-9]{1,4}\.[0-9]{1,4})[\"']?[ \t]*\r?$", re.MULTILINE
)
_FRONT_MATTER = 4_096
_AT_ONCE = 500


Approval: TypeAlias = Callable[[bytes], str]
"""Who approved these bytes, in words; empty when nobody did."""


def trace(
    history: History, path: str, approval: Approval = lambda _data: ""
) -> tuple[Revision, ...]:
    """Every revision of a file, newest first, across renames. One pass over the history."""
    revisions = history.revisions(path)
    names = [f"{one.commit}:{one.path}" for one in revisions]
    contents = history.blobs(names) if names else iter(())
    return tuple(
        replace(one, version=_version(data), approval=approval(data) if data else "")
        for one, data in zip(revisions, contents, strict=True)
    )


def approval_of(repository: Repository, subject: Subject) -> Approval:
    """What the approvals of a document or register say of any bytes that it had."""
    standing, people = standings(repository).of(subject), people_of(repository)

    def told(data: bytes) -> str:
        for edition in standing.editions:
            if digest(standing.subject, edition.version, data) == edition.digest:
                by = " and ".join(map(people.name, edition.approved_by))
                alone = f" alone: {edition.alone}" if edition.alone else ""
                return f"version {edition.version} approved on {edition.day} by {by}{alone}"
        return ""

    return told


def last_changes(revisions: Iterable[Revision]) -> dict[str, date]:
    """By path: the day of the last commit that touched the file. Newest first goes in."""
    found: dict[str, date] = {}
    for one in revisions:
        found.setdefault(one.path, one.committed.date())
    return found


def final_since(
    history: History, revisions: Iterable[Revision], documents: Iterable[Document]
) -> dict[str, date]:
    """By path of a document with a final version: the day on which it got that version.

    A version that is not committed yet has no day.
    """
    versions = {one.path: one.version for one in documents if one.is_final}
    of_file = _by_file(revisions, versions)
    asked = [one for found in of_file.values() for one in found]
    known = dict(zip(asked, _quick_versions(history, asked), strict=True))
    return {
        path: day
        for path, version in versions.items()
        if (day := _since(of_file[path], known, version))
    }


def quick_version(data: bytes | None) -> str:
    """The version in the front matter of a text, found without reading all of it."""
    found = _VERSION.search(data[:_FRONT_MATTER]) if data else None
    return found[1].decode() if found else ""


def _by_file(revisions: Iterable[Revision], paths: Iterable[str]) -> dict[str, list[Revision]]:
    """The revisions of each file, newest first, back through its renames. One pass."""
    found: dict[str, list[Revision]] = {path: [] for path in paths}
    named = dict(zip(found, found, strict=True))
    for one in revisions:
        path = named.get(one.path)
        if path:
            found[path].append(one)
            if one.change == "renamed":
                named[one.former_path] = named.pop(one.path)
    return found


def _quick_versions(history: History, revisions: Iterable[Revision]) -> Iterator[str]:
    waiting = iter(revisions)
    while some := list(islice(waiting, _AT_ONCE)):
        yield from map(quick_version, history.blobs(f"{one.commit}:{one.path}" for one in some))


def _since(
    revisions: Sequence[Revision], versions: Mapping[Revision, str], version: str
) -> date | None:
    """The day of the oldest revision from which on the version has been this one."""
    since = None
    for one in revisions:
        if versions[one] != version:
            break
        since = one.committed.date()
    return since


def _version(data: bytes | None) -> str:
    if data is None:
        return ""
    try:
        front, _, _ = frontmatter.split(frontmatter.decode(data))
        version = frontmatter.parse(front).values.get("version")
    except frontmatter.MalformedError:
        return ""
    return version if isinstance(version, str) else ""
