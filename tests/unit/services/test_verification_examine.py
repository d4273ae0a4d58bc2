"""The whole examination: what it counts, that every part runs, and where it begins."""

from __future__ import annotations

import pytest
from support import AS_OF, POLICY, policy

from ims_docs.adapters.git import History
from ims_docs.errors import HistoryUnavailableError, UnreadableError
from ims_docs.services.verification import Check, Kind, Question, examine, verify

NOTE = {"notes/a.txt": "a\n"}


def judged(made, **question):
    return verify(History(made.root), Question(as_of=AS_OF, **question), "the repository")


@pytest.fixture
def made(git_repository):
    """Settings and registers; a policy; a file that is no matter."""
    return git_repository([{}, {POLICY: policy()}, NOTE])


def test_what_was_looked_at_is_counted(made):
    found = judged(made)
    objects = made.git("rev-list", "--objects", "--no-object-names", "HEAD").split()
    assert found.counts == {
        "objects": len(set(objects)),
        "commits": 3,
        "documents": 1,
        "records": 0,
        "registers": 2,
        "statements": 0,
    }
    assert (found.branch, found.head) == ("main", made.git("rev-parse", "HEAD").strip())


def test_it_begins_with_the_commit_that_brought_the_settings(git_repository):
    made = git_repository([])
    made.commit(NOTE, "Before anything")
    start = made.commit({"ims.yml": 'organisation: "Acme"\nprofile: starter\n'}, "Begin")
    made.commit({"ims.yml": 'organisation: "Acme Ltd"\nprofile: starter\n'}, "Rename it")
    assert judged(made).start == start


@pytest.mark.parametrize(
    ("part", "what"),
    [
        ("examine_objects", "objects"),
        ("examine_store", "what git is told"),
        ("examine_controls", "controls"),
        ("examine_dates", "dates"),
        ("stored_baselines", "baselines"),
        ("load", "the newest commit"),
        ("ledger", "commits, dates, approvals and controls"),
    ],
)
def test_a_part_that_cannot_work_is_named_and_the_others_go_on(part, what, made, monkeypatch):
    def refuse(*_, **__):
        raise UnreadableError("It is damaged")

    monkeypatch.setattr(examine, part, refuse)
    found = judged(made)
    assert (what, "It is damaged") in found.unchecked
    assert found.is_clean is False
    if part != "ledger":
        assert found.counts["commits"] == 3
    if part != "examine_objects":
        assert found.counts["objects"] > 3


def test_what_is_found_is_told_by_kind_and_in_the_order_of_the_parts(made):
    made.git("update-index", "--assume-unchanged", POLICY)
    found = judged(made, codes=("0000-0000-0000-0000",), root="SHA256:none")
    order, kinds = list(Check), list(Kind)
    places = [(kinds.index(one.kind), order.index(one.check)) for one in found.found]
    assert places == sorted(places)
    assert {Check.STORE, Check.APPROVALS, Check.ANCHORS} <= {one.check for one in found.found}


def test_a_file_that_git_is_told_not_to_look_at_is_told_with_its_word(made):
    for word, back in (
        ("assume-unchanged", "no-assume-unchanged"),
        ("skip-worktree", "no-skip-worktree"),
    ):
        made.git("update-index", f"--{word}", POLICY)
        (one,) = [one for one in judged(made).found if one.check is Check.STORE]
        assert (one.where.path, f"({word})" in one.message, f"--no-{word}" in one.hint) == (
            POLICY, True, True,
        )  # fmt: skip
        made.git("update-index", f"--{back}", POLICY)
    assert not [one for one in judged(made).found if one.check is Check.STORE]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("remote.origin.promisor", "true"),
        ("remote.origin.partialclonefilter", "blob:none"),
        ("extensions.partialclone", "origin"),
    ],
)
def test_a_partial_clone_is_not_verified(name, value, made):
    made.git("config", name, value)
    with pytest.raises(HistoryUnavailableError, match="This is a partial clone"):
        judged(made)


def test_a_pack_with_a_promise_is_a_partial_clone_too(made):
    (made.root / ".git/objects/pack/pack-1.promisor").touch()
    with pytest.raises(HistoryUnavailableError, match="This is a partial clone"):
        judged(made)


def test_a_repository_without_a_commit_has_nothing_to_verify(git_repository):
    with pytest.raises(HistoryUnavailableError, match="There is no commit yet"):
        judged(git_repository([]))
