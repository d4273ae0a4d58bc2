"""A commit read from the one before it is the commit read whole, whatever happened in between."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from stories import Story
from support import AS_OF

from ims_docs.adapters.git import History, RevisionTree
from ims_docs.adapters.git.changes import Changes, changes_of
from ims_docs.adapters.git.commits import commits
from ims_docs.domain.runner import errors
from ims_docs.errors import RepositoryNotFoundError
from ims_docs.model.repository import Repository
from ims_docs.services.loading.incremental import IncrementalLoader
from ims_docs.services.loading.repository import LoadRequest, load
from ims_docs.services.loading.shared import Memory


def pairs(history: History) -> Iterator[tuple[str, str, Changes]]:
    found = [
        (one.name, parent)
        for one in commits(history, ["main"], [])
        for parent in one.parents or ("",)
    ]
    for (commit, parent), changes in zip(found, changes_of(history, found), strict=True):
        yield commit, parent, changes


def read_whole(history: History, commit: str, changes: Changes) -> Repository:
    tree = RevisionTree(history, commit)
    focus = changes.paths
    if "ims.yml" in changes.present and "ims.yml" not in changes.former:
        focus = frozenset(one.path for one in tree.entries())
    return load(
        LoadRequest(tree=tree, as_of=AS_OF, history=history, focus=focus, former=changes.former)
    )


def facts(repository: Repository) -> dict[str, object]:
    """Everything that a rule can see."""
    return {
        "documents": repository.documents,
        "records": repository.records,
        "registers": repository.registers,
        "pages": repository.pages,
        "defects": sorted(map(str, repository.defects)),
        "paths": repository.paths,
        "unread": repository.unread,
        "changes": repository.changes,
        "statements": repository.stored_statements,
        "baselines": repository.baselines,
        "trust": repository.trust,
        "digests": repository.digests,
        "holders": repository.holders,
        "attributes": repository.attributes,
        "types": set(repository.types),
        "focus": repository.focus,
        "settings": repository.settings,
        "errors": errors(repository),
    }


def compare(history: History) -> int:
    loader = IncrementalLoader(history, as_of=AS_OF, memory=Memory())
    all_pairs = list(pairs(history))
    loader.expect(changes for _, _, changes in all_pairs[: len(all_pairs) // 2])
    for commit, parent, changes in all_pairs:
        try:
            whole = facts(read_whole(history, commit, changes))
        except RepositoryNotFoundError:
            with pytest.raises(RepositoryNotFoundError):
                loader.at(commit, parent, changes)
            continue
        followed = facts(loader.at(commit, parent, changes))
        for name, value in whole.items():
            assert followed[name] == value, (commit, name)
    return len(all_pairs)


@pytest.mark.parametrize("seed", range(8))
def test_any_history_reads_the_same_step_by_step(seed, tmp_path):
    assert compare(Story(seed, 60).make(tmp_path / "story")) >= 60


def test_the_example_reads_the_same_step_by_step(nordwind):
    assert compare(History(nordwind)) > 50
