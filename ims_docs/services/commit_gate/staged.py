"""What is staged, judged by what controlled before it, as the gates that follow will judge the commit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from ims_docs.adapters.git import History, IndexTree, RevisionTree
from ims_docs.adapters.git.changes import staged_changes
from ims_docs.adapters.git.unfinished import coming_parents
from ims_docs.errors import RepositoryNotFoundError
from ims_docs.model.finding import Finding
from ims_docs.model.repository import Repository
from ims_docs.model.trust import LIST
from ims_docs.services.commit_gate.precedence import Precedence, controls_of, excused
from ims_docs.services.loading.repository import LoadRequest, load
from ims_docs.services.loading.shared import Memory


def excused_by_staged(
    history: History, staged: Repository, cache_folder: Path | None, memory: Memory
) -> tuple[Finding, ...]:
    """What would pass by settings, types, people or signers that the same commit changes."""
    parents = {one: staged_changes(history, one) for one in coming_parents(history)}
    if not parents:
        return ()
    paths = frozenset.intersection(*(one.paths for one in parents.values()))
    changed = controls_of(paths, staged)
    if not changed and not any(LIST in one.paths for one in parents.values()):
        return ()
    request = LoadRequest(
        tree=IndexTree(history),
        as_of=staged.as_of,
        history=history,
        cache_folder=cache_folder,
        memory=memory,
    )

    def sides() -> Iterator[Precedence]:
        for parent, changes in parents.items():
            former = RevisionTree(history, parent)
            mine = replace(request, focus=changes.paths, former=changes.former)
            with suppress(RepositoryNotFoundError):  # nothing controlled before
                yield Precedence(
                    changed=changed,
                    differs=LIST in changes.paths,
                    own=load(mine),
                    before=load(replace(request, tree=former, focus=frozenset())),
                    by_former_rules=partial(load, replace(mine, rules=former)),
                )

    found = excused(sides())
    return tuple(sorted(frozenset().union(*found), key=lambda one: one.sort_key))
