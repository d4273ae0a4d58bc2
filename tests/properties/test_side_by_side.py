"""Commits judged by several processes are the commits judged by one."""

from __future__ import annotations

import os
from collections.abc import Sequence

import pytest
from stories import Story
from support import AS_OF

from ims_docs.adapters.git.commits import Commit, commits
from ims_docs.errors import UnreadableError
from ims_docs.services.commit_gate import Judge, parallel

FEW = [Commit(str(number), (), "") for number in range(25)]


@pytest.fixture
def three(monkeypatch):
    """Three processors, and shares of ten commits."""
    monkeypatch.setattr(parallel, "SHARE", 8)
    monkeypatch.setattr(parallel, "_processors", lambda: 3)


def test_the_shares_are_the_whole_in_its_order(three):
    parts = parallel.shares(FEW)
    assert [one for part in parts for one in part] == FEW
    assert {len(part) for part in parts} <= {8, 9}


@pytest.mark.parametrize("number", [0, 1, 15])
def test_a_few_commits_are_not_shared_out(three, number):
    assert [len(part) for part in parallel.shares(FEW[:number])] == [number]


def test_as_many_as_there_are_processors_and_never_many(monkeypatch):
    thousands = FEW * 4_000
    for processors, number in ((1, 1), (2, 2), (64, parallel.MOST)):
        monkeypatch.setattr(parallel, "_processors", lambda many=processors: many)
        assert len(parallel.shares(thousands)) == number


def process(part: Sequence[Commit]) -> list[int]:
    return [os.getpid()]


def failing(part: Sequence[Commit]) -> list[int]:
    raise UnreadableError(f"Cannot read {part[0].name}", hint="Look at it.")


def test_other_processes_do_the_work(three):
    found = [one for some in parallel.each(process, parallel.shares(FEW)) for one in some]
    assert len(found) == 3
    assert os.getpid() not in found


def test_an_error_comes_back_whole(three):
    with pytest.raises(UnreadableError) as raised:
        list(parallel.each(failing, parallel.shares(FEW)))
    assert (raised.value.message, raised.value.hint) == ("Cannot read 0", "Look at it.")


def test_without_a_second_process_it_is_done_in_this_one(three, monkeypatch):
    def refuse() -> None:
        raise OSError("no shared memory")

    monkeypatch.setattr(parallel, "_context", refuse)
    found = [one for some in parallel.each(process, parallel.shares(FEW)) for one in some]
    assert set(found) == {os.getpid()}


@pytest.mark.parametrize("seed", [100, 101, 102])
def test_the_verdicts_are_the_same(three, seed, tmp_path):
    history = Story(seed, 60).make(tmp_path / "story")
    found = commits(history, ["main"], [])
    judge = Judge(history=history, as_of=AS_OF)
    assert len(parallel.shares(found)) == 3
    alone = list(judge.unfit(found))
    assert alone
    assert list(judge.nonconforming(found)) == alone
