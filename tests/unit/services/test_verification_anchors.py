"""Baselines against the history: which hold, which are known from elsewhere, what they prove."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from ledgers import commit, history, touching

from ims_docs.adapters.git.ledger import Touch
from ims_docs.model.baseline import Baseline, StoredBaseline
from ims_docs.model.stamp import Stamp
from ims_docs.services.verification import anchors as module
from ims_docs.services.verification.anchors import Anchors

A, B, C, D = (letter * 40 for letter in "abcd")
LINE = (commit(A), commit(B, A), commit(C, B), commit(D, C))
PLACE = "baselines/spring.txt"


def baseline(name="spring", *, at=B, commits=2, previous="none"):
    return Baseline(
        name=name,
        commit=at,
        commits=commits,
        previous=previous,
        made_by="PER-0002",
        made_at=datetime(2026, 6, 15, tzinfo=UTC),
        files=(),
    )


def stored(one, **more):
    return StoredBaseline(one.path, one, **more)


class Git:
    """What the real history says of files and tags, decided by a test."""

    def __init__(self, monkeypatch):
        self.tags, self.others = {}, {}
        monkeypatch.setattr(module, "commit_of", lambda _, name: self.tags.get(name, ""))
        monkeypatch.setattr(
            module, "other_files", lambda _, one, most: self.others.get(one.name, "")[: most * 9]
        )


@pytest.fixture
def git(monkeypatch):
    return Git(monkeypatch)


def anchors(*there, codes=(), ledger=None):
    return Anchors(history=None, ledger=ledger or history(*LINE), stored=there, codes=codes)


def told(found):
    return [(one.where.path, one.message) for one in found.irregularities()]


def test_a_baseline_that_holds_is_an_anchor_and_nothing_is_told(git):
    git.tags["refs/tags/baseline/spring"] = B
    found = anchors(stored(baseline()))
    assert told(found) == []
    (one,) = found.anchors()
    assert (one.name, one.commit, one.commits) == ("spring", B, 2)
    assert (one.is_kept, one.is_pinned, one.has_timestamp) == (True, False, False)


@pytest.mark.parametrize("counted", [1, 3])
def test_another_number_of_commits_is_told(counted, git):
    found = anchors(stored(baseline(commits=counted)))
    assert told(found) == [(PLACE, f"It counts {counted} commits, and there are 2")]
    assert found.anchors()[0].is_kept is False


def test_the_commits_of_a_merge_are_counted_once(git):
    ledger = history(commit(A), commit(B, A), commit(C, A), commit(D, B, C))
    assert told(anchors(stored(baseline(at=D, commits=4)), ledger=ledger)) == []


def test_a_commit_that_is_gone_is_told_alone(git):
    git.others["spring"] = "ims.yml"
    found = anchors(stored(baseline(at="e" * 40)))
    message = "Its commit eeeeeeeeee is not in this history: it was written anew"
    assert told(found) == [(PLACE, message)]


def test_other_files_and_another_tag_are_told(git):
    git.tags["refs/tags/baseline/spring"] = C
    git.others["spring"] = "ims.yml"
    found = anchors(stored(baseline()))
    assert told(found) == [
        (PLACE, "It lists other files than its commit: ims.yml"),
        (PLACE, "The tag baseline/spring leads to another commit, cccccccccc"),
    ]
    assert found.anchors()[0].is_kept is False


def test_a_refused_baseline_and_a_stamp_of_something_else_are_told(git):
    found = anchors(stored(baseline(), refused="Nobody signed it", hint="Sign."))
    assert (told(found), found.anchors()[0].is_kept) == ([(PLACE, "Nobody signed it")], False)
    assert told(anchors(stored(baseline(), stamp=Stamp(fits=True)))) == []
    assert told(anchors(stored(baseline(), stamp=Stamp(fits=False)))) == [
        ("baselines/spring.tsr", "This time stamp is of something else than the baseline beside it")
    ]


def test_the_baseline_before_it_has_to_be_there(git):
    first = baseline("first", at=A, commits=1)
    second = baseline("second", previous=first.sha256)
    assert told(anchors(stored(first), stored(second))) == []
    assert told(anchors(stored(second))) == [
        ("baselines/second.txt", "The baseline before it is gone")
    ]


# Codes from elsewhere


def test_a_code_is_the_same_however_it_is_written_down(git):
    one = baseline()
    for code in (one.code, one.code.upper(), one.code.replace("-", " ")):
        found = anchors(stored(one), codes=(code,))
        assert (told(found), found.anchors()[0].is_pinned) == ([], True)


def test_a_code_that_no_baseline_has_is_told(git):
    found = anchors(stored(baseline()), codes=("0000-0000-0000-0000",))
    assert told(found) == [("baselines", "No baseline here has the code 0000-0000-0000-0000")]
    assert found.anchors()[0].is_pinned is False


def test_a_pinned_baseline_proves_what_leads_to_it_and_nothing_after(git):
    one = baseline()
    assert anchors(stored(one), codes=(one.code,)).anchored() == {A: "spring", B: "spring"}


def test_a_baseline_that_nobody_else_knows_or_that_broke_proves_nothing(git):
    one, wrong = baseline(), baseline(commits=9)
    assert anchors(stored(one)).anchored() == {}
    assert anchors(stored(wrong), codes=(wrong.code,)).anchored() == {}
    refused = stored(one, refused="Nobody signed it")
    assert anchors(refused, codes=(one.code,)).anchored() == {}


def test_the_first_of_several_baselines_dates_a_commit(git):
    first = baseline("first", at=B)
    last = baseline("last", at=D, commits=4, previous=first.sha256)
    found = anchors(stored(first), stored(last), codes=(first.code, last.code))
    assert found.anchored() == {A: "first", B: "first", C: "last", D: "last"}


# Changed and deleted


@pytest.mark.parametrize("ending", [".txt", ".txt.sig", ".tsr"])
@pytest.mark.parametrize(("after", "deed"), [("2", "changed"), ("", "deleted")])
def test_a_baseline_that_was_taken_away_is_told_with_its_return(ending, after, deed, git):
    path = f"baselines/spring{ending}"
    made, taken, back = Touch(path, "", "1"), Touch(path, "1", after), Touch(path, after, "1")
    kept = {A: touching(made), B: touching(taken)}
    (one,) = anchors(ledger=history(*LINE, touches=kept)).irregularities()
    assert (one.where.path, one.message, one.commit, one.repaired) == (
        path, f"The baseline was {deed}", B, "",
    )  # fmt: skip
    again = anchors(ledger=history(*LINE, touches={**kept, D: touching(back)}))
    assert next(again.irregularities()).repaired == D


def test_a_merge_that_drops_a_baseline_of_one_side_is_told_once(git):
    ledger = history(
        commit(A), commit(B, A), commit(C, A), commit(D, B, C),
        touches={
            C: touching(Touch(PLACE, "", "1")),
            D: ((), (Touch(PLACE, "1", ""),)),
        },
    )  # fmt: skip
    assert [(one.commit, one.message) for one in anchors(ledger=ledger).irregularities()] == [
        (D, "The baseline was deleted")
    ]


def test_a_new_baseline_and_other_files_are_no_matter(git):
    ledger = history(
        *LINE,
        touches={
            A: touching(Touch(PLACE, "", "1")),
            B: touching(
                Touch("baselines/README.md", "1", "2"), Touch("notbaselines/a.txt", "1", "")
            ),
        },
    )
    assert told(anchors(ledger=ledger)) == []


def test_what_is_no_baseline_at_all_is_told_and_is_no_anchor(git):
    found = anchors(StoredBaseline(PLACE, None, refused="It is not UTF-8", hint="Bring it back."))
    assert (told(found), found.anchors()) == ([(PLACE, "It is not UTF-8")], ())
