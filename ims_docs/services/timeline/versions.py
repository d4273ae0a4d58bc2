"""Which version each document carried when, and when each file last changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import islice

from ims_docs.adapters.git import History
from ims_docs.domain.duties import Changes
from ims_docs.model.document import Document
from ims_docs.model.repository import Repository
from ims_docs.model.revision import Revision

_VERSION = re.compile(
    rb"^version:[ \t]*[\"']?([0-9]{1,4}\.[0-9]{1,4})[\"']?[ \t]*\r?$", re.MULTILINE
)
_FRONT_MATTER = 4_096
_AT_ONCE = 500


def changes_known(
    history: History, repository: Repository, revisions: Sequence[Revision]
) -> Changes:
    """What history knows; where there is none, the dates of the records have to do."""
    if not revisions:
        return Changes()
    return Changes(
        touched=last_changes(revisions),
        final=final_since(history, revisions, repository.documents),
    )


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
    of_file: dict[str, list[Revision]] = {path: [] for path in versions}
    for one in revisions:
        if one.current_path in of_file:
            of_file[one.current_path].append(one)
    known: dict[str, str] = {}
    waiting, looked_at = list(versions), 2
    while waiting:  # most versions are young, so few texts are read of most files
        newest = (one for path in waiting for one in of_file[path][:looked_at])
        known.update(quick_versions(history, (one for one in newest if one.blob not in known)))
        waiting = [
            path
            for path in waiting
            if len(of_file[path]) > looked_at
            and all(known.get(one.blob, "") == versions[path] for one in of_file[path][:looked_at])
        ]
        looked_at *= 4
    return {
        path: day
        for path, version in versions.items()
        if (day := _since(of_file[path], known, version))
    }


def quick_version(data: bytes | None) -> str:
    """The version in the front matter of a text, found without reading all of it."""
    found = _VERSION.search(data[:_FRONT_MATTER]) if data else None
    return found[1].decode() if found else ""


def quick_versions(history: History, revisions: Iterable[Revision]) -> dict[str, str]:
    """The version in the bytes of each revision, by git's name for the bytes."""
    waiting = iter({one.blob for one in revisions if one.blob})
    known: dict[str, str] = {}
    while some := list(islice(waiting, _AT_ONCE)):
        known.update(zip(some, map(quick_version, history.blobs(some)), strict=True))
    return known


def _since(revisions: Sequence[Revision], known: Mapping[str, str], version: str) -> date | None:
    """The day of the oldest revision from which on the version has been this one."""
    since = None
    for one in revisions:
        if known.get(one.blob, "") != version:
            break
        since = one.committed.date()
    return since
