"""Who changed what somebody signed for, and what was audited."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace

from ims_docs.adapters.disk.tree import Tree
from ims_docs.adapters.git import History
from ims_docs.adapters.git.log import LoggedCommit
from ims_docs.adapters.git.trees import RevisionTree
from ims_docs.errors import HistoryUnavailableError
from ims_docs.model.repository import Authorship, Repository

_MANY = 200
"""So many names fit into one command line on every system."""


def with_authors(repository: Repository, tree: Tree, git: Callable[[], History]) -> Repository:
    """The repository with what only git knows of authors; without a whole history as it is.

    Git is asked only where something is signed for or was audited, and not where a few files
    are judged.
    """
    wanted = frozenset(_wanted(repository)) if repository.focus is None else frozenset[str]()
    written: dict[str, tuple[Authorship, ...]] = {}
    if wanted:
        with suppress(HistoryUnavailableError):
            history = git()
            history.require_whole()
            if history.has_commits:
                start = tree.commit if isinstance(tree, RevisionTree) else "HEAD"
                asked = sorted(wanted) if len(wanted) <= _MANY else ["docs", "approvals"]
                for path, one in _changes(history.log(start, *asked)):
                    if path in wanted or path.startswith("approvals/"):
                        written[path] = (*written.get(path, ()), one)
    return replace(repository, written=written) if written else repository


def _wanted(repository: Repository) -> Iterator[str]:
    """The texts with statements, the statements, and what audits looked at."""
    signed = {one.document for one in repository.statements if one.statement}
    if signed:
        yield "approvals"
    named = {
        one.value
        for record in repository.records
        if repository.types[record.type].impartial
        for one in record.content.references
        if one.wanted not in ("clause", "people", "roles")
    }
    wanted = signed | named
    yield from (one.path for one in repository.documents if one.id in wanted)
    yield from (one.path for one in repository.records if one.id in wanted)
    yield from (one.path for one in repository.registers if one.type in signed)


def _changes(log: tuple[LoggedCommit, ...]) -> Iterator[tuple[str, Authorship]]:
    """Every change by path, newest first. A merge counts for what it changed against each side."""
    for commit in log:
        sides = [set(one) for one in commit.differences]
        for path in sorted(set.intersection(*sides)) if sides else ():
            yield path, Authorship(commit.email.casefold(), commit.authored.date())
