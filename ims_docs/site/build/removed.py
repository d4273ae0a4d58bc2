"""What the repository no longer holds: the last text of each file that is gone, or that nobody can read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ims_docs.adapters.git import History
from ims_docs.model.repository import Repository
from ims_docs.model.revision import Revision
from ims_docs.services.timeline.former import Controlled, read_again
from ims_docs.site.build.sources import saved_source
from ims_docs.site.pages import Removed

_MOST = 200
"""So many files, those that went last, have pages; `ims history` and git know the others."""
_EARLIER = 50
"""So many earlier states of a file that cannot be read are tried."""
_ENDINGS = (".md", ".yaml", ".yml")


def removed_files(
    history: History, repository: Repository, revisions: Mapping[str, tuple[Revision, ...]]
) -> Mapping[str, Removed]:
    """Documents, records and registers that are gone, by the path that they had last."""
    found = sorted(_candidates(repository, revisions), key=_when, reverse=True)[:_MOST]
    texts = history.blobs(last.blob for _, _, last in found)
    removed_items: dict[str, Removed] = {}
    for (path, ended, last), data in zip(found, texts, strict=True):
        item = read_again(path, data, repository.types)
        if item is not None and data is not None:
            source = saved_source(path, data)
            removed_items[path] = Removed(item=item, source=source, last=last, ended=ended)
    return removed_items


def last_read(
    history: History, repository: Repository, revisions: Mapping[str, tuple[Revision, ...]]
) -> Mapping[str, Controlled]:
    """What each file that cannot be read now was when it could be read last."""
    found: dict[str, Controlled] = {}
    for path in repository.lost[:_MOST]:
        blobs = [one.blob for one in revisions.get(path, ()) if one.blob][:_EARLIER]
        texts = history.blobs(blobs)
        read = (read_again(path, one, repository.types) for one in texts)
        item = next((one for one in read if one is not None), None)
        if item is not None and item.type:
            found[path] = item
    return found


_Candidate = tuple[str, Revision | None, Revision]


def _candidates(
    repository: Repository, revisions: Mapping[str, tuple[Revision, ...]]
) -> Iterator[_Candidate]:
    """Path, the revision that removed the file if that is saved, and the one that made its last text."""
    for path, changes in revisions.items():
        is_one = path.startswith("docs/") and path.endswith(_ENDINGS)
        if not is_one or path in repository.paths or path.endswith("/index.md"):
            continue
        last = next((one for one in changes if one.blob), None)
        if last is not None:
            yield path, changes[0] if not changes[0].blob else None, last


def _when(one: _Candidate) -> tuple[bool, float, str]:
    """Those whose end is not saved yet first, then by the moment of it."""
    path, ended, _ = one
    return ended is None, ended.committed.timestamp() if ended else 0, path
