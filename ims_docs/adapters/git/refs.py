"""Names that lead to commits, and what those commits lead back to."""

from __future__ import annotations

from ims_docs.adapters.git.history import History
from ims_docs.adapters.git.listing import listed
from ims_docs.adapters.git.process import path_name

_FIELDS = "--format=%(refname)%00%(objectname)%00%(*objectname)%00%(objecttype)%00%(*objecttype)"
_COMMIT = "commit"


def refs(history: History, *below: str) -> dict[str, str]:
    """Name to commit of everything below some prefixes; what leads to no commit is left out."""
    found = {}
    for line in path_name(history.run("for-each-ref", _FIELDS, *below)).split("\n"):
        if not line:
            continue
        name, own, peeled, kind, peeled_kind = line.split("\0")
        if kind == _COMMIT:
            found[name] = own
        elif peeled_kind == _COMMIT:
            found[name] = peeled
    return found


def leading_back(history: History, commit: str, *places: str) -> frozenset[str]:
    """The names in some places whose commit leads back to this one."""
    wanted = ("for-each-ref", "--format=%(refname)", f"--contains={commit}", *places)
    return frozenset(path_name(history.run(*wanted)).split())


def lineage(history: History, commit: str) -> tuple[str, ...]:
    """A commit and everything that it leads back to, newest first."""
    return tuple(history.run("rev-list", "--topo-order", commit, "--").decode().split())


def files_at(history: History, commit: str) -> dict[str, str]:
    """Every file of a commit: path to git's name for its bytes."""
    return {row.path: row.name for row in listed(history, commit)}
