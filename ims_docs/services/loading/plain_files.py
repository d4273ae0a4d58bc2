"""Plain files that documents link to: which of them are not what they were at an approval."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ims_docs.adapters.disk.tree import Tree, blob_name
from ims_docs.adapters.git import History
from ims_docs.adapters.git.log import LoggedCommit
from ims_docs.adapters.git.trees import RevisionTree, blobs_at
from ims_docs.errors import HistoryUnavailableError
from ims_docs.model.repository import Repository
from ims_docs.services.loading.content import is_content

_MANY = 200
"""So many names fit into one command line on every system."""


def with_changed_files(
    repository: Repository, tree: Tree, git: Callable[[], History]
) -> Repository:
    """The repository with what only git knows of plain files; without git as it is.

    The bytes now are compared with those that lay beside the statement when it was saved, so
    neither a clock nor the order of two saves on one day decides. Git is asked only where an
    approved document links to a plain file. Raises HistoryUnavailableError where a part of the
    history is not here.
    """
    wanted = _wanted(repository)
    changed: dict[tuple[str, str], date] = {}
    if wanted and (history := there(git)):
        history.require_whole(lost=", so linked files cannot be compared with what was approved")
        changed.update(_changed(repository, tree, history, wanted))
    return replace(repository, changed_files=changed) if changed else repository


def there(git: Callable[[], History]) -> History | None:
    """The git side, where there is one."""
    try:
        return git()
    except HistoryUnavailableError:
        return None


def _wanted(repository: Repository) -> dict[str, frozenset[str]]:
    """By id: the plain files that a document with statements links to."""
    statement_events = {one.document for one in repository.statements if one.statement}
    found = {}
    for document in repository.documents:
        if document.id in statement_events:
            ends = {link.destination(document.path)[0] for link in document.body.links}
            found[document.id] = frozenset(
                path for path in ends if path in repository.paths and not is_content(path)
            )
    return {name: paths for name, paths in found.items() if paths}


def _changed(
    repository: Repository, tree: Tree, history: History, wanted: Mapping[str, frozenset[str]]
) -> Iterator[tuple[tuple[str, str], date]]:
    if not history.has_commits:
        return
    files = sorted(frozenset[str]().union(*wanted.values()))
    start = tree.commit if isinstance(tree, RevisionTree) else "HEAD"
    log = history.log(start, "approvals", *(files if len(files) <= _MANY else ["docs"]))
    arrived, changed_on = brought(log), days(log)
    now, saved = names(tree, files), blobs_at(history, start, files)
    for stored in repository.statements:
        commit, mine = arrived.get(stored.path), wanted.get(stored.document, frozenset())
        if stored.statement is None or not commit or not mine:
            continue
        then = blobs_at(history, commit, sorted(mine))
        for path in sorted(mine & now.keys()):
            if then.get(path) not in now[path]:
                is_saved = saved.get(path) in now[path] and path in changed_on
                yield (
                    (stored.statement.sha256, path),
                    changed_on[path] if is_saved else repository.as_of,
                )


def brought(log: Sequence[LoggedCommit]) -> dict[str, str]:
    """The commit that first saved each file."""
    return {
        path: commit.name
        for commit in log
        for differences in commit.differences
        for path, one in differences.items()
        if one.change == "added"
    }


def days(log: Sequence[LoggedCommit]) -> dict[str, date]:
    """The day on which each file was last changed."""
    return {
        path: commit.committed.date()
        for commit in reversed(log)
        for differences in commit.differences
        for path in differences
    }


def names(tree: Tree, paths: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Git's names for the bytes of each file now: as they are, and with LF line ends."""
    entries = [one for one in tree.entries() if one.path in paths]
    known: dict[str, tuple[str, ...]] = {one.path: (one.blob,) for one in entries if one.blob}
    for entry, data in tree.read(one for one in entries if not one.blob):
        if isinstance(data, bytes):
            lf = data.replace(b"\r\n", b"\n")
            known[entry.path] = (blob_name(data), blob_name(lf))
    return known
