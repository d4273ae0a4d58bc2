"""Rows that leave a list of an open record are told; what was moved in time or reworded is not."""

from __future__ import annotations

import pytest
from ledgers import commit, history, touching

from ims_docs.adapters.git.ledger import Touch
from ims_docs.services.verification.rows import lost_rows, rows_of

PATH = "docs/records/nonconformity/NCR-0001.md"
A, B, C = "abc"
LINE = (commit(A), commit(B, A), commit(C, B))


class Held:
    """What each version of one record holds; None is one that nobody can read."""

    def __init__(self, versions):
        self.versions = versions

    def of(self, _path, blob):
        return {"NCR-0001": "A seal"} if blob else {}

    def rows(self, blob):
        actions = self.versions[int(blob)] if blob else []
        return None if actions is None else rows_of({"actions": actions, "title": "A seal"})


def action(what, due="2026-11-13"):
    return {"what": what, "who": "PER-0001", "due": due}


def told(*versions):
    names = [str(number) for number in range(len(versions))]
    touches = {
        one: touching(Touch(PATH, before, after))
        for one, before, after in zip("abc", ["", *names], names, strict=False)
    }
    found = lost_rows(history(*LINE, touches=touches), Held(versions))
    return [(one.commit, one.message) for one in found]


DRAW, TEST = action("Draw the seal anew"), action("Test the seal in water")


@pytest.mark.parametrize("between", [(), (None,)])
def test_an_action_that_goes_is_told_with_its_day(between):
    last = "c" if between else "b"
    assert told([DRAW, TEST], *between, [TEST]) == [
        (last, "“Draw the seal anew”, due 2026-11-13, was taken out of the actions of NCR-0001")
    ]


def test_an_action_that_another_replaces_is_told():
    assert len(told([DRAW], [action("Buy other seals from now on")])) == 1


def test_the_last_of_two_alike_is_told():
    assert len(told([DRAW, DRAW], [DRAW])) == 1


@pytest.mark.parametrize(
    "later",
    [
        [DRAW, TEST, action("More")],
        [TEST, DRAW],
        [action("Draw the seal anew", "2027-01-01"), TEST],
        [action("Draw the seal anew, thicker"), TEST],
    ],
)
def test_what_came_was_moved_or_reworded_is_not_gone(later):
    assert told([DRAW, TEST], later) == []
